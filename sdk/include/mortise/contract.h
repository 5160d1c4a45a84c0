// Questions between plugins: a contract's operations, asked inside the asker's transaction; facts that leave after the commit.
#pragma once
#include <mortise/call.h>

namespace mortise {

/// One question that some plugin answers. Contracts stand in <mortise/contract/…>, as `inline constexpr Operation<In, Out>
/// create{"accounts/1", "create"};`
template <Described In, Described Out>
struct Operation {
    std::string_view contract, name;
};

/// One question that any number of plugins answer, each for itself.
template <Described In, Described Out>
struct Poll {
    std::string_view contract, name;
};

/// A plugin's answer to a poll.
template <Described Out>
struct Ballot {
    std::string plugin;
    Out answer;
};

/// A fact that some plugin publishes: `inline constexpr Event<Account> blocked{"accounts.blocked"};`
template <Described T>
struct Event {
    std::string_view topic;
};

namespace asking {

template <class Use>
mortise_rc use_nodes(void* ctx, mortise_nodes nodes) noexcept {
    return (*static_cast<Use*>(ctx))(nodes);
}

/// Lends the nodes of `json` to `use(nodes) -> mortise_rc`.
template <class Use>
mortise_rc with_nodes(const Services& services, std::string_view json, Use&& use, const mortise_fail* fail) {
    return services.json->parse(services.host, border::str(json), &use_nodes<std::remove_reference_t<Use>>, &use, fail);
}

}  // namespace asking

/// Asks the plugin that provides the contract. Throws what it throws, and Problem 503 "no-provider" when none does.
template <class In, class Out>
Out ask(Call& call, Reader& db, const Operation<In, Out>& operation, const In& argument) {
    const Services& services = call.services();
    const std::string question = json::text(argument);
    std::string answer;
    border::need([&](const mortise_fail* fail) {
        mortise_rc asked = MORTISE_FAILED;
        const mortise_rc parsed = asking::with_nodes(
            services, question,
            [&](mortise_nodes nodes) -> mortise_rc {
                asked = services.contracts->ask(call.handle(), db.handle(), border::str(operation.contract),
                                                border::str(operation.name), nodes, border::into(answer), fail);
                return MORTISE_OK;
            },
            fail);
        return parsed != MORTISE_OK ? parsed : asked;
    });
    Out out{};
    values::take(services, values::bytes(answer), out);
    return out;
}

/// The same, and nothing when no loaded plugin provides the contract.
template <class In, class Out>
std::optional<Out> ask_if_provided(Call& call, Reader& db, const Operation<In, Out>& operation, const In& argument) {
    try {
        return ask(call, db, operation, argument);
    } catch (const Problem& problem) {
        if (problem.code != "no-provider") throw;
        return {};
    }
}

/// Asks every loaded plugin that provides the contract, in the order of their start. Throws what the first that fails throws.
template <class In, class Out>
std::vector<Ballot<Out>> ask_all(Call& call, Reader& db, const Poll<In, Out>& poll, const In& argument) {
    const Services& services = call.services();
    const std::string question = json::text(argument);
    std::vector<std::pair<std::string, std::string>> answers;
    const auto each = [](void* ctx, mortise_str plugin, mortise_str json) noexcept {
        static_cast<decltype(answers)*>(ctx)->emplace_back(border::view(plugin), border::view(json));
    };
    border::need([&](const mortise_fail* fail) {
        mortise_rc asked = MORTISE_FAILED;
        const mortise_rc parsed = asking::with_nodes(
            services, question,
            [&](mortise_nodes nodes) -> mortise_rc {
                asked = services.contracts->ask_all(call.handle(), db.handle(), border::str(poll.contract),
                                                    border::str(poll.name), nodes, each, &answers, fail);
                return MORTISE_OK;
            },
            fail);
        return parsed != MORTISE_OK ? parsed : asked;
    });
    std::vector<Ballot<Out>> out;
    for (const auto& [plugin, json] : answers) {
        out.push_back({plugin, {}});
        values::take(services, values::bytes(json), out.back().answer);
    }
    return out;
}

/// Asks the plugin that provides the contract; nothing where its answer is that there is no such thing.
template <class In, class Out>
std::optional<Out> ask_if_there(Call& call, Reader& db, const Operation<In, Out>& operation, const In& argument) {
    try {
        return ask(call, db, operation, argument);
    } catch (const Problem& problem) {
        if (problem.status != 404) throw;
        return {};
    }
}

/// Publishes a fact in this transaction: listeners hear of it, at least once and in order, after the commit.
template <class T>
void emit(Writer& db, const Event<T>& event, const T& fact) {
    const std::string text = json::text(fact);
    border::need([&](const mortise_fail* fail) {
        return db.services().sql->emit(db.services().host, db.handle(), border::str(event.topic), border::str(text), fail);
    });
}

}  // namespace mortise
