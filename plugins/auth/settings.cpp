// Their rows, and the check at the start.
#include "settings.h"

#include "roles.h"

namespace auth {
namespace {

using namespace std::chrono_literals;

[[noreturn]] void refuse(std::string_view key, std::string_view why) {
    throw Problem{500, "misconfigured", std::string(key) + ' ' + std::string(why)};
}

}  // namespace

std::vector<Setting> all_settings() {
    std::vector<Setting> all{
        {"auth.admin.email", "", "The first administrator's e-mail address (ADMIN_EMAIL)."},
        {"auth.admin.password", Secret{}, "The first administrator's password (ADMIN_PASSWORD)."},
        {"auth.admin.name", "Administrator", "The first administrator's name (ADMIN_NAME)."},
        {"auth.refresh_life", 7 * 24h, "How long a refresh token is good."},
        {"auth.reset_life", 30min, "How long the token of a mail for a forgotten password is good."},
        {"auth.verification_life", 24h, "How long the token of a mail that proves an e-mail address is good."},
        {"auth.invitation_life", 7 * 24h, "How long the token of an invitation is good."},
        {"auth.mails_an_hour", 5, "Mails of one kind an hour that strangers may ask for one account; 0: any number."},
        {"auth.mails_an_hour_per_address", 20, "Mails an hour that one address may ask for; 0: any number."},
        {"auth.failures_per_account", 5,
         "Failed log-ins of an account in 15 minutes from which on each delays the next; 0: never."},
        {"auth.failures_per_address", 20, "The same for an address."},
        {"auth.log_ins_a_minute", 10, "Log-ins of one account from one address; 0: any number."},
    };
    for (auto& role : role_settings()) all.push_back(std::move(role));
    return all;
}

void check_settings(Call& call) {
    for (const char* key : {"auth.mails_an_hour", "auth.mails_an_hour_per_address", "auth.failures_per_account",
                            "auth.failures_per_address", "auth.log_ins_a_minute"})
        if (call.setting<std::int64_t>(key) < 0 || call.setting<std::int64_t>(key) > 1'000'000)
            refuse(key, "must be a number from 0 to 1000000");
    for (const char* key : {"auth.refresh_life", "auth.reset_life", "auth.verification_life", "auth.invitation_life"})
        if (const auto life = call.setting<std::chrono::milliseconds>(key); life < 1min || life > 366 * 24h)
            refuse(key, "must be 1 min to 366 d");
    for (const std::string_view role : {administrator, customer, professional})
        if (const std::string why = fault_of_role(call, role); !why.empty()) refuse("auth.roles." + std::string(role), why);
}

}  // namespace auth
