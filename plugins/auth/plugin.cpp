// plugins/auth: people, what they may, and how they come in.
#include <mortise/plugin.h>

#include "accounts.h"
#include "change_password.h"
#include "clean_up.h"
#include "demo.h"
#include "first_admin.h"
#include "log_in.h"
#include "migrations.h"
#include "people.h"
#include "profile.h"
#include "refresh.h"
#include "registration.h"
#include "roles.h"
#include "standing.h"

namespace {

std::vector<mortise::Setting> all_settings() {
    using namespace std::chrono_literals;
    std::vector<mortise::Setting> all{
        {"auth.admin.email", "", "The first administrator's e-mail address (ADMIN_EMAIL)."},
        {"auth.admin.password", mortise::Secret{}, "The first administrator's password (ADMIN_PASSWORD)."},
        {"auth.admin.name", "Administrator", "The first administrator's name (ADMIN_NAME)."},
        {"auth.refresh_life", std::chrono::hours{7 * 24}, "How long a refresh token is good."},
        {"auth.failures_per_account", 5,
         "Failed log-ins of an account in 15 minutes from which on each delays the next; 0: never."},
        {"auth.failures_per_address", 20, "The same for an address."},
        {"auth.log_ins_a_minute", 10, "Log-ins of one account from one address; 0: any number."},
    };
    for (auto& role : auth::role_settings()) all.push_back(std::move(role));
    return all;
}

}  // namespace

mortise::Plugin describe() {
    using namespace auth;
    const auto see = mortise::scope("READ:USERS", "See people and their standing.");
    const auto manage = mortise::scope("WRITE:USERS", "Block people and let them in again.");
    const mortise::RouteOptions entering{.fails = {{"weak-password", 422}}, .headers = {"user-agent"}};
    const mortise::RouteOptions logging_in{
        .fails = {{"wrong-credentials", 401}, {"account-blocked", 403}, {"account-deactivated", 403}},
        .headers = {"user-agent"},
        .accepts = mortise::json_or_form};
    const mortise::RouteOptions blocking{.fails = {"own-account", "last-administrator", "already-blocked"}};
    const mortise::RouteOptions unblocking{.fails = {"not-blocked"}};
    const mortise::RouteOptions refreshing{.headers = {"authorization", "cookie"}};
    const mortise::RouteOptions changing_password{.fails = {{"weak-password", 422}, "password-changed"}};
    const mortise::RouteOptions leaving{.fails = {"last-administrator", "already-deactivated"}};
    const mortise::RouteOptions activating{.fails = {"already-active"}};
    return {
        .sentence = "People: registration, log-in, sessions, profiles, roles and scopes.",
        .settings = all_settings(),
        .migrations = migrations,
        .routes =
            {
                {"POST", "/auth/register", mortise::everyone, register_user, "Makes a customer and logs him in.", entering},
                {"POST", "/auth/register/customer", mortise::everyone, register_customer,
                 "Makes a customer with an address to come to and logs him in.", entering},
                {"POST", "/auth/login", mortise::everyone, log_in,
                 "Begins a session. A form's answer keeps the refresh token in the cookie; a JSON body gets it too.", logging_in},
                {"POST", "/auth/refresh", mortise::everyone, refresh,
                 "A new access token, and the next refresh token the way the last one came. A spent one ends the session.",
                 refreshing},
                {"POST", "/auth/logout", mortise::signed_in, log_out, "Ends the session, or all with ?all=true."},
                {"GET", "/auth/me", mortise::signed_in, me, "Who calls, and what he may."},
                {"POST", "/auth/change-password", mortise::signed_in, change_password,
                 "A new password; ends the caller's other sessions.", changing_password},

                {"GET", "/users/profile", mortise::signed_in, profile, "The caller's own user."},
                {"PUT", "/users/profile", mortise::signed_in, change_profile,
                 "Changes what the body names; never password, role or flags."},
                {"GET", "/user/profile", mortise::signed_in, profile, "The caller's own user."},
                {"PUT", "/user/profile/update", mortise::signed_in, change_profile,
                 "Changes what the body names; never password, role or flags."},
                {"POST", "/users/deactivate", mortise::signed_in, deactivate,
                 "Switches the caller's account off and ends its sessions.", leaving},

                {"GET", "/users/{id:person}", see, person, "One person."},
                {"GET", "/admin/users", see, people, "People."},
                {"GET", "/all-users", see, people_in_brief, "People, a line each."},
                {"POST", "/admin/users/{id:person}/block", manage, block, "Shuts somebody out and ends his sessions.", blocking},
                {"POST", "/admin/users/{id:person}/unblock", manage, unblock, "Lets somebody in again.", unblocking},
                {"PUT", "/users/{id:person}/block", manage, block, "Shuts somebody out and ends his sessions.", blocking},
                {"PUT", "/users/{id:person}/unblock", manage, unblock, "Lets somebody in again.", unblocking},
                {"POST", "/admin/users/{id:person}/activate", manage, activate, "Switches an account on again.", activating},
            },
        .tasks = {{"auth.clean-up", mortise::every(std::chrono::hours{1}), clean_up, "Removes expired tokens and old counters."}},
        .provides = {{mortise::contract::accounts::create, create_account},
                     {mortise::contract::accounts::find, find_account},
                     {mortise::contract::accounts::open_session, open_account_session},
                     {mortise::contract::accounts::set_verified, set_verified}},
        .start = make_first_admin,
        .demo = demo,
    };
}
