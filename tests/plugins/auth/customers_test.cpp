// Customers: what they see of themselves, what administrators see of them, and what is left of who is erased.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;
using mortise::testing::Value;

std::string code_of(std::int64_t id) { return "CST00000" + std::to_string(id); }

std::size_t found(const Client& client, const std::string& query) {
    return expect(client.get("/api/admin/customers?" + query), 200, "customers")["items"].size();
}

TEST(Customers, SeeThemselvesAndNobodyElse) {
    App app({"auth"}, household_settings());
    const Client uma = customer(app, "uma"), vik = customer(app, "vik");
    const std::int64_t id = id_of(uma);
    const Reply mine = expect(uma.get("/api/customers/"), 200, "own");
    EXPECT_EQ(mine["id"], code_of(id));
    EXPECT_EQ(mine["user_id"], id);
    EXPECT_EQ(mine["email"], "uma@people.test");
    EXPECT_EQ(mine.body.find("argon2"), std::string::npos);
    EXPECT_EQ(uma.get("/api/customers?customer_id=" + code_of(id))["user_id"], id);
    EXPECT_EQ(uma.get("/api/customers?customer_id=" + code_of(id_of(vik))).status, 404);
    EXPECT_EQ(app.stranger().get("/api/customers").status, 401);
    EXPECT_EQ(app.bearer(1, "PROFESSIONAL", {}).get("/api/customers").status, 404) << "an administrator is no customer";
}

TEST(Customers, AreAListOrOneForThoseWhoMaySeeThem) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    customer(app, "vik");
    EXPECT_EQ(expect(boss.get("/api/customers?count=true"), 200, "all")["total"], 2);
    EXPECT_EQ(boss.get("/api/customers?q=vik")["items"][std::size_t{0}]["email"], "vik@people.test");
    EXPECT_EQ(boss.get("/api/customers?customer_id=" + code_of(id_of(uma)))["email"], "uma@people.test");
    EXPECT_EQ(boss.get("/api/customers?customer_id=" + std::to_string(id_of(uma)))["email"], "uma@people.test");
    EXPECT_EQ(boss.get("/api/customers?customer_id=" + std::to_string(id_of(boss))).status, 404);
}

TEST(Customers, AreFoundByNameTownPinCodeAndStanding) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma"), vik = customer(app, "vik");
    expect(uma.put("/api/users/profile", R"({"city":"Mysuru","pin_code":"570001"})"), 200, "change");
    expect(boss.post("/api/admin/users/" + std::to_string(id_of(vik)) + "/block"), 200, "block");
    EXPECT_EQ(found(boss, ""), 2u);
    EXPECT_EQ(found(boss, "q=UMA"), 1u);
    EXPECT_EQ(found(boss, "city=mysuru"), 1u);
    EXPECT_EQ(found(boss, "pin_code=560001"), 1u);
    EXPECT_EQ(found(boss, "blocked=true"), 1u);
    EXPECT_EQ(found(boss, "active=false"), 0u);
    EXPECT_EQ(boss.get("/api/admin/customers?sort=-email")["items"][std::size_t{0}]["email"], "vik@people.test");
    EXPECT_EQ(boss.get("/api/admin/customers?sort=password_hash").status, 400);
    EXPECT_EQ(uma.get("/api/admin/customers").status, 403);
    EXPECT_EQ(app.bearer(77, "CLERK", {"READ:CUSTOMERS"}).get("/api/admin/customers").status, 200);
}

TEST(Customers, ComeInPages) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    for (const char* name : {"a1", "a2", "a3"}) customer(app, name);
    const Reply first = boss.get("/api/admin/customers?limit=2&sort=email");
    const Reply second = boss.get("/api/admin/customers?limit=2&sort=email&cursor=" + first["next_cursor"].text());
    EXPECT_EQ(second["items"][std::size_t{0}]["email"], "a3@people.test");
}

TEST(Customers, AreChangedByThemselvesAndByThoseWhoMay) {
    App app({"auth"}, household_settings());
    const Client uma = customer(app, "uma"), vik = customer(app, "vik"), clerk = app.bearer(77, "CLERK", {"WRITE:CUSTOMERS"});
    const std::string target = "/api/customers/" + code_of(id_of(uma)), change = R"({"city":"Mysuru"})";
    EXPECT_EQ(expect(uma.put(target, change), 200, "own")["city"], "Mysuru");
    EXPECT_EQ(vik.put(target, change).status, 404);
    EXPECT_EQ(clerk.put(target, R"({"last_name":"Iyer"})")["last_name"], "Iyer");
    EXPECT_EQ(clerk.put("/api/customers/1", change).status, 404) << "an administrator is no customer";
    EXPECT_EQ(uma.put(target, R"({"role":"ADMIN"})").status, 422);
    EXPECT_EQ(uma.put(target, R"({"email":"vik@people.test"})").status, 409);
}

