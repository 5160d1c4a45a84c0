// plugins/auth: people, what they may, and how they come in.
#include <mortise/plugin.h>

#include "accounts.h"
#include "admins.h"
#include "audit.h"
#include "change_password.h"
#include "clean_up.h"
#include "commands.h"
#include "customers.h"
#include "demo.h"
#include "email_proof.h"
#include "figures.h"
#include "first_admin.h"
#include "log_in.h"
#include "migrations.h"
#include "own_sessions.h"
#include "people.h"
#include "profile.h"
#include "recovery.h"
#include "refresh.h"
#include "registration.h"
#include "settings.h"
#include "standing.h"
#include "tickets.h"

mortise::Plugin describe() {
    using namespace auth;
    const auto see = mortise::scope("READ:USERS", "See people and their standing.");
    const auto manage = mortise::scope("WRITE:USERS", "Block people and let them in again.");
    const auto see_admins = mortise::scope("READ:ADMINS", "See administrators.");
    const auto manage_admins = mortise::scope("WRITE:ADMINS", "Add, change and remove administrators.");
    const auto see_customers = mortise::scope("READ:CUSTOMERS", "See customers.");
    const auto manage_customers = mortise::scope("WRITE:CUSTOMERS", "Change and erase customers.");
    const auto see_audit = mortise::scope("READ:AUDIT", "See who did what to which record.");
    const mortise::RouteOptions entering{.fails = {{"weak-password", 422}}, .headers = {"user-agent"}};
    const mortise::RouteOptions logging_in{
        .fails = {{"wrong-credentials", 401}, {"account-blocked", 403}, {"account-deactivated", 403}},
        .headers = {"user-agent"},
        .accepts = mortise::json_or_form};
    const mortise::RouteOptions blocking{.fails = {"own-account", "last-administrator", "already-blocked"}};
    const mortise::RouteOptions unblocking{.fails = {"not-blocked"}};
    const mortise::RouteOptions refreshing{.headers = {"authorization", "cookie"}};
    const mortise::RouteOptions changing_password{.fails = {{"weak-password", 422}, "password-changed"},
                                                  .headers = {"user-agent"}};
    const mortise::RouteOptions resetting{.fails = {{"bad-token", 400}, {"weak-password", 422}}, .headers = {"user-agent"}};
    const mortise::RouteOptions proving{.fails = {{"bad-token", 400}}};
    const mortise::RouteOptions changing_profile{.headers = {"user-agent"}};
    const mortise::RouteOptions leaving{.fails = {"last-administrator", "already-deactivated"}};
    const mortise::RouteOptions activating{.fails = {"already-active", "account-erased"}};
    return {
        .sentence = "People: registration, log-in, sessions, profiles, roles and scopes.",
        .settings = all_settings(),
        .migrations = migrations,
        .scopes = {manage_customers},
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
                {"POST", "/auth/forgot-password", mortise::everyone, forgot_password,
                 "Mails a token for a new password to whoever has that name; the answer never says whether anybody has."},
                {"POST", "/auth/reset-password", mortise::everyone, reset_password,
                 "Sets a new password with the token of a mail, and ends every session.", resetting},
                {"POST", "/auth/verify-email", mortise::everyone, verify_email,
                 "Proves an e-mail address with the token of a mail (200), or asks for a new mail (202).", proving},
                {"GET", "/auth/sessions", mortise::signed_in, own_sessions, "The caller's sessions that can be gone on with."},
                {"DELETE",
                 "/auth/sessions/{id:int}",
                 mortise::signed_in,
                 end_own_session,
                 "Ends one of the caller's sessions.",
                 {.owned = true}},

                {"GET", "/users/profile", mortise::signed_in, profile, "The caller's own user."},
                {"PUT", "/users/profile", mortise::signed_in, change_profile,
                 "Changes what the body names; never password, role or flags.", changing_profile},
                {"GET", "/user/profile", mortise::signed_in, profile, "The caller's own user."},
                {"PUT", "/user/profile/update", mortise::signed_in, change_profile,
                 "Changes what the body names; never password, role or flags.", changing_profile},
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

                {"GET", "/admins", see_admins, admins, "Administrators."},
                {"GET", "/admins/{id:person}", see_admins, admin, "One administrator."},
                {"POST",
                 "/admins",
                 manage_admins,
                 add_admin,
                 "Adds an administrator; without a password an invitation is mailed.",
                 {.fails = {{"weak-password", 422}}}},
                {"PUT", "/admins/{id:person}", manage_admins, change_admin, "Changes what the body names.", changing_profile},
                {"DELETE",
                 "/admins/{id:person}",
                 manage_admins,
                 remove_admin,
                 "Takes the role away, ends the sessions and switches the account off.",
                 {.fails = {"last-administrator"}}},

                {"GET", "/customers", mortise::signed_in, customer_or_all,
                 "The caller as a customer; for those who may see customers all of them, or the one of ?customer_id=."},
                {"PUT",
                 "/customers/{id:person}",
                 mortise::signed_in,
                 change_customer,
                 "Changes what the body names, of oneself, or with WRITE:CUSTOMERS of anyone.",
                 {.headers = {"user-agent"}, .owned = true}},
                {"DELETE",
                 "/customers/{id:person}",
                 mortise::signed_in,
                 erase_customer,
                 "Erases what is known of oneself, or with WRITE:CUSTOMERS of anyone, for good; open work is cancelled.",
                 {.owned = true}},
                {"GET", "/admin/customers", see_customers, customers, "Customers."},
                {"GET", "/admin/dashboard", see, dashboard, "What every plugin has to say in figures, of one moment."},
                {"GET", "/audit", see_audit, audit, "Who did what to which record, the newest first."},
            },
        .commands = {{"users create-admin", create_admin, "Makes an administrator.", {{"weak-password", 422}}},
                     {"users reset-password",
                      reset_password_of,
                      "Sets somebody's password and ends his sessions.",
                      {{"weak-password", 422}}},
                     {"users unlock", unlock, "Clears what delays somebody's log-ins. A block stays."}},
        .tasks = {{"auth.clean-up", mortise::every(std::chrono::hours{1}), clean_up, "Removes expired tokens and old counters."}},
        .provides = {{mortise::contract::audit::note_operation, keep_note},
                     {mortise::contract::figures::figures, people_in_figures},
                     {mortise::contract::accounts::create, create_account},
                     {mortise::contract::accounts::find, find_account},
                     {mortise::contract::accounts::find_by_name, find_account_by_name},
                     {mortise::contract::accounts::open_ticket, open_ticket},
                     {mortise::contract::accounts::open_session, open_account_session},
                     {mortise::contract::accounts::set_verified, set_verified},
                     {mortise::contract::entrance::admit, admit_candidate},
                     {mortise::contract::entrance::settle, settle_proof},
                     {mortise::contract::entrance::enter, enter_newcomer}},
        .start = [](mortise::Call& call) { check_settings(call), make_first_admin(call); },
        .demo = demo,
    };
}
