// Where administration begins.
#include "first_admin.h"

#include "names.h"
#include "roles.h"
#include "users.h"

namespace auth {
namespace {

[[noreturn]] void refuse(const char* sentence) { throw Problem{500, "misconfigured", sentence}; }

void check(Call& call, const std::string& email, const std::string& password) {
    if (email.empty() != password.empty())
        refuse("auth.admin.email and auth.admin.password (ADMIN_EMAIL, ADMIN_PASSWORD) belong together: set both or none");
    if (email.empty()) return;
    if (!bind::is_email(email)) refuse("auth.admin.email (ADMIN_EMAIL) must be an e-mail address");
    if (characters(password) < 8 || characters(password) > 128)
        refuse("auth.admin.password (ADMIN_PASSWORD) must have 8 to 128 characters");
    if (call.setting("organisation.environment") == "production" && crypto::is_common_password(call.services(), password))
        refuse("auth.admin.password (ADMIN_PASSWORD) is a password that everybody tries first; in production choose another");
}

bool has_administrator(Reader& db) {
    return db.value<std::int64_t>("SELECT 1 FROM auth_users WHERE role = ? LIMIT 1", administrator).has_value();
}

}  // namespace

contract::accounts::NewAccount administrator_named(std::string_view name) {
    name = trimmed(name);
    const std::size_t blank = std::min(name.find(' '), name.size());
    contract::accounts::NewAccount account;
    account.first_name = name.substr(0, blank);
    account.last_name = trimmed(name.substr(blank));
    account.role = administrator;
    return account;
}

void make_first_admin(Call& call) {
    const std::string email = call.setting("auth.admin.email"), password = call.setting("auth.admin.password");
    check(call, email, password);
    if (call.read(has_administrator)) return;
    if (email.empty()) {
        // No warning: the very command that makes one comes by here.
        log::info(call.services(), "there is no administrator; mortise users create-admin makes one");
        return;
    }
    contract::accounts::NewAccount account = administrator_named(call.setting("auth.admin.name"));
    account.email = email;
    account.password_hash = crypto::hash_password(call.services(), password);
    call.write([&](Writer& db) {
        if (has_administrator(db)) return;
        if (owner_of(db, email)) refuse("auth.admin.email (ADMIN_EMAIL) is the address of somebody who is no administrator");
        create_user(db, call, account);
    });
    log::info(call.services(), "the first administrator was made");
}

}  // namespace auth