TEST(AnErasedCustomer, IsForgottenAndStaysANumber) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    const std::string id = std::to_string(id_of(uma));
    expect(uma.put("/api/users/profile", R"({"username":"uma","phone":"+919845012345","city":"Mysuru"})"), 200, "change");
    expect(boss.post("/api/admin/users/" + id + "/block", R"({"reason":"Uma owes"})"), 200, "block");
    expect(boss.post("/api/admin/users/" + id + "/unblock"), 200, "unblock");
    expect(log_in(app, "uma").del("/api/customers/" + id, R"({"reason":"Moves away"})"), 204, "erase");
    const Value gone = expect(boss.get("/api/users/" + id), 200, "user").json();
    EXPECT_EQ(gone["first_name"], "erased");
    EXPECT_EQ(gone["email"], "");
    for (const char* field : {"username", "phone", "address", "city", "pin_code", "block_reason", "last_seen_at"})
        EXPECT_TRUE(gone[field].is_null()) << field;
    EXPECT_EQ(gone["role"], "CUSTOMER");
    EXPECT_EQ(gone["created_at"], "2026-01-01T12:00:00Z");
    for (const char* table : {"auth_names", "auth_sessions", "auth_tickets"})
        EXPECT_EQ(app.sql("SELECT count(*) FROM " + std::string(table) + " WHERE user_id = " + id), "0") << table;
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_history WHERE reason IS NOT NULL AND user_id = " + id), "0");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_refresh_tokens"), "1") << "the administrator's";
}

TEST(AnErasedCustomer, ComesInNoMoreAndFreesHisNames) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    const std::string id = std::to_string(id_of(uma));
    const Reply left = expect(uma.del("/api/customers/" + id), 204, "erase");
    EXPECT_NE(left.header("set-cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(uma.get("/api/auth/me").status, 401);
    EXPECT_THROW(log_in(app, "uma@people.test"), std::runtime_error);
    EXPECT_EQ(boss.post("/api/admin/users/" + id + "/activate").code(), "account-erased");
    EXPECT_EQ(found(boss, ""), 0u);
    EXPECT_NE(id_of(customer(app, "uma")), std::stoll(id)) << "the address is free again";
}

TEST(AnErasedCustomer, IsEmptiedInTheAuditThatStays) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    const std::string id = std::to_string(id_of(uma));
    expect(uma.put("/api/users/profile", R"({"city":"Mysuru"})"), 200, "change");
    expect(boss.del("/api/customers/" + id, R"({"reason":"Asked by letter"})"), 204, "erase");
    const Reply all = expect(boss.get("/api/audit?record=user&record_id=" + id), 200, "audit");
    EXPECT_EQ(all["items"].size(), 3u);
    EXPECT_EQ(all["items"][std::size_t{0}]["action"], "erase");
    EXPECT_EQ(all["items"][std::size_t{0}]["reason"], "Asked by letter");
    EXPECT_EQ(all["items"][1]["action"], "update");
    EXPECT_EQ(all["items"][1]["actor_name"], "erased");
    EXPECT_TRUE(all["items"][1]["address"].is_null());
    for (const char* word : {"Mysuru", "uma@", "Lake Road"}) EXPECT_EQ(all.body.find(word), std::string::npos) << word;
}

TEST(AnErasedCustomer, IsErasedOnce) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma"), vik = customer(app, "vik");
    const std::string target = "/api/customers/" + std::to_string(id_of(uma));
    EXPECT_EQ(vik.del(target).status, 404);
    EXPECT_EQ(boss.del(target).status, 204);
    EXPECT_EQ(boss.del(target).status, 204) << "the same by the same person";
    EXPECT_EQ(app.bearer(77, "CLERK", {"WRITE:CUSTOMERS"}).del(target).status, 404);
    EXPECT_EQ(boss.put(target, R"({"city":"Mysuru"})").status, 404);
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_audit WHERE action = 'erase'"), "1");
    EXPECT_EQ(boss.del("/api/customers/" + std::to_string(id_of(boss))).status, 404) << "an administrator is no customer";
}

}  // namespace
