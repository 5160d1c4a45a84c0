// What a plugin declares while it is described: settings, migrations, scopes, routes, folders, tasks, listeners, contracts.
#include <algorithm>
#include <array>

#include "dispatch/call.h"
#include "parts.h"
#include "plugins/border.h"
#include "services/tables.h"

namespace host {
namespace {

using border::guard;
using border::view;

/// The plugin's ledger, while it is open for registrations. Throws Problem otherwise.
Ledger& open_ledger(const mortise_host* host) {
    Ledger& ledger = ledger_of(host);
    if (!ledger.describing) throw Problem{500, "internal", "plugins declare what they add in describe(), not later"};
    return ledger;
}

void must(bool holds, const std::string& sentence) {
    if (!holds) throw Problem{500, "internal", sentence};
}

Type type_of(std::int32_t type) {
    constexpr std::array types{Type::text, Type::integer, Type::boolean, Type::duration, Type::list, Type::secret, Type::decimal};
    must(type >= 0 && static_cast<std::size_t>(type) < types.size(), "a setting has a type that this host does not know");
    return types[static_cast<std::size_t>(type)];
}

mortise_rc declare_setting(const mortise_host* host, const mortise_setting* row, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        const std::string key(view(row->key));
        const std::string& name = ledger.manifest.name;
        must(key.starts_with(name + '.'), "the setting " + key + " does not begin with the plugin's name");
        must(row->sentence.n != 0, "the setting " + key + " has no sentence");
        Declaration declaration{
            .key = key, .type = type_of(row->type), .sentence = std::string(view(row->sentence)), .owner = name};
        declaration.required = row->required != 0;
        if (!declaration.required && (row->preset.n != 0 || declaration.type == Type::text || declaration.type == Type::list))
            declaration.preset = std::string(view(row->preset));
        try {
            ledger.parts.settings.declare(std::move(declaration));
        } catch (const Misconfigured& fault) {
            throw Problem{500, "internal", fault.what()};
        }
        ledger.settings.push_back(key);
    });
}

/// Plugins read their own settings and those that everybody may know.
mortise_rc get_setting(const mortise_host* host, mortise_str key_bytes, mortise_sink out, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const Ledger& ledger = ledger_of(host);
        const std::string key(view(key_bytes));
        const bool shared = key.starts_with("organisation.") || key.starts_with("labels.") || key == "auth.access_life";
        must(shared || key.starts_with(ledger.manifest.name + '.'), "the setting " + key + " belongs to somebody else");
        const Settings& settings = ledger.parts.settings;
        for (const auto& own : ledger.settings) {
            if (!own.ends_with(".*") || !key.ends_with(".*") || own != key) continue;
            for (const auto& [name, value] : settings.named(key)) border::put(out, name + '=' + value + '\n');
            return;
        }
        const auto raw = settings.find(key);
        if (!raw) return;
        const Type type = settings.type(key);
        if (type == Type::boolean) return border::put(out, settings.boolean(key) ? "true" : "false");
        if (type == Type::integer) return border::put(out, std::to_string(settings.integer(key)));
        if (type == Type::duration) return border::put(out, std::to_string(settings.duration(key).count()));
        if (type != Type::list) return border::put(out, *raw);
        for (const std::string& item : settings.list(key)) border::put(out, item + '\n');
    });
}

mortise_rc add_migration(const mortise_host* host, std::int32_t number, mortise_str name, mortise_str sql, mortise_str postgres,
                         const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        open_ledger(host).migrations.push_back(
            {number, std::string(view(name)), std::string(view(sql)), std::string(view(postgres))});
    });
}

mortise_rc declare_scope(const mortise_host* host, mortise_str name, mortise_str sentence, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        ledger.parts.scopes.declare(view(name), view(sentence));
        ledger.scopes.emplace(view(name), view(sentence));
    });
}

