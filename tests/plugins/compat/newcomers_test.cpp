// The short ways in: what they answer, and all that they refuse as the long ones do.
#include <gtest/gtest.h>

#include <set>

#include "support/people.h"

namespace {

using namespace people;
using mortise::testing::Value;

const Client::Headers as_form{{"content-type", "application/x-www-form-urlencoded"}};

constexpr std::string_view anna = R"("firstname":"Anna","lastname":"Rao","username":"anna","email":"anna@people.test",)"
                                  R"("password":"marble-canoe-17","address":"1 Lake Road","pincode":"560001")";

struct Newcomers : testing::Test {
    App app{{"auth", "services", "requests", "compat"}, household_settings()};

    Reply add_customer(const std::string& body) { return app.stranger().post("/add_customer", body); }
    Reply add_professional(const std::string& body) { return app.stranger().post("/add_professional", body); }
    Reply check(std::string_view name, std::string_view with = password) {
        return app.stranger().post("/check",
                                   R"({"username":")" + std::string(name) + R"(","password":")" + std::string(with) + R"("})");
    }
};

std::string object(std::string_view members) { return '{' + std::string(members) + '}'; }

std::string fault_of(const Reply& reply, std::string_view field) {
    const Value errors = reply["errors"];
    for (const auto& [key, each] : errors.items())
        if (each["field"] == field) return each["code"].text();
    return {};
}

/// The names of an object's members and of those inside it.
std::set<std::string> names(const Value& value, const std::string& before = {}) {
    std::set<std::string> out;
    for (const auto& [key, item] : value.items()) {
        if (value.kind() != Value::Kind::object) continue;
        out.insert(before + key);
        out.merge(names(item, before + key + '.'));
    }
    return out;
}

TEST_F(Newcomers, OfTheShortRouteAreCustomersLikeAllOthers) {
    const Reply made = add_customer(object(anna));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["user"]["first_name"], "Anna");
    EXPECT_EQ(made["user"]["last_name"], "Rao");
    EXPECT_EQ(made["user"]["pin_code"], "560001");
    EXPECT_EQ(made["user"]["role"], "CUSTOMER");
    EXPECT_EQ(made["customer_id"].text(), made["user"]["id"].text());
    EXPECT_NE(made.header("set-cookie").find("refresh_token=" + made["refresh_token"].text() + "; Max-Age=604800; Path=/;"),
              std::string::npos);
    EXPECT_EQ(app.bearer(made["access_token"].text()).get("/api/auth/me")["user"]["username"], "anna");
    const Reply longer =
        app.stranger().post("/api/auth/register/customer",
                            R"({"email":"asha@people.test","password":"marble-canoe-17","address":"a","pin_code":"560001"})");
    EXPECT_EQ(names(made.json()), names(longer.json()));
}

TEST_F(Newcomers, ComeByFormToo) {
    const Reply made = app.stranger().call("POST", "/add_customer",
                                           "firstname=Anna&lastname=Rao&username=anna&email=anna%40people.test&"
                                           "password=marble-canoe-17&address=1+Lake+Road&pincode=560001",
                                           as_form);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["user"]["address"], "1 Lake Road");
    const Reply worker = app.stranger().upload(
        "/add_professional",
        {{"email", "bert@people.test"}, {"password", "marble-canoe-17"}, {"exp", "4"}, {"compname", "Bert and Sons"}});
    EXPECT_EQ(worker.status, 201) << worker.body;
}

