// The life of a service request: its states, who may lead it from one to the other, how that is remembered.
#pragma once
#include <mortise/states.h>

namespace requests {

using namespace mortise;

enum class State { requested, assigned, accepted, in_progress, completed, closed, cancelled, expired };
constexpr auto words(State) {
    return std::to_array<std::string_view>(
        {"requested", "assigned", "accepted", "in_progress", "completed", "closed", "cancelled", "expired"});
}

enum class Action {
    create,
    edit,
    assign,
    claim,
    accept,
    reject,
    start,
    finish,
    complete,
    cancel,
    release,
    time_out,
    auto_close,
    expire
};
constexpr auto words(Action) {
    return std::to_array<std::string_view>({"create", "edit", "assign", "claim", "accept", "reject", "start", "finish",
                                            "complete", "cancel", "release", "time_out", "auto_close", "expire"});
}

/// What somebody is to a request. `professional` is the one it is assigned to, `pool` any that could take it.
enum class Actor { customer, professional, pool, administrator, system };
constexpr auto words(Actor) {
    return std::to_array<std::string_view>({"customer", "professional", "pool", "administrator", "system"});
}
using Actors = states::Actors<Actor>;
using Step = states::Step<Action, State>;

// clang-format off
inline constexpr auto life = std::to_array<states::Row<Action, Actor, State>>({
    {Action::create,     Actor::customer,      {},                 State::requested},
    {Action::create,     Actor::customer,      {},                 State::assigned},
    {Action::edit,       Actor::customer,      State::requested,   State::requested},
    {Action::edit,       Actor::customer,      State::assigned,    State::assigned},
    {Action::edit,       Actor::customer,      State::accepted,    State::assigned},
    {Action::assign,     Actor::administrator, State::requested,   State::assigned},
    {Action::assign,     Actor::administrator, State::assigned,    State::assigned},
    {Action::assign,     Actor::administrator, State::accepted,    State::assigned},
    {Action::claim,      Actor::pool,          State::requested,   State::accepted},
    {Action::accept,     Actor::professional,  State::assigned,    State::accepted},
    {Action::reject,     Actor::professional,  State::assigned,    State::requested},
    {Action::start,      Actor::professional,  State::accepted,    State::in_progress},
    {Action::finish,     Actor::professional,  State::in_progress, State::completed},
    {Action::complete,   Actor::customer,      State::in_progress, State::closed},
    {Action::complete,   Actor::customer,      State::completed,   State::closed},
    {Action::cancel,     Actor::customer,      State::requested,   State::cancelled},
    {Action::cancel,     Actor::customer,      State::assigned,    State::cancelled},
    {Action::cancel,     Actor::customer,      State::accepted,    State::cancelled},
    {Action::cancel,     Actor::administrator, State::requested,   State::cancelled},
    {Action::cancel,     Actor::administrator, State::assigned,    State::cancelled},
    {Action::cancel,     Actor::administrator, State::accepted,    State::cancelled},
    {Action::cancel,     Actor::administrator, State::in_progress, State::cancelled},
    {Action::cancel,     Actor::administrator, State::completed,   State::cancelled},
    {Action::cancel,     Actor::system,        State::requested,   State::cancelled},
    {Action::cancel,     Actor::system,        State::assigned,    State::cancelled},
    {Action::cancel,     Actor::system,        State::accepted,    State::cancelled},
    {Action::release,    Actor::system,        State::assigned,    State::requested},
    {Action::release,    Actor::system,        State::accepted,    State::requested},
    {Action::time_out,   Actor::system,        State::assigned,    State::requested},
    {Action::auto_close, Actor::system,        State::completed,   State::closed},
    {Action::expire,     Actor::system,        State::requested,   State::expired},
});
// clang-format on

inline constexpr states::History history{
    "INSERT INTO requests_history (request_id, seq, from_status, to_status, action, actor, at, reason) VALUES (?, (SELECT "
    "coalesce(max(seq), 0) + 1 "
    "FROM requests_history WHERE request_id = ?), ?, ?, ?, ?, ?, ?)",
    "SELECT action, actor, to_status FROM requests_history WHERE request_id = ? ORDER BY seq DESC LIMIT 1"};

}  // namespace requests