void check_command(const RouteRow& row) {
    must(row.path.starts_with('/') && row.path.find('{') == std::string::npos, "the command " + row.path + " has no plain name");
    must(!row.sentence.empty(), "the command " + row.path + " has no sentence");
    must(row.handle != nullptr, "the command " + row.path + " has no handler");
    const auto is_same = [&](const RouteRow& known) { return known.path == row.path; };
    must(std::ranges::none_of(row.plugin->commands, is_same), "the command " + row.path + " is declared twice");
    for (const auto& other : row.plugin->parts.plugins)
        must(std::ranges::none_of(other->commands, is_same),
             "the command " + row.path + " is plugin " + other->manifest.name + "'s already");
}

void check_route(const RouteRow& row) {
    const std::string name = row.method + ' ' + row.path;
    constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
    must(std::find(methods.begin(), methods.end(), row.method) != methods.end(),
         "the route " + name + " has a method that is not served");
    must(row.path.starts_with('/'), "the route " + name + " does not begin with a slash");
    must(!row.sentence.empty(), "the route " + name + " has no sentence");
    must(row.is_public() || row.who == "authenticated" || row.who.starts_with("READ:") || row.who.starts_with("WRITE:"),
         "the route " + name + " does not say who may call it");
    must(row.handle != nullptr, "the route " + name + " has no handler");
    must(row.lane >= MORTISE_LANE_BLOCKING && row.lane <= MORTISE_LANE_WRITER,
         "the route " + name + " names a lane that this host does not have");
    must(row.cached_ms == 0 || (row.method == "GET" && row.lane == MORTISE_LANE_READER && !row.answer_schema.empty()),
         "the route " + name + " is cached but does not only read and answer JSON");
}

mortise_rc add_route(const mortise_host* host, const mortise_route* from, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        must(from->size >= offsetof(mortise_route, user) + sizeof from->user,
             "a route's table is shorter than any that was released");
        RouteRow row;
        row.plugin = &ledger;
        row.method = view(from->method);
        row.path = view(from->path);
        row.who = view(from->who);
        row.sentence = view(from->sentence);
        row.body_schema = view(from->body_schema);
        row.query_schema = view(from->query_schema);
        row.answer_schema = view(from->answer_schema);
        row.lane = from->lane;
        row.accepts = from->accepts;
        row.flags = from->flags;
        row.status = from->status;
        row.cached_ms = from->cached_ms;
        row.max_body = from->max_body;
        for (std::size_t i = 0; i < from->n_headers; ++i) row.headers.emplace_back(view(from->headers[i]));
        for (std::size_t i = 0; i < from->n_failures; ++i)
            row.failures.emplace_back(std::string(view(from->failures[i].code)), from->failures[i].status);
        row.handle = from->handle;
        row.user = from->user;
        if (row.method == "RUN") {
            check_command(row);
            ledger.commands.push_back(std::move(row));
            return;
        }
        check_route(row);
        const std::vector<std::string> scopes = row.scopes();
        must(scopes.size() <= 2, "the route " + row.method + ' ' + row.path + " names more than two scopes");
        if (!scopes.empty()) row.scope = ledger.parts.scopes.declare(scopes.front(), "");
        if (scopes.size() > 1) row.other_scope = ledger.parts.scopes.declare(scopes.back(), "");
        ledger.routes.push_back(std::move(row));
    });
}

mortise_rc add_folder(const mortise_host* host, mortise_str path, mortise_str folder, mortise_str sentence,
                      const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        FolderRow row{std::string(view(path)), std::string(view(folder)), std::string(view(sentence))};
        must(row.path.starts_with('/') && row.path.ends_with('/'), "the folder " + row.path + " must begin and end with a slash");
        must(row.folder.find("..") == std::string::npos && !row.folder.starts_with('/'),
             "the folder " + row.folder + " is not below the share");
        ledger.folders.push_back(std::move(row));
    });
}

