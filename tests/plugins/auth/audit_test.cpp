// The audit: who did what to which record.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "support/people.h"

namespace {

using namespace people;
using namespace std::chrono_literals;
using mortise::testing::Value;

/// The newest entries, as an administrator reads them.
Value entries(const Client& boss, const std::string& query = "") {
    return expect(boss.get("/api/audit?" + query), 200, "audit")["items"];
}

std::string shown(const Value& value) { return value.is_null() ? "" : value.text(); }

/// The change of that field in an entry, as "before>after"; what is null is empty.
std::string change(const Value& entry, std::string_view field) {
    const Value changes = entry["changes"];
    for (const auto& [key, each] : changes.items())
        if (each["field"] == field) return shown(each["before"]) + '>' + shown(each["after"]);
    return "none";
}

std::string path_of(const Client& client, std::string_view action) {
    return "/api/admin/users/" + std::to_string(id_of(client)) + '/' + std::string(action);
}

TEST(Audit, IsForThoseWhoMaySeeIt) {
    App app({"auth"}, household_settings());
    EXPECT_EQ(app.stranger().get("/api/audit").status, 401);
    EXPECT_EQ(customer(app, "uma").get("/api/audit").status, 403);
    EXPECT_EQ(app.bearer(77, "CLERK", {"READ:AUDIT"}).get("/api/audit").status, 200);
}

TEST(Audit, SaysWhoDidWhatToWhomAndWhy) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    const std::int64_t id = id_of(uma);
    const Reply reply = expect(boss.post(path_of(uma, "block"), R"({"reason":"Did not pay"})"), 200, "block");
    const Value newest = entries(boss)[std::size_t{0}];
    EXPECT_EQ(newest["record"], "user");
    EXPECT_EQ(newest["record_id"], id);
    EXPECT_EQ(newest["action"], "block");
    EXPECT_EQ(newest["reason"], "Did not pay");
    EXPECT_EQ(newest["actor"], id_of(boss));
    EXPECT_EQ(newest["actor_name"], "Asha Rao");
    EXPECT_EQ(newest["actor_email"], std::string(admin_email));
    EXPECT_EQ(newest["actor_role"], "ADMIN");
    EXPECT_EQ(newest["at"], "2026-01-01T12:00:00Z");
    EXPECT_EQ(newest["request_id"].text(), reply.header("x-request-id"));
    EXPECT_EQ(change(newest, "is_blocked"), "false>true");
    EXPECT_EQ(newest["changes"].size(), 1u);
}

TEST(Audit, TellsOfWhatIsMadeWithoutItsSecrets) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    customer(app, "uma");
    const Reply all = boss.get("/api/audit");
    const Value newest = all["items"][std::size_t{0}];
    EXPECT_EQ(newest["action"], "create");
    EXPECT_TRUE(newest["actor"].is_null());
    EXPECT_EQ(change(newest, "email"), ">uma@people.test");
    EXPECT_EQ(change(newest, "pin_code"), ">560001");
    EXPECT_EQ(change(newest, "phone"), "none");
    EXPECT_EQ(all.body.find("argon2"), std::string::npos);
    EXPECT_EQ(all.body.find(password), std::string::npos);
    EXPECT_EQ(all["items"][1]["action"], "create");
    EXPECT_EQ(change(all["items"][1], "role"), ">ADMIN") << "the first administrator was made by the system";
}

TEST(Audit, ShowsWhatAProfileWasAndIs) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    expect(uma.put("/api/users/profile", R"({"city":"Mysuru","first_name":"Uma"})"), 200, "change");
    const Value newest = entries(boss)[std::size_t{0}];
    EXPECT_EQ(newest["action"], "update");
    EXPECT_EQ(newest["actor"], id_of(uma));
    EXPECT_EQ(change(newest, "city"), ">Mysuru");
    EXPECT_EQ(change(newest, "first_name"), "uma>Uma");
    EXPECT_EQ(newest["changes"].size(), 2u);
}

TEST(Audit, MasksPasswords) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    const std::string body = R"({"old_password":")" + std::string(password) + R"(","new_password":"lantern-quarry-58"})";
    expect(uma.post("/api/auth/change-password", body), 200, "change");
    const Value newest = entries(boss)[std::size_t{0}];
    EXPECT_EQ(newest["action"], "password-changed");
    EXPECT_EQ(change(newest, "password"), "***>***");
}

TEST(Audit, KnowsNothingOfWhatWasRefused) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma");
    customer(app, "vik");
    const std::string before = app.sql("SELECT count(*) FROM auth_audit");
    EXPECT_EQ(uma.put("/api/users/profile", R"({"city":"Mysuru","email":"vik@people.test"})").status, 409);
    EXPECT_EQ(uma.put("/api/users/profile", R"({"first_name":"uma"})").status, 200) << "nothing has changed";
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_audit"), before);
}

