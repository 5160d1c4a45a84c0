// Orders that are sent twice, and requests that two people change at once: what the host does for every plugin.
#include <atomic>
#include <thread>

#include "house.h"

using namespace house;

namespace {

Client::Headers with(const char* name, std::string value) { return {{name, std::move(value)}}; }

TEST(Repeats, OfAnOrderMakeOneRequest) {
    House house;
    const std::string wish = R"({"service_id":)" + house.service + "}";
    const auto send = [&](const Client& who) {
        return who.post("/api/service-requests", wish, with("idempotency-key", "tuesday"));
    };
    const Reply first = people::expect(send(house.anna), 201, "order");
    for (int i = 0; i < 3; ++i) {
        const Reply again = people::expect(send(house.anna), 201, "again");
        EXPECT_EQ(again.body, first.body);
        EXPECT_EQ(again.header("idempotency-replayed"), "true");
    }
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_requests"), "1");
    people::expect(send(people::customer(house.app, "berta")), 201, "another's");
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_requests"), "2");
}

TEST(Repeats, OfAnOrderFromFiftyThreadsMakeOneRequest) {
    House house;
    const std::string wish = R"({"service_id":)" + house.service + "}";
    std::vector<Reply> replies(50);
    std::vector<std::thread> all;
    for (Reply& reply : replies)
        all.emplace_back([&] { reply = house.anna.post("/api/service-requests", wish, with("idempotency-key", "tuesday")); });
    for (std::thread& each : all) each.join();
    for (const Reply& reply : replies) {
        if (reply.code() == "idempotency-in-flight") continue;
        EXPECT_EQ(reply.status, 201);
        EXPECT_EQ(reply["id"].text(), "1");
    }
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_requests"), "1");
}

TEST(Repeats, OfARegistrationMakeOneAccountAndGiveTheSameTokens) {
    App app{{"auth"}, people::household_settings({})};
    const auto send = [&] {
        return app.stranger().post("/api/auth/register",
                                   R"({"first_name":"Anna","email":"anna@example.com","password":"a long sentence of words 7"})",
                                   with("idempotency-key", "once"));
    };
    const Reply first = send(), again = send();
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_users WHERE email = 'anna@example.com'"), "1");
    EXPECT_EQ(app.sql("SELECT answer FROM mortise_idempotency").find("anna"), std::string::npos);
}

TEST(Repeats, OfOneVersionAreAcceptedOnce) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert), path = "/api/service-requests/" + id;
    const std::string seen = bert.client.get(path).header("etag");
    ASSERT_NE(seen, "");
    EXPECT_EQ(bert.client.get(path, with("if-none-match", seen)).status, 304);
    EXPECT_EQ(bert.client.post(path + "/accept", {}, with("if-match", seen)).status, 200);
    EXPECT_EQ(bert.client.post(path + "/start", {}, with("if-match", seen)).code(), "precondition-failed");
    EXPECT_EQ(bert.client.post(path + "/start", {}, with("if-match", bert.client.get(path).header("etag"))).status, 200);
    const Client stranger = people::customer(house.app, "cora");
    EXPECT_EQ(stranger.post(path + "/cancel", {}, with("if-match", "*")).code(), "not-found") << "nobody learns of another's";
}

}  // namespace