TEST_F(Newcomers, OfferTheirWorkAndWait) {
    const std::string service =
        expect(admin(app).post("/api/services", R"({"name":"Taps","price":499,"description":"Mends.","time_required":60})"), 201,
               "service")["id"]
            .text();
    const Reply made = add_professional(object(std::string(anna) + R"(,"exp":7,"compname":"Rao Ltd","service_id":)" + service));
    ASSERT_EQ(made.status, 201) << made.body;
    const Client worker = app.bearer(made["access_token"].text());
    const Reply profile = worker.get("/api/professionals/profile");
    EXPECT_EQ(profile["id"].text(), made["professional_id"].text());
    EXPECT_EQ(profile["experience_years"], 7);
    EXPECT_EQ(profile["company_name"], "Rao Ltd");
    EXPECT_EQ(profile["service_ids"][0], service.c_str());
    EXPECT_EQ(profile["status"], "pending");
    EXPECT_EQ(profile["is_active"], false) << "until an administrator has looked at the documents";
    EXPECT_EQ(worker.get("/api/service-requests/available").code(), "not-verified");
    const Reply longer = app.stranger().post(
        "/api/auth/register/professional",
        R"({"email":"bert@people.test","password":"marble-canoe-17","service_id":)" + service + R"(,"experience_years":5})");
    EXPECT_EQ(names(made.json()), names(expect(longer, 201, "registration").json()));
}

TEST_F(Newcomers, MaySayLaterWhatTheyOffer) {
    const Reply made = add_professional(object(std::string(anna) + R"(,"exp":7)"));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(app.bearer(made["access_token"].text()).get("/api/professionals/profile")["service_ids"].size(), 0u);
}

TEST_F(Newcomers, AreRefusedByTheNamesThatTheySent) {
    const Reply empty = add_customer("{}");
    EXPECT_EQ(empty.status, 422);
    for (const char* field : {"email", "password", "address", "pincode"}) EXPECT_EQ(fault_of(empty, field), "missing") << field;
    const Reply bad = add_customer(R"({"email":"anna","password":"short","address":"","pincode":"0","first_name":"Anna"})");
    EXPECT_EQ(fault_of(bad, "email"), "bad-form");
    EXPECT_EQ(fault_of(bad, "password"), "too-short");
    EXPECT_EQ(fault_of(bad, "address"), "missing");
    EXPECT_EQ(fault_of(bad, "pincode"), "bad-form");
    EXPECT_EQ(fault_of(bad, "first_name"), "unknown-field");
    EXPECT_EQ(fault_of(add_professional(object(std::string(anna) + R"(,"exp":-1)")), "exp"), "out-of-range");
    EXPECT_EQ(fault_of(add_professional(object(anna)), "exp"), "missing");
    for (const char* path : {"/add_customer", "/add_professional"}) {
        const Reply weak =
            app.stranger().post(path, R"({"email":"a@people.test","password":"password","address":"a",)"
                                      R"("pincode":"560001")" +
                                          std::string(path == std::string("/add_customer") ? "}" : R"(,"exp":1})"));
        EXPECT_EQ(weak.status, 422);
        EXPECT_EQ(weak.code(), "weak-password") << weak.body;
        EXPECT_EQ(fault_of(weak, "password"), "weak-password");
    }
}

TEST_F(Newcomers, LeaveNothingBehindWhenTheServiceIsNotSold) {
    const Reply unknown = add_professional(object(std::string(anna) + R"(,"exp":7,"service_id":999)"));
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(fault_of(unknown, "service_id"), "unknown") << unknown.body;
    EXPECT_EQ(unknown["detail"], "service_id names a service that is not sold");
    EXPECT_EQ(unknown.header("set-cookie"), "");
    EXPECT_EQ(add_customer(object(anna)).status, 201) << "the name and the address are free";
}

TEST_F(Newcomers, HaveNamesOfTheirOwn) {
    expect(add_customer(object(anna)), 201, "customer");
    const Reply customer = add_customer(object(anna)), worker = add_professional(object(std::string(anna) + R"(,"exp":7)"));
    for (const Reply& reply : {customer, worker}) {
        EXPECT_EQ(reply.status, 409);
        EXPECT_EQ(reply.code(), "duplicate");
        EXPECT_EQ(fault_of(reply, "email"), "duplicate") << reply.body;
        EXPECT_EQ(fault_of(reply, "username"), "duplicate") << reply.body;
    }
}

