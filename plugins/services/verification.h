// Verification: what administrators decide about professionals, and what follows.
#pragma once
#include <mortise/states.h>

#include "professionals.h"

namespace services {

using namespace mortise;

enum class Action { verify, reject, reset };
constexpr auto words(Action) { return std::to_array<std::string_view>({"verify", "reject", "reset"}); }

enum class Actor { administrator };
constexpr auto words(Actor) { return std::to_array<std::string_view>({"administrator"}); }

inline constexpr auto decisions = std::to_array<states::Row<Action, Actor, Status>>({
    {Action::verify, Actor::administrator, Status::pending, Status::verified},
    {Action::reject, Actor::administrator, Status::pending, Status::rejected},
    {Action::reset, Actor::administrator, Status::verified, Status::pending},
    {Action::reset, Actor::administrator, Status::rejected, Status::pending},
});

struct Reason {
    std::optional<std::string> reason;
    static constexpr auto fields =
        mortise::fields(field("reason", &Reason::reason, "Why, for the professional to read.", length(0, 500)));
};

/// Decides in the actor's name; nobody's: the program's own. Throws 404, and 409 "state-conflict" that names the present status.
/// The same decision by the same person again answers as the first did.
Professional decide(Writer& db, Call& call, Id professional, Action action, std::optional<Id> actor,
                    std::optional<std::string> reason);

Professional verify(const std::optional<Reason>& why, Writer& db, Call& call);
Professional reject(const std::optional<Reason>& why, Writer& db, Call& call);
Professional reset(const std::optional<Reason>& why, Writer& db, Call& call);

}  // namespace services
