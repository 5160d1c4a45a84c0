// The services of the C border, a table each.
#pragma once
#include <mortise/abi.h>

namespace host::services {

extern const mortise_settings settings;
extern const mortise_migrations migrations;
extern const mortise_routes routes;
extern const mortise_tasks tasks;
extern const mortise_events events;
extern const mortise_contracts contracts;
extern const mortise_call_api call;
extern const mortise_sql sql;
extern const mortise_json json;
extern const mortise_sessions sessions;
extern const mortise_crypto crypto;
extern const mortise_files files;
extern const mortise_log log;
extern const mortise_openapi openapi;
extern const mortise_zone zone;

}  // namespace host::services