TEST(Audit, IsFoundByActorRecordActionTimeAndText) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), uma = customer(app, "uma"), vik = customer(app, "vik");
    const std::string id = std::to_string(id_of(uma)), by_boss = "actor=" + std::to_string(id_of(boss));
    app.advance(10min);
    expect(boss.post(path_of(uma, "block"), R"({"reason":"Did not PAY"})"), 200, "block");
    expect(boss.post(path_of(vik, "block")), 200, "block");
    app.advance(10min);
    expect(boss.post("/api/admin/users/" + id + "/unblock"), 200, "unblock");
    const auto count = [&](const std::string& query) { return entries(boss, query).size(); };
    EXPECT_EQ(count(""), 6u);
    EXPECT_EQ(count(by_boss), 3u);
    EXPECT_EQ(count("record=user&record_id=" + id), 3u);
    EXPECT_EQ(count("record_id=CST00000" + id + "&" + by_boss), 2u);
    EXPECT_EQ(count("record=service"), 0u);
    EXPECT_EQ(count("action=block"), 2u);
    EXPECT_EQ(count("from=2026-01-01T12:10:00Z"), 3u);
    EXPECT_EQ(count("from=2026-01-01T12:10:00Z&to=2026-01-01T12:20:00Z"), 2u);
    EXPECT_EQ(count("q=pay"), 2u) << "as the reason of the one, and as what the other took away";
    EXPECT_EQ(count("q=uma%40people"), 1u);
    EXPECT_EQ(boss.get("/api/audit?from=yesterday").status, 400);
}

TEST(Audit, ComesInPages) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    for (const char* name : {"a1", "a2", "a3", "a4"}) customer(app, name);
    const Reply first = boss.get("/api/audit?limit=2&count=true");
    EXPECT_EQ(first["total"], 5);
    EXPECT_EQ(change(first["items"][1], "first_name"), ">a3");
    const Reply second = boss.get("/api/audit?limit=2&cursor=" + first["next_cursor"].text());
    EXPECT_EQ(change(second["items"][std::size_t{0}], "first_name"), ">a2");
}

TEST(Audit, TellsOfARefreshTokenThatCameBack) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    customer(app, "uma");
    const Reply in =
        app.stranger().post("/api/auth/login", R"({"email":"uma@people.test","password":")" + std::string(password) + R"("})");
    const std::string body = R"({"refresh_token":")" + in["refresh_token"].text() + R"("})";
    expect(app.stranger().post("/api/auth/refresh", body), 200, "refresh");
    app.advance(1min);
    EXPECT_EQ(app.stranger().post("/api/auth/refresh", body).status, 401);
    EXPECT_EQ(entries(boss)[std::size_t{0}]["action"], "token-reused");
}

TEST(Audit, TakesWhatAThirdPartysPluginTells) {
    App app({"auth", "tally"}, household_settings({{"plugins.folders", SAMPLE_PLUGINS}}));
    const Client boss = admin(app);
    expect(boss.post("/api/tally", R"({"word":"seven","key":"sesame"})"), 201, "word");
    const Value newest = entries(boss)[std::size_t{0}];
    EXPECT_EQ(newest["record"], "word");
    EXPECT_EQ(newest["action"], "create");
    EXPECT_EQ(newest["actor"], id_of(boss));
    EXPECT_EQ(change(newest, "word"), ">seven");
    EXPECT_EQ(change(newest, "key"), ">***");
}

/// The statements of the migration on a database of their own, where no authorizer stands between.
struct Table {
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> db{nullptr, &sqlite3_close};
    Table() {
        sqlite3* raw = nullptr;
        sqlite3_open(":memory:", &raw);
        db.reset(raw);
        std::ifstream in(AUDIT_MIGRATION);
        EXPECT_TRUE(run(std::string{std::istreambuf_iterator<char>(in), {}}));
        EXPECT_TRUE(
            run("INSERT INTO auth_audit (at, actor, record, record_id, action, changes, reason, address) VALUES (1, 7, "
                "'user', 7, 'update', '[]', 'why', '192.0.2.1')"));
    }
    bool run(const std::string& sql) const { return sqlite3_exec(db.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }
};

TEST(AuditTable, LosesNoRow) { EXPECT_FALSE(Table().run("DELETE FROM auth_audit")); }

TEST(AuditTable, LetsNothingBeRewritten) {
    const Table table;
    for (const char* column : {"id", "at", "actor", "record_id"})
        EXPECT_FALSE(table.run("UPDATE auth_audit SET " + std::string(column) + " = 8")) << column;
    for (const char* column : {"actor_role", "session", "request_id", "address", "record", "action", "changes", "reason"})
        EXPECT_FALSE(table.run("UPDATE auth_audit SET " + std::string(column) + " = 'other'")) << column;
    EXPECT_FALSE(table.run("UPDATE auth_audit SET actor = NULL"));
}

TEST(AuditTable, LetsWhatIsPersonalBeEmptied) {
    EXPECT_TRUE(Table().run("UPDATE auth_audit SET changes = NULL, reason = NULL, address = NULL"));
}

}  // namespace
