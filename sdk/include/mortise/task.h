// Tasks: what a plugin does by the clock, and what it does when it hears of a fact.
#pragma once
#include <mortise/contract.h>

namespace mortise {

/// When a task runs, as the host reads it.
struct Schedule {
    std::string text;
};
/// Every so often, from the start of the host.
inline Schedule every(std::chrono::seconds period) { return {"@every " + std::to_string(period.count()) + 's'}; }
/// Each day at "HH:MM" in the organisation's zone.
inline Schedule daily(std::string_view at) {
    return {std::string(at.substr(3, 2)) + ' ' + std::string(at.substr(0, 2)) + " * * *"};
}
/// Five cron fields in the organisation's zone.
inline Schedule cron(std::string_view fields) { return {std::string(fields)}; }

/// A row of `.tasks`. The function says how many things it did; it is idempotent. `int f(Writer&, Call&)` runs in one
/// transaction, `int f(Call&)` on the blocking lane. The host never runs one task twice at once.
struct Task {
    std::string_view name;
    Schedule schedule;
    int (*in_transaction)(Writer&, Call&) = nullptr;
    int (*blocking)(Call&) = nullptr;
    std::string_view sentence;

    Task(std::string_view n, Schedule w, int (*f)(Writer&, Call&), std::string_view s)
        : name(n), schedule(std::move(w)), in_transaction(f), sentence(s) {}
    Task(std::string_view n, Schedule w, int (*f)(Call&), std::string_view s)
        : name(n), schedule(std::move(w)), blocking(f), sentence(s) {}
};

/// A row of `.listens`: runs in a transaction of its own for each event, at least once and in order.
class Listener {
  public:
    template <class T>
    Listener(Event<T> event, void (*function)(const T&, Writer&, Call&), std::string_view sentence)
        : topic(event.topic),
          sentence(sentence),
          function_(reinterpret_cast<void (*)()>(function)),
          invoke_([](void (*erased)(), mortise_nodes nodes, Writer& db, Call& call) {
              const T fact = bind::bound<T>(call.services().host, call.services().json, nodes, false, 500, "internal");
              reinterpret_cast<void (*)(const T&, Writer&, Call&)>(erased)(fact, db, call);
          }) {}
    void operator()(mortise_nodes nodes, Writer& db, Call& call) const { invoke_(function_, nodes, db, call); }
    std::string_view topic, sentence;

  private:
    void (*function_)();
    void (*invoke_)(void (*)(), mortise_nodes, Writer&, Call&);
};

/// A row of `.provides`: an operation of a contract and the function that answers it, in the asker's transaction.
class Provided {
  public:
    template <class In, class Out, class Lane>
    Provided(Operation<In, Out> operation, Out (*function)(const In&, Lane&, Call&))
        : contract(operation.contract),
          name(operation.name),
          function_(reinterpret_cast<void (*)()>(function)),
          invoke_([](void (*erased)(), const Services& services, mortise_nodes nodes, mortise_db* handle, Call& call,
                     mortise_sink sink) {
              static_assert(std::same_as<Lane, Reader> || std::same_as<Lane, Writer>);
              const In in = bind::bound<In>(services.host, services.json, nodes, false, 500, "internal");
              Lane db{services, handle};
              json::Out out{sink};
              json::write(out, reinterpret_cast<Out (*)(const In&, Lane&, Call&)>(erased)(in, db, call));
          }) {}
    template <class In, class Out, class Lane>
    Provided(Poll<In, Out> poll, Out (*function)(const In&, Lane&, Call&))
        : Provided(Operation<In, Out>{poll.contract, poll.name}, function) {
        is_shared = true;
    }
    void operator()(const Services& services, mortise_nodes nodes, mortise_db* db, Call& call, mortise_sink sink) const {
        invoke_(function_, services, nodes, db, call, sink);
    }
    std::string_view contract, name;
    bool is_shared = false;

  private:
    void (*function_)();
    void (*invoke_)(void (*)(), const Services&, mortise_nodes, mortise_db*, Call&, mortise_sink);
};

}  // namespace mortise
