// State machines as tables: rows of who may lead a record from where to where, and the one function that applies them.
#pragma once
#include <mortise/sql.h>

#include <algorithm>

namespace mortise::states {

/// One row: `who` may do `action` to a record in `from`, and it is in `to` then. Without `from` the record begins there.
template <Worded Action, Worded Actor, Worded State>
struct Row {
    Action action;
    Actor who;
    std::optional<State> from;
    State to;
};

/// A machine: `constexpr auto table = std::to_array<states::Row<Action, Actor, State>>({…});`
template <class Action, class Actor, class State, std::size_t N>
using Table = std::array<Row<Action, Actor, State>, N>;

/// What somebody is to a record: the owner, the one it is assigned to, an administrator; several at once.
template <Worded Actor>
class Actors {
  public:
    constexpr Actors() = default;
    constexpr Actors(std::initializer_list<Actor> all) {
        for (const Actor each : all) add(each);
    }
    constexpr void add(Actor actor) { bits_ |= bit(actor); }
    constexpr bool hold(Actor actor) const { return (bits_ & bit(actor)) != 0; }

  private:
    static constexpr std::uint32_t bit(Actor actor) { return std::uint32_t{1} << static_cast<unsigned>(actor); }
    std::uint32_t bits_ = 0;
};

/// Where the action leads, if some row lets one of the actors do it in this state.
template <class Action, class Actor, class State, std::size_t N>
constexpr std::optional<State> destination(const Table<Action, Actor, State, N>& table, Action action, State state,
                                           Actors<Actor> actors) {
    for (const auto& row : table)
        if (row.action == action && row.from == state && actors.hold(row.who)) return row.to;
    return {};
}

/// What the actors may do in this state, in the table's order.
template <class Action, class Actor, class State, std::size_t N>
std::vector<Action> allowed_actions(const Table<Action, Actor, State, N>& table, State state, Actors<Actor> actors) {
    std::vector<Action> all;
    for (const auto& row : table)
        if (row.from == state && actors.hold(row.who) && std::find(all.begin(), all.end(), row.action) == all.end())
            all.push_back(row.action);
    return all;
}

/// 409 "state-conflict" (or another code), which names the present state and what the actors may do in it.
template <class Action, class Actor, class State, std::size_t N>
Problem refusal(const Table<Action, Actor, State, N>& table, Action action, State state, Actors<Actor> actors,
                std::string_view code = "state-conflict") {
    Problem problem = conflict(
        code, "While it is " + std::string(word(state)) + ", it is not open to " + std::string(word(action)) + '.', word(state));
    problem.members += ",\"allowed_actions\":" + json::text(allowed_actions(table, state, actors));
    return problem;
}

/// The statements of a machine's history. `add` takes record, record, from (NULL at the beginning), to, action, actor (NULL: the
/// system), at, reason: the record stands twice because the row's number in the record's history is counted in the statement.
/// `last` takes the record and gives action, actor and to of its latest row.
struct History {
    Sql add, last;
};

/// One step of one record's life, as its history keeps it.
template <Worded Action, Worded State>
struct Step {
    Id record;
    Action action{};
    std::optional<State> from;
    State to{};
    std::optional<Id> actor;  ///< nobody: the system
    Time at;
    std::optional<std::string> reason;
};

/// Writes the step down. For what apply() does not lead: the beginning.
template <class Action, class State>
void remember(Writer& db, const History& history, const Step<Action, State>& step) {
    db.run(history.add, step.record, step.record, step.from, step.to, step.action, step.actor, step.at, step.reason);
}

/// True when this person's same action has led to the present state: a repeat, which changes nothing and is no fault.
template <class Action, class State>
bool is_repeat(Reader& db, const History& history, Id record, Action action, std::optional<Id> actor, State present) {
    bool same = false;
    db.rows(
        history.last,
        [&](std::span<const mortise_value> row) {
            same = actor && row[1].kind == MORTISE_INTEGER && row[1].integer == actor->value &&
                   values::text(row[0]) == word(action) && values::text(row[2]) == word(present);
            return false;
        },
        record);
    return same;
}

/// Leads a record on. Where a row lets one of the actors do `asked.action` in the state `asked.from`, it runs `change(from, to)`,
/// the conditional `UPDATE … SET state = to WHERE id = ? AND state = from` that gives the rows it changed, and writes the
/// history. `asked.to` is found here. Gives the step that was made, or nothing for a repeat. Throws refusal() otherwise.
template <class Action, class Actor, class State, std::size_t N, class Change>
std::optional<Step<Action, State>> apply(Writer& db, const Table<Action, Actor, State, N>& table, const History& history,
                                         Step<Action, State> asked, Actors<Actor> actors, Change&& change) {
    const State present = asked.from.value();
    const std::optional<State> to = destination(table, asked.action, present, actors);
    if (!to) {
        if (is_repeat(db, history, asked.record, asked.action, asked.actor, present)) return {};
        throw refusal(table, asked.action, present, actors);
    }
    asked.to = *to;
    if (change(present, *to) != 1) throw refusal(table, asked.action, present, actors);
    remember(db, history, asked);
    return asked;
}

/// The table as a Mermaid diagram, for documentation.
template <class Action, class Actor, class State, std::size_t N>
std::string mermaid(const Table<Action, Actor, State, N>& table) {
    std::string out = "stateDiagram-v2\n";
    const auto arrow = [&](std::string_view from, std::string_view to, const std::string& label) {
        out += "    " + std::string(from) + " --> " + std::string(to) + label + '\n';
    };
    for (const auto& row : table)
        arrow(row.from ? word(*row.from) : "[*]", word(row.to),
              ": " + std::string(word(row.action)) + " (" + std::string(word(row.who)) + ')');
    for (std::size_t i = 0; i < words(State{}).size(); ++i) {
        const auto leads_on = [&](const auto& row) { return row.from == static_cast<State>(i); };
        if (std::none_of(table.begin(), table.end(), leads_on)) arrow(words(State{})[i], "[*]", "");
    }
    return out;
}

}  // namespace mortise::states