TEST_F(Newcomers, AreCheckedByAnyOfTheirNames) {
    expect(add_customer(object(anna)), 201, "customer");
    for (const char* name : {"anna", "ANNA@people.test"}) {
        const Reply in = check(name);
        ASSERT_EQ(in.status, 200) << in.body;
        EXPECT_EQ(in["email"], "anna@people.test");
        EXPECT_EQ(app.bearer(in["access_token"].text()).get("/api/auth/me").status, 200);
        const Reply longer = app.stranger().post("/api/auth/login", R"({"username":"anna","password":"marble-canoe-17"})");
        EXPECT_EQ(names(in.json()), names(longer.json()));
    }
    const Reply form = app.stranger().call("POST", "/check", "username=anna&password=marble-canoe-17", as_form);
    EXPECT_EQ(form.status, 200);
    EXPECT_FALSE(form.json().has("refresh_token"));
    EXPECT_NE(form.header("set-cookie").find("refresh_token="), std::string::npos);
    EXPECT_EQ(app.stranger()
                  .post("/api/auth/refresh", R"({"refresh_token":")" + check("anna")["refresh_token"].text() + R"("})")
                  .status,
              200);
}

TEST_F(Newcomers, AreToldTheSameOfAWrongPasswordAndAnUnknownName) {
    expect(add_customer(object(anna)), 201, "customer");
    const Reply wrong = check("anna", "wrong-canoe-17"), unknown = check("nobody", "wrong-canoe-17");
    for (const Reply& reply : {wrong, unknown}) {
        EXPECT_EQ(reply.status, 401);
        EXPECT_EQ(reply.code(), "wrong-credentials");
        EXPECT_EQ(reply["detail"], "The name or the password is wrong.");
        EXPECT_EQ(reply.header("set-cookie"), "");
    }
    EXPECT_EQ(app.stranger().post("/check", R"({"username":"anna"})").status, 422);
    EXPECT_EQ(app.stranger().post("/check", R"({"email":"anna@people.test","password":"marble-canoe-17"})").status, 422);
}

TEST_F(Newcomers, AreShutOutBehindTheRightPasswordAlone) {
    const Reply made = expect(add_customer(object(anna)), 201, "customer");
    expect(admin(app).post("/api/admin/users/" + made["user_id"].text() + "/block"), 200, "block");
    EXPECT_EQ(check("anna").status, 403);
    EXPECT_EQ(check("anna").code(), "account-blocked");
    EXPECT_EQ(check("anna").header("set-cookie"), "");
    EXPECT_EQ(check("anna", "wrong-canoe-17").status, 401);
    expect(customer(app, "asleep").post("/api/users/deactivate"), 200, "deactivation");
    EXPECT_EQ(check("asleep@people.test").code(), "account-deactivated");
}

TEST_F(Newcomers, WhoGuessAreDelayedOnBothWaysTogether) {
    expect(add_customer(object(anna)), 201, "customer");
    int refused = 0;
    for (int i = 0; i < 40 && refused == 0; ++i) {
        const Reply reply = i % 2 ? check("anna", "wrong-canoe-17")
                                  : app.stranger().post("/api/auth/login", R"({"username":"anna","password":"wrong-canoe-17"})");
        if (reply.status == 429) ++refused;
    }
    EXPECT_EQ(refused, 1);
    const Reply late = check("anna");
    EXPECT_EQ(late.status, 429) << "the right password waits as well";
    EXPECT_FALSE(late.header("retry-after").empty());
    EXPECT_EQ(app.stranger().post("/api/auth/login", R"({"username":"anna","password":"marble-canoe-17"})").status, 429);
    app.advance(std::chrono::hours{1});
    EXPECT_EQ(check("anna").status, 200);
}

TEST_F(Newcomers, WhoGetInHaveTheirFailuresForgotten) {
    expect(add_customer(object(anna)), 201, "customer");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(check("anna", "wrong-canoe-17").status, 401);
        EXPECT_EQ(check("anna").status, 200);
    }
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_counters WHERE kind = 'account'"), "0");
}

}  // namespace
