// The exported symbol of a plugin and all that passes through it. mortise_add_plugin() compiles it into each plugin, once.
#pragma once
#include <mortise/plugin.h>

#include <algorithm>
#include <deque>
#include <memory>

namespace mortise::entry {

/// One opened plugin: its value and what the host holds pointers to.
struct Instance {
    struct RouteSlot {
        Instance* instance;
        const Route* route;
    };
    struct CommandSlot {
        Instance* instance;
        const Command* command;
    };
    struct TaskSlot {
        Instance* instance;
        const Task* task;
    };
    struct ListenerSlot {
        Instance* instance;
        const Listener* listener;
    };
    struct ContractSlot {
        Instance* instance;
        std::string_view name;
    };

    Services services;
    Plugin plugin;
    std::deque<RouteSlot> routes{};
    std::deque<CommandSlot> commands{};
    std::deque<TaskSlot> tasks{};
    std::deque<ListenerSlot> listeners{};
    std::deque<ContractSlot> contracts{};
};

inline mortise_rc handle(void* user, mortise_call* call, mortise_db* db, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* slot = static_cast<Instance::RouteSlot*>(user);
        slot->route->handler({slot->instance->services, call, db, slot->route->has_body()});
    });
}

inline mortise_rc obey(void* user, mortise_call* call, mortise_db* db, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* slot = static_cast<Instance::CommandSlot*>(user);
        slot->command->handler({slot->instance->services, call, db, true});
    });
}

inline mortise_rc run(void* user, mortise_call* raw, mortise_db* db, std::int64_t* did, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* slot = static_cast<Instance::TaskSlot*>(user);
        Call call{slot->instance->services, raw};
        if (slot->task->in_transaction) {
            Writer writer{slot->instance->services, db};
            *did = slot->task->in_transaction(writer, call);
        } else {
            *did = slot->task->blocking(call);
        }
    });
}

inline mortise_rc heard(void* user, mortise_call* raw, mortise_db* db, std::int64_t, mortise_nodes event,
                        const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* slot = static_cast<Instance::ListenerSlot*>(user);
        Call call{slot->instance->services, raw};
        Writer writer{slot->instance->services, db};
        (*slot->listener)(event, writer, call);
    });
}

inline mortise_rc answer(void* user, mortise_str operation, mortise_call* raw, mortise_db* db, mortise_nodes argument,
                         mortise_sink json, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* slot = static_cast<Instance::ContractSlot*>(user);
        Call call{slot->instance->services, raw};
        for (const Provided& provided : slot->instance->plugin.provides)
            if (provided.contract == slot->name && provided.name == border::view(operation))
                return provided(slot->instance->services, argument, db, call, json);
        throw Problem{500, "internal", "no operation " + std::string(border::view(operation)) + " in " + std::string(slot->name)};
    });
}

inline void declare_route(Instance& self, const Route& route) {
    const Services& services = self.services;
    if (!route.scope_sentence.empty())
        border::need([&](const mortise_fail* fail) {
            return services.routes->scope(services.host, border::str(route.who), border::str(route.scope_sentence), fail);
        });
    std::string body, query, answer;
    bool body_optional = false;
    mortise_route row{};
    route.handler.describe(route.has_body(), body, query, answer, row.status, body_optional);
    std::vector<mortise_str> headers;
    for (const std::string_view each : route.options.headers) headers.push_back(border::str(each));
    std::vector<mortise_failure> failures;
    for (const Failure& each : route.options.fails) failures.push_back({border::str(each.code), each.status});
    row.size = sizeof row;
    row.lane = route.handler.lane();
    row.accepts = body.empty() ? 0 : route.options.accepts;
    const bool versioned = route.method == "GET" && row.lane == MORTISE_LANE_READER && route.handler.answers_record();
    row.flags = (route.options.absolute ? MORTISE_ROUTE_ABSOLUTE : 0) | (body_optional ? MORTISE_ROUTE_BODY_OPTIONAL : 0) |
                (route.options.owned ? MORTISE_ROUTE_OWNED : 0) | (versioned ? MORTISE_ROUTE_VERSIONED : 0);
    row.method = border::str(route.method);
    row.path = border::str(route.path);
    row.who = border::str(route.who);
    row.sentence = border::str(route.sentence);
    row.body_schema = border::str(body);
    row.query_schema = border::str(query);
    row.answer_schema = border::str(answer);
    row.cached_ms = route.options.cached.count();
    row.max_body = route.options.max_body;
    row.headers = headers.data();
    row.n_headers = headers.size();
    row.failures = failures.data();
    row.n_failures = failures.size();
    row.handle = &handle;
    row.user = &self.routes.emplace_back(Instance::RouteSlot{&self, &route});
    border::need([&](const mortise_fail* fail) { return services.routes->add(services.host, &row, fail); });
}

/// A word of the program is a route that HTTP does not know.
inline void declare_command(Instance& self, const Command& command) {
    std::string body, query, answer, path = "/" + std::string(command.name);
    std::replace(path.begin(), path.end(), ' ', '/');
    bool body_optional = false;
    mortise_route row{};
    command.handler.describe(true, body, query, answer, row.status, body_optional);
    std::vector<mortise_failure> failures;
    for (const Failure& each : command.fails) failures.push_back({border::str(each.code), each.status});
    row.size = sizeof row;
    row.lane = command.handler.lane();
    row.accepts = body.empty() ? 0 : MORTISE_ACCEPT_FORM;
    row.method = border::str("RUN");
    row.path = border::str(path);
    row.who = border::str("system");
    row.sentence = border::str(command.sentence);
    row.body_schema = border::str(body);
    row.answer_schema = border::str(answer);
    row.failures = failures.data();
    row.n_failures = failures.size();
    row.handle = &obey;
    row.user = &self.commands.emplace_back(Instance::CommandSlot{&self, &command});
    const Services& services = self.services;
    border::need([&](const mortise_fail* fail) { return services.routes->add(services.host, &row, fail); });
}

