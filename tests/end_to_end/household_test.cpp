// The household's life over the socket, on the demo data.
#include <gtest/gtest.h>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

TEST(Household, AServiceIsOrderedDoneAndRated) {
    const Folder data;
    ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
    const Program program(data);
    const unsigned short port = program.port();
    const auto post = [&](const std::string& target, const std::string& body, const std::string& token) {
        const Answer answer = call(port, "POST", "/api" + target, body, token);
        EXPECT_LT(answer.status, 300) << target << ' ' << answer.body;
        return answer.json();
    };

    const Answer registered =
        call(port, "POST", "/api/auth/register/customer",
             R"({"email":"dora@example.com","password":"marble-canoe-17","first_name":"Dora","last_name":"Sen",)"
             R"("address":"7 Hill Road","pin_code":"560002"})");
    ASSERT_EQ(registered.status, 201) << registered.body;
    EXPECT_EQ(registered["customer_id"].text(), registered["user"]["id"].text());
    const std::string dora = log_in(port, "dora@example.com", "marble-canoe-17");
    const std::string bert = log_in(port, "bert@example.com", "bert-demo-2026");
    const std::string anna = log_in(port, "anna@example.com", "anna-demo-2026");
    const std::string cora = log_in(port, "cora@example.com", "cora-demo-2026");

    const Value found = call(port, "GET", "/api/services?q=kitchen")["items"];
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0]["price"], "899.00");
    const std::string service = found[0]["id"].text();
    const Value offers = call(port, "GET", "/api/service-packages/" + service)["items"];
    ASSERT_EQ(offers.size(), 1u) << "the one who waits to be verified is not offered";
    const std::string professional = offers[0]["professional_id"].text();

    const Value ordered =
        post("/service-requests", R"({"service_id":)" + service + R"(,"professional_id":)" + professional + "}", dora);
    EXPECT_EQ(ordered["status"], "assigned");
    EXPECT_EQ(ordered["pin_code"], "560002");
    const std::string one = "/service-requests/" + ordered["id"].text();
    EXPECT_EQ(call(port, "GET", "/api" + one, {}, anna).status, 404) << "another customer's";
    EXPECT_EQ(call(port, "GET", "/api" + one).status, 401);
    EXPECT_EQ(call(port, "POST", "/api" + one + "/accept", {}, dora).status, 403);
    EXPECT_EQ(call(port, "POST", "/api" + one + "/claim", {}, cora).status, 403);

    EXPECT_EQ(post(one + "/accept", "", bert)["status"], "accepted");
    EXPECT_EQ(post(one + "/start", "", bert)["status"], "in_progress");
    const Answer late = call(port, "POST", "/api" + one + "/cancel", {}, dora);
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late["code"], "state-conflict");
    EXPECT_EQ(post(one + "/finish", R"({"remarks":"All clean."})", bert)["status"], "completed");
    EXPECT_EQ(post(one + "/complete", R"({"rating":4,"comment":"On time."})", dora)["status"], "closed");

    EXPECT_EQ(call(port, "GET", "/api" + one, {}, dora)["history"].size(), 5u);
    const Value ended = call(port, "GET", "/api/service-history", {}, dora)["items"];
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_EQ(ended[0]["rating"], 4);
    EXPECT_EQ(ended[0]["professional_name"], "Bert Iyer");

    EXPECT_EQ(call(port, "POST", "/api/auth/logout", {}, dora).status, 200);
    EXPECT_EQ(call(port, "GET", "/api/auth/me", {}, dora).status, 401);
}

}  // namespace
