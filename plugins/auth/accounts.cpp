// Answers of accounts/1, inside the asker's transaction.
#include "accounts.h"

#include "names.h"
#include "roles.h"
#include "tickets.h"

namespace auth {

using contract::accounts::Account;

Account create_account(const contract::accounts::NewAccount& wish, Writer& db, Call& call) {
    contract::accounts::NewAccount account = wish;
    account.role = role_named(wish.role);
    if (scopes_of(call, account.role).empty()) throw invalid("role", "unknown", "is not a role of auth.roles.*");
    const Id user = create_user(db, call, account);
    ask_for_ticket(db, call, TicketKind::email_verification, user);
    return find_account({user}, db, call);
}

Account find_account(const contract::accounts::Who& who, Reader& db, Call&) {
    auto account = db.first<Account>("FROM auth_users WHERE id = ?", who.user);
    if (!account) throw not_found("user");
    return *std::move(account);
}

Account find_account_by_name(const contract::accounts::Named& named, Reader& db, Call& call) {
    const auto user = owner_of(db, named.name);
    if (!user) throw not_found("user");
    return find_account({*user}, db, call);
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