inline void declare_vocabulary(const Services& services, const Vocabulary& vocabulary) {
    for (const auto& [ours, theirs] : vocabulary.paths)
        border::need([&, from = ours, to = theirs](const mortise_fail* fail) {
            return services.routes->translate(services.host, border::str(from), border::str(to), fail);
        });
    for (const auto& [ours, theirs] : vocabulary.words)
        border::need([&, from = ours, to = theirs](const mortise_fail* fail) {
            return services.routes->word(services.host, border::str(from), border::str(to), fail);
        });
}

inline void declare_settings(const Services& services, const Plugin& plugin) {
    for (const Setting& setting : plugin.settings) {
        const mortise_setting row{sizeof(mortise_setting),     setting.type,
                                  setting.is_required ? 1 : 0, border::str(setting.key),
                                  border::str(setting.preset), border::str(setting.sentence)};
        border::need([&](const mortise_fail* fail) { return services.settings->declare(services.host, &row, fail); });
    }
    for (const Migration& each : plugin.migrations)
        border::need([&](const mortise_fail* fail) {
            return services.migrations->add(services.host, each.number, border::str(each.name), border::str(each.sql),
                                            border::str(each.postgres ? each.postgres : ""), fail);
        });
}

inline void declare_background(Instance& self) {
    const Services& services = self.services;
    for (const Task& task : self.plugin.tasks) {
        const mortise_task row{sizeof(mortise_task),
                               task.in_transaction ? MORTISE_LANE_WRITER : MORTISE_LANE_BLOCKING,
                               border::str(task.name),
                               border::str(task.schedule.text),
                               border::str(task.sentence),
                               &run,
                               &self.tasks.emplace_back(Instance::TaskSlot{&self, &task})};
        border::need([&](const mortise_fail* fail) { return services.tasks->add(services.host, &row, fail); });
    }
    for (const Listener& listener : self.plugin.listens) {
        const mortise_listener row{sizeof(mortise_listener), border::str(listener.topic), border::str(listener.sentence), &heard,
                                   &self.listeners.emplace_back(Instance::ListenerSlot{&self, &listener})};
        border::need([&](const mortise_fail* fail) { return services.events->on(services.host, &row, fail); });
    }
    for (const Provided& provided : self.plugin.provides) {
        bool known = false;
        for (const auto& slot : self.contracts) known = known || slot.name == provided.contract;
        if (known) continue;
        const mortise_contract row{sizeof(mortise_contract), border::str(provided.contract), &answer,
                                   &self.contracts.emplace_back(Instance::ContractSlot{&self, provided.contract}),
                                   provided.is_shared ? 1 : 0};
        border::need([&](const mortise_fail* fail) { return services.contracts->provide(services.host, &row, fail); });
    }
}

inline mortise_rc describe(const mortise_host* host, void** self, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        auto instance = std::make_unique<Instance>(Instance{border::services(host), ::describe()});
        const Services& services = instance->services;
        declare_settings(services, instance->plugin);
        for (const Scope& scope : instance->plugin.scopes)
            border::need([&](const mortise_fail* fail_) {
                return services.routes->scope(host, border::str(scope.name), border::str(scope.sentence), fail_);
            });
        for (const Route& route : instance->plugin.routes) declare_route(*instance, route);
        for (const Folder& folder : instance->plugin.folders)
            border::need([&](const mortise_fail* fail_) {
                return services.routes->folder(host, border::str(folder.path), border::str(folder.folder),
                                               border::str(folder.sentence), fail_);
            });
        for (const Command& command : instance->plugin.commands) declare_command(*instance, command);
        declare_vocabulary(services, instance->plugin.vocabulary);
        declare_background(*instance);
        *self = instance.release();
    });
}

inline mortise_rc start(void* self, mortise_call* raw, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* instance = static_cast<Instance*>(self);
        Call call{instance->services, raw};
        if (instance->plugin.start) instance->plugin.start(call);
    });
}

inline mortise_rc fill_demo(void* self, mortise_call* raw, const mortise_fail* fail) noexcept {
    return border::guard(fail, [&] {
        const auto* instance = static_cast<Instance*>(self);
        Call call{instance->services, raw};
        instance->plugin.demo(call);
    });
}

inline constexpr mortise_demo demo{sizeof(mortise_demo), &fill_demo};

inline const void* extension(void* self, mortise_str name) noexcept {
    return border::view(name) == "mortise.demo/1" && static_cast<Instance*>(self)->plugin.demo ? &demo : nullptr;
}

inline void stop(void* self) noexcept { delete static_cast<Instance*>(self); }

}  // namespace mortise::entry

extern "C" __attribute__((visibility("default"))) constexpr mortise_plugin mortise_plugin_v1{
    sizeof(mortise_plugin),    MORTISE_ABI, &mortise::entry::describe, &mortise::entry::start, nullptr, &mortise::entry::stop,
    &mortise::entry::extension};
