// Audit: who did what to which record, with the changed fields before and after. Kept by `auth`, told by whoever changes
// something.
#pragma once
#include <mortise/contract.h>

namespace mortise::contract::audit {

/// One field that changed, its values as text; a secret's are "***", nothing is no text.
struct Change {
    std::string field;
    std::optional<std::string> before, after;
    static constexpr auto fields =
        mortise::fields(mortise::field("field", &Change::field, "Its name on the wire.", length(1, 100)),
                        mortise::field("before", &Change::before, "What it was; a secret is masked.", length(0, 100'000)),
                        mortise::field("after", &Change::after, "What it is now; a secret is masked.", length(0, 100'000)));
};

/// What was done. The one who did it, when and in which request is known from the call.
struct Entry {
    std::string record;  ///< the kind, in one word: "service", "professional"
    Id id;
    std::string action;  ///< "create", "update", "remove", or the transition's word
    std::vector<Change> changes;
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(
        mortise::field("record", &Entry::record, "The kind of record.", length(1, 60)),
        mortise::field("id", &Entry::id, "Its id."), mortise::field("action", &Entry::action, "What was done.", length(1, 60)),
        mortise::field("changes", &Entry::changes, "The fields that changed."),
        mortise::field("reason", &Entry::reason, "Why, if it was said.", length(0, 1000)));
};

struct Noted {
    bool noted = true;
    static constexpr auto fields = mortise::fields(mortise::field("noted", &Noted::noted, "It is."));
};

inline constexpr Operation<Entry, Noted> note_operation{"audit/1", "note"};

/// Writes the entry in this transaction. Nothing happens in a product without a keeper of the audit.
inline void note(Call& call, Writer& db, const Entry& entry) { ask_if_provided(call, db, note_operation, entry); }

/// A value as an entry shows it.
template <class T>
std::optional<std::string> shown(const T& value, bool is_secret) {
    if constexpr (Optional<T>) {
        if (!value) return {};
        return shown(*value, is_secret);
    } else {
        if (is_secret) return "***";
        if constexpr (std::same_as<T, std::string>) {
            return value;
        } else {
            return json::text(value);
        }
    }
}

/// The fields of a record that differ; without `before` or `after` all that the other has: it was made, or removed.
template <Described T>
std::vector<Change> changes(const T* before, const T* after) {
    std::vector<Change> out;
    each_field<T>([&](const auto& field, auto) {
        // Secrets are compared as they are and never shown.
        const auto plain = [&](const T* record) {
            return record ? shown(record->*field.member, false) : std::optional<std::string>{};
        };
        if (plain(before) == plain(after)) return;
        const auto masked = [&](const T* record) {
            return record ? shown(record->*field.member, field.rules.secret) : std::optional<std::string>{};
        };
        out.push_back({std::string(field.name), masked(before), masked(after)});
    });
    return out;
}

/// Writes down what became of a record that has an `id`: the fields in which `after` differs from `before`, one of which may be
/// missing. Where nothing differs, nothing.
template <Described T>
void note(Call& call, Writer& db, std::string_view record, std::string_view action, const T* before, const T* after,
          std::optional<std::string> reason = {}) {
    std::vector<Change> differing = changes(before, after);
    if (differing.empty()) return;
    note(call, db,
         {std::string(record), (after ? after : before)->id, std::string(action), std::move(differing), std::move(reason)});
}

}  // namespace mortise::contract::audit
