// People for the tests of plugins: an administrator, customers, professionals, all made by REST as clients would.
#pragma once
#include <mortise/testing.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace people {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;

inline constexpr std::string_view admin_email = "admin@household.test", admin_password = "kettle-orbit-42",
                                  password = "marble-canoe-17";

/// What a test that logs people in gives its App: the first administrator, the cheapest hashing there is, no pace of log-ins.
inline App::Settings household_settings() {
    return {{"auth.admin.email", std::string(admin_email)},
            {"auth.admin.password", std::string(admin_password)},
            {"auth.admin.name", "Asha Rao"},
            {"auth.password_memory", "19 MiB"},
            {"auth.password_passes", "2"},
            {"auth.log_ins_a_minute", "0"}};
}

/// The settings of household_settings() and some more; the later win.
inline App::Settings household_settings(const App::Settings& more) {
    App::Settings all = household_settings();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// Throws std::runtime_error when the reply is not the one that was expected.
inline const Reply& expect(const Reply& reply, int status, std::string_view what) {
    if (reply.status != status)
        throw std::runtime_error(std::string(what) + ": " + std::to_string(reply.status) + ' ' + reply.body);
    return reply;
}

inline std::string email_of(std::string_view name) { return std::string(name) + "@people.test"; }

/// Logs in, by whichever of the three names.
inline Client log_in(App& app, std::string_view name, std::string_view with = password) {
    const Reply reply = app.stranger().post(
        "/api/auth/login", R"({"username":")" + std::string(name) + R"(","password":")" + std::string(with) + R"("})");
    return app.bearer(expect(reply, 200, "log-in")["access_token"].text());
}

/// The administrator of household_settings().
inline Client admin(App& app) { return log_in(app, admin_email, admin_password); }

/// A customer whose e-mail is NAME@people.test, who lives at pin code 560001; made at the first call.
inline Client customer(App& app, std::string_view name) {
    const Reply reply =
        app.stranger().post("/api/auth/register/customer", R"({"email":")" + email_of(name) + R"(","password":")" +
                                                               std::string(password) + R"(","first_name":")" + std::string(name) +
                                                               R"(","address":"1 Lake Road","pin_code":"560001"})");
    if (reply.status == 409) return log_in(app, email_of(name));
    return app.bearer(expect(reply, 201, "registration")["access_token"].text());
}

/// A professional of one service, not verified yet, who serves the pin codes (a JSON list). Needs the plugin `services`.
inline Client professional(App& app, std::string_view name, std::int64_t service, std::string_view pin_codes = R"(["560001"])") {
    const Reply reply =
        app.stranger().post("/api/auth/register/professional",
                            R"({"email":")" + email_of(name) + R"(","password":")" + std::string(password) +
                                R"(","first_name":")" + std::string(name) + R"(","service_id":)" + std::to_string(service) +
                                R"(,"experience_years":5,"pin_codes":)" + std::string(pin_codes) + "}");
    if (reply.status == 409) return log_in(app, email_of(name));
    return app.bearer(expect(reply, 201, "registration")["access_token"].text());
}

/// The caller's user id.
inline std::int64_t id_of(const Client& client) { return expect(client.get("/api/auth/me"), 200, "me")["user"]["id"].number(); }

}  // namespace people