mortise_rc add_task(const mortise_host* host, const mortise_task* from, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        TaskRow row{from->lane,
                    std::string(view(from->name)),
                    std::string(view(from->schedule)),
                    std::string(view(from->sentence)),
                    from->run,
                    from->user};
        must(row.name.starts_with(ledger.manifest.name + '.'), "the task " + row.name + " does not begin with the plugin's name");
        must(!row.sentence.empty(), "the task " + row.name + " has no sentence");
        Schedule::parse(row.schedule, "UTC");
        ledger.tasks.push_back(std::move(row));
    });
}

mortise_rc add_listener(const mortise_host* host, const mortise_listener* from, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        open_ledger(host).listeners.push_back(
            {std::string(view(from->topic)), std::string(view(from->sentence)), from->heard, from->user});
    });
}

mortise_rc translate(const mortise_host* host, mortise_str path, mortise_str other, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        must(view(path).starts_with('/') && view(other).starts_with('/') && view(path) != view(other),
             "a translated path and its other begin with a slash and differ");
        ledger.paths.emplace_back(view(path), view(other));
    });
}

mortise_rc word(const mortise_host* host, mortise_str name, mortise_str other, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        must(name.n != 0 && other.n != 0, "a translated word and its other are not empty");
        ledger.words.emplace_back(view(name), view(other));
    });
}

mortise_rc provide(const mortise_host* host, const mortise_contract* from, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Ledger& ledger = open_ledger(host);
        must(from->size >= offsetof(mortise_contract, shared), "a contract's table is shorter than any that was released");
        const bool shared = from->size >= offsetof(mortise_contract, shared) + sizeof from->shared && from->shared != 0;
        ledger.contracts.push_back({std::string(view(from->name)), from->answer, from->user, shared});
    });
}

/// Lets a provider answer. Its code runs: it sees its own tables and files.
void let_answer(mortise_call& call, mortise_db& db, const Provider& provider, mortise_str operation, mortise_nodes argument,
                mortise_sink json) {
    struct Turn {
        mortise_call& call;
        Ledger* before;
        ~Turn() { call.plugin = before; }
    } turn{call, call.plugin};
    call.plugin = provider.plugin;
    mortise_db own = db.as(provider.plugin->manifest.name);
    const ContractRow& row = *provider.row;
    border::need([&](const mortise_fail* inner) { return row.answer(row.user, operation, &call, &own, argument, json, inner); });
}

mortise_rc ask(mortise_call* call, mortise_db* db, mortise_str name, mortise_str operation, mortise_nodes argument,
               mortise_sink json, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const auto found = call->parts.contracts.find(view(name));
        if (found == call->parts.contracts.end())
            throw Problem{503, "no-provider", "No plugin that is loaded provides " + std::string(view(name)) + "."};
        let_answer(*call, *db, found->second.front(), operation, argument, json);
    });
}

mortise_rc ask_all(mortise_call* call, mortise_db* db, mortise_str name, mortise_str operation, mortise_nodes argument,
                   void (*each)(void*, mortise_str, mortise_str) noexcept, void* ctx, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const auto found = call->parts.contracts.find(view(name));
        if (found == call->parts.contracts.end()) return;
        for (const Provider& provider : found->second) {
            std::string json;
            let_answer(*call, *db, provider, operation, argument, border::into(json));
            each(ctx, border::str(provider.plugin->manifest.name), border::str(json));
        }
    });
}

}  // namespace

namespace services {

const mortise_settings settings{sizeof(mortise_settings), &declare_setting, &get_setting};
const mortise_migrations migrations{sizeof(mortise_migrations), &add_migration};
const mortise_routes routes{sizeof(mortise_routes), &declare_scope, &add_route, &add_folder, &translate, &word};
const mortise_tasks tasks{sizeof(mortise_tasks), &add_task};
const mortise_events events{sizeof(mortise_events), &add_listener};
const mortise_contracts contracts{sizeof(mortise_contracts), &provide, &ask, &ask_all};

}  // namespace services
}  // namespace host
