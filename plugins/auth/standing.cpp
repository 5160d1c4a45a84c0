// The four changes of an account's standing.
#include "standing.h"

#include "audit.h"
#include "erasure.h"
#include "roles.h"
#include "sessions.h"

namespace auth {
namespace {

using contract::accounts::Account;

struct Change {
    std::string_view action;   ///< as history and sessions name it
    std::string_view verb;     ///< as the audit does
    std::string_view refusal;  ///< the code where there is nothing to change
    std::string_view state;    ///< that the account is in afterwards
    Sql statement;             ///< changes the row `id = ?` if it can be changed
    Event<Account> event;
    bool shuts_out;
};

constexpr Change blocking{"blocked",
                          "block",
                          "already-blocked",
                          "blocked",
                          "UPDATE auth_users SET is_blocked = 1 WHERE id = ? AND is_blocked = 0",
                          contract::accounts::blocked,
                          true};
constexpr Change unblocking{"unblocked",
                            "unblock",
                            "not-blocked",
                            "not blocked",
                            "UPDATE auth_users SET is_blocked = 0, block_reason = NULL WHERE id = ? AND is_blocked = 1",
                            contract::accounts::unblocked,
                            false};
constexpr Change deactivation{"deactivated",
                              "deactivate",
                              "already-deactivated",
                              "deactivated",
                              "UPDATE auth_users SET is_active = 0 WHERE id = ? AND is_active = 1",
                              contract::accounts::deactivated,
                              true};
constexpr Change activation{"activated",
                            "activate",
                            "already-active",
                            "active",
                            "UPDATE auth_users SET is_active = 1 WHERE id = ? AND is_active = 0",
                            contract::accounts::activated,
                            false};

/// The same by the same person is no fault; by another it comes too late.
void require_own_repeat(Reader& db, const Call& call, Id user, const Change& change) {
    const auto actor = db.value<Id>("SELECT actor_id FROM auth_history WHERE user_id = ? AND action = ? ORDER BY id DESC LIMIT 1",
                                    user, change.action);
    if (actor != call.user())
        throw conflict(change.refusal, "The account is " + std::string(change.state) + " already.", change.state);
}

bool apply(Writer& db, Call& call, const User& before, const Change& change, const std::optional<std::string>& reason) {
    const Id user = before.id;
    if (db.run(change.statement, user) == 0) {
        require_own_repeat(db, call, user, change);
        return false;
    }
    note(db, user, call.user(), change.action, reason, call.now());
    note_user(db, call, change.verb, before, user_of(db, user), reason);
    if (change.shuts_out) end_sessions(db, user, change.action, call.now());
    emit(db, change.event, *db.first<Account>("FROM auth_users WHERE id = ?", user));
    return true;
}

std::optional<std::string> reason_in(const std::optional<Reason>& why) { return why ? why->reason : std::nullopt; }

}  // namespace

void require_another_administrator(Reader& db, const User& user) {
    if (user.role != administrator) return;
    const auto other = db.value<std::int64_t>(
        "SELECT 1 FROM auth_users WHERE role = ? AND is_active = 1 AND is_blocked = 0 AND password_hash <> '' AND id <> ? LIMIT "
        "1",
        administrator, user.id);
    if (!other) throw conflict("last-administrator", "This is the last administrator.", user.is_blocked ? "blocked" : "active");
}

User block(const std::optional<Reason>& why, Writer& db, Call& call) {
    const User user = user_of(db, call.id("id"));
    if (user.id == call.user()) throw conflict("own-account", "Nobody blocks himself.", "active");
    require_another_administrator(db, user);
    if (apply(db, call, user, blocking, reason_in(why)))
        db.run("UPDATE auth_users SET block_reason = ? WHERE id = ?", reason_in(why), user.id);
    return user_of(db, user.id);
}

User unblock(const std::optional<Reason>& why, Writer& db, Call& call) {
    const User user = user_of(db, call.id("id"));
    apply(db, call, user, unblocking, reason_in(why));
    return user_of(db, user.id);
}

User deactivate(const std::optional<Reason>& why, Writer& db, Call& call) {
    const User user = user_of(db, call.user());
    require_another_administrator(db, user);
    apply(db, call, user, deactivation, reason_in(why));
    return user_of(db, user.id);
}

User activate(const std::optional<Reason>& why, Writer& db, Call& call) {
    const User user = user_of(db, call.id("id"));
    require_not_erased(db, user.id);
    apply(db, call, user, activation, reason_in(why));
    return user_of(db, user.id);
}

}  // namespace auth
