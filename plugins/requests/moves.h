// The one way a request goes from state to state: the table decides, the history and the event are written with it.
#pragma once
#include <mortise/contract/requests.h>

#include "viewer.h"

namespace requests {

/// What a transition may bring along.
struct Note {
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(field("reason", &Note::reason, "Why, for the history.", length(0, 500)));
};

inline std::optional<std::string> reason_of(const std::optional<Note>& note) { return note ? note->reason : std::nullopt; }

/// Tells the others, and the audit, what happened to the request, which stood as `before`.
void publish(Writer& db, Call& call, const Request& before, const Step& step);

/// What the audit keeps of a step: who a request is for and where belongs to the request alone.
void note_step(Writer& db, Call& call, Id id, std::optional<State> from, State to, Action action,
               const std::optional<std::string>& reason);

/// The step that `action` makes of the request, if it is allowed to make one; nothing for a repeat. The event is published.
template <class ConditionalUpdate>
std::optional<Step> lead(Writer& db, Call& call, const Request& present, Action action, Actors actors, std::optional<Id> actor,
                         std::optional<std::string> reason, ConditionalUpdate&& change) {
    auto step = states::apply(db, life, history,
                              Step{present.id, action, present.status, {}, actor, call.now(), std::move(reason)}, actors, change);
    if (step) publish(db, call, present, *step);
    return step;
}

/// The same by a viewer; the request as he sees it after.
template <class ConditionalUpdate>
Request move(Writer& db, Call& call, const Viewer& viewer, const Request& present, Action action,
             std::optional<std::string> reason, ConditionalUpdate&& change, bool in_pool = false) {
    lead(db, call, present, action, actors(viewer, present, in_pool), viewer.user, std::move(reason), change);
    return shown(request_of(db, present.id), viewer, call.now());
}

/// The conditional updates that more than one action needs; the rows changed.
std::int64_t offer(Writer& db, Id id, State from, State to, const catalogue::Professional& professional, Time now);
std::int64_t give_back(Writer& db, Id id, State from, State to, Time now);
std::int64_t end(Writer& db, Id id, State from, State to, Time now);

/// Moves by the system, with the same effects: nobody looks at the answer.
void release(Writer& db, Call& call, const Request& present, Action action, std::string_view reason);
void conclude(Writer& db, Call& call, const Request& present, Action action, std::string_view reason);

}  // namespace requests
