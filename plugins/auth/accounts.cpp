// Answers of accounts/1, inside the asker's transaction.
#include "accounts.h"

#include "roles.h"

namespace auth {

using contract::accounts::Account;

Account create_account(const contract::accounts::NewAccount& wish, Writer& db, Call& call) {
    contract::accounts::NewAccount account = wish;
    account.role = role_named(wish.role);
    if (scopes_of(call, account.role).empty()) throw invalid("role", "unknown", "is not a role of auth.roles.*");
    return find_account({create_user(db, account, call.now())}, db, call);
}

Account find_account(const contract::accounts::Who& who, Reader& db, Call&) {
    auto account = db.first<Account>("FROM auth_users WHERE id = ?", who.user);
    if (!account) throw not_found("user");
    return *std::move(account);
}

Tokens open_account_session(const Opening& from, Writer& db, Call& call) {
    Tokens tokens = open_session(db, call, from);
    set_cookie(call, tokens.refresh_token);
    return tokens;
}

contract::accounts::Done set_verified(const contract::accounts::Verification& wish, Writer& db, Call&) {
    if (db.run("UPDATE auth_users SET is_verified = ? WHERE id = ?", wish.verified, wish.user) == 0) throw not_found("user");
    return {};
}

}  // namespace auth
