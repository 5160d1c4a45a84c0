// The audit: who did what to which record, what changed and why. Rows are added, and emptied for who is erased; nothing else.
#pragma once
#include <mortise/contract/audit.h>

#include "users.h"

namespace auth {

struct AuditQuery : ListQuery {
    std::optional<PersonId> actor, record_id;
    std::optional<std::string> record, action, q;
    std::optional<Time> from, to;
    static constexpr auto fields = fields_of<ListQuery>(
        field("actor", &AuditQuery::actor, "Only what this user did."),
        field("record", &AuditQuery::record, "Only this kind of record, as service.", length(1, 60)),
        field("record_id", &AuditQuery::record_id, "Only the record of this id, or the person of this public code."),
        field("action", &AuditQuery::action, "Only this action, as update.", length(1, 60)),
        field("q", &AuditQuery::q, "Part of a reason, of a value before or after, or of a request's id.", length(1, 100)),
        field("from", &AuditQuery::from, "Not earlier than this."), field("to", &AuditQuery::to, "Earlier than this."));
};

struct AuditEntry {
    Id id;
    Time at;
    std::optional<Id> actor;
    std::optional<std::string> actor_name, actor_email, actor_role;
    std::string record;
    Id record_id;
    std::string action;
    std::vector<contract::audit::Change> changes;
    std::optional<std::string> reason, request_id, session, address;
    static constexpr auto fields = mortise::fields(
        field("id", &AuditEntry::id, "The entry's id.", column("a.id")),
        field("at", &AuditEntry::at, "When it was done.", column("a.at")),
        field("actor", &AuditEntry::actor, "The user who did it; null: a stranger or the system.", column("a.actor")),
        field("actor_name", &AuditEntry::actor_name, "First and last name, as they are today.",
              column("nullif(trim(u.first_name || ' ' || u.last_name), '')")),
        field("actor_email", &AuditEntry::actor_email, "The e-mail address, as it is today.", column("nullif(u.email, '')")),
        field("actor_role", &AuditEntry::actor_role, "The role with which it was done.", column("a.actor_role")),
        field("record", &AuditEntry::record, "The kind of record.", column("a.record")),
        field("record_id", &AuditEntry::record_id, "Its id.", column("a.record_id")),
        field("action", &AuditEntry::action, "What was done.", column("a.action")),
        field("changes", &AuditEntry::changes, "The fields that changed; secrets are masked.",
              column("coalesce(a.changes, '[]')")),
        field("reason", &AuditEntry::reason, "Why, if it was said.", column("a.reason")),
        field("request_id", &AuditEntry::request_id, "The request in which it was done, as the log names it.",
              column("a.request_id")),
        field("session", &AuditEntry::session, "The session in which it was done.", column("a.session")),
        field("address", &AuditEntry::address, "The address from which it was done.", column("a.address")));
};

/// The operation note of audit/1: the one who calls has done it. What the system does has no actor.
contract::audit::Noted keep_note(const contract::audit::Entry& entry, Writer& db, Call& call);

/// What is noted of a user, by whichever route it was done.
void note_user(Writer& db, Call& call, Id user, std::string_view action, std::vector<contract::audit::Change> changes = {},
               std::optional<std::string> reason = {});

/// The same of what differs; without a user before, he was made.
void note_user(Writer& db, Call& call, std::string_view action, const std::optional<User>& before, const User& after,
               std::optional<std::string> reason = {});

/// The action that is noted of who is erased.
inline constexpr std::string_view erasure = "erase";

/// Empties what the audit says of the person and his addresses, but for his erasure; who did what and when stays.
void forget_in_audit(Writer& db, Id user);

/// The newest first.
Page<AuditEntry> audit(const AuditQuery& query, Reader& db);

}  // namespace auth
