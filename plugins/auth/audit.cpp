// How the audit is kept and read.
#include "audit.h"

#include "people.h"

namespace auth {
namespace {

constexpr Listing<1> listing{"FROM auth_audit a LEFT JOIN auth_users u ON u.id = a.actor", "a.id", {{{"at", "a.at"}}}, true};

/// Nothing for what is empty.
std::optional<std::string_view> said(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

}  // namespace

contract::audit::Noted keep_note(const contract::audit::Entry& entry, Writer& db, Call& call) {
    const mortise_principal& who = call.principal();
    const std::optional<Id> actor = who.user == 0 ? std::nullopt : std::optional<Id>(Id{who.user});
    db.run(
        "INSERT INTO auth_audit (at, actor, actor_role, session, request_id, address, record, record_id, action, changes, "
        "reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        call.now(), actor, said(border::view(who.role)), said(border::view(who.session)), said(call.request_id()),
        said(call.peer()), entry.record, entry.id, entry.action, entry.changes, entry.reason);
    return {};
}

void note_user(Writer& db, Call& call, Id user, std::string_view action, std::vector<contract::audit::Change> changes,
               std::optional<std::string> reason) {
    keep_note({"user", user, std::string(action), std::move(changes), std::move(reason)}, db, call);
}

void note_user(Writer& db, Call& call, std::string_view action, const std::optional<User>& before, const User& after,
               std::optional<std::string> reason) {
    auto changes = contract::audit::changes(before ? &*before : nullptr, &after);
    if (!changes.empty()) note_user(db, call, after.id, action, std::move(changes), std::move(reason));
}

void forget_in_audit(Writer& db, Id user) {
    db.run("UPDATE auth_audit SET changes = NULL, reason = NULL WHERE record = 'user' AND record_id = ? AND action <> ?", user,
           erasure);
    db.run("UPDATE auth_audit SET reason = NULL WHERE actor = ? AND action <> ?", user, erasure);
    db.run("UPDATE auth_audit SET address = NULL WHERE actor = ?", user);
}

Page<AuditEntry> audit(const AuditQuery& query, Reader& db) {
    const auto pattern = containing(query.q);
    Where where;
    where("a.actor = ?", query.actor);
    where("a.record = ?", query.record);
    where("a.record_id = ?", query.record_id);
    where("a.action = ?", query.action);
    where("a.at >= ?", query.from);
    where("a.at < ?", query.to);
    where(
        "lower(coalesce(a.reason, '')) LIKE ? ESCAPE '\\' OR lower(coalesce(a.changes, '')) LIKE ? ESCAPE '\\' OR "
        "lower(coalesce(a.request_id, '')) LIKE ? ESCAPE '\\'",
        pattern, pattern, pattern);
    return page<AuditEntry>(db, listing, where, query);
}

}  // namespace auth
