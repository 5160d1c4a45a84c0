// The host's services as one plugin holds them: asked for once, when the plugin is described.
#pragma once
#include <mortise/problem.h>

namespace mortise {

/// The tables behind the classes of the façade. A plugin's author does not meet it.
struct Services {
    const mortise_host* host = nullptr;
    const mortise_settings* settings = nullptr;
    const mortise_migrations* migrations = nullptr;
    const mortise_routes* routes = nullptr;
    const mortise_call_api* call = nullptr;
    const mortise_sql* sql = nullptr;
    const mortise_json* json = nullptr;
    const mortise_tasks* tasks = nullptr;
    const mortise_events* events = nullptr;
    const mortise_contracts* contracts = nullptr;
    const mortise_sessions* sessions = nullptr;
    const mortise_crypto* crypto = nullptr;
    const mortise_files* files = nullptr;
    const mortise_log* log = nullptr;
    const mortise_openapi* openapi = nullptr;
};

namespace border {

/// All services of SDK 1.0. Throws Problem naming the first that this host lacks.
inline Services services(const mortise_host* host) {
    Services all;
    all.host = host;
    const auto get = [host](auto& table, std::string_view name) {
        table = static_cast<std::remove_cvref_t<decltype(table)>>(host->service(host, str(name)));
        if (!table) throw Problem{500, "missing-service", "this host has no service " + std::string(name)};
    };
    get(all.settings, "mortise.settings/1");
    get(all.migrations, "mortise.migrations/1");
    get(all.routes, "mortise.routes/1");
    get(all.call, "mortise.call/1");
    get(all.sql, "mortise.sql/1");
    get(all.json, "mortise.json/1");
    get(all.tasks, "mortise.tasks/1");
    get(all.events, "mortise.events/1");
    get(all.contracts, "mortise.contracts/1");
    get(all.sessions, "mortise.sessions/1");
    get(all.crypto, "mortise.crypto/1");
    get(all.files, "mortise.files/1");
    get(all.log, "mortise.log/1");
    get(all.openapi, "mortise.openapi/1");
    return all;
}

}  // namespace border
}  // namespace mortise
