// The table of the host's settings, and how they become HostSettings.
#include "settings/host_settings.h"

#include "settings/sense.h"

namespace host {
namespace {

// clang-format off
const std::vector<Declaration> rows{
    {"http.listen", Type::text, "127.0.0.1:8080", "host:port", "Where the public listener answers; port 0 picks a free one.", "host", true},
    {"http.base_paths", Type::list, "/api", "", "Under which paths the plugins' routes are served; / is the root."},
    {"http.cors.origins", Type::list, "", "", "Origins whose pages may call, such as https://app.example.org; none by default."},
    {"http.trusted_proxies", Type::list, "", "", "Addresses or networks whose X-Forwarded-For is believed."},
    {"http.rate_limits", Type::boolean, "on", "", "Whether callers are slowed down."},
    {"http.rate_limits.requests", Type::integer, "600", "a minute", "Requests of one token."},
    {"http.limits.body", Type::size, "1 MiB", "bytes", "Most of a request's body."},
    {"http.limits.upload_file", Type::size, "10 MiB", "bytes", "Most of one uploaded file."},
    {"http.limits.upload", Type::size, "25 MiB", "bytes", "Most of one request with uploads."},
    {"http.limits.head", Type::size, "16 KiB", "bytes", "Most of a request's head."},
    {"http.limits.headers", Type::integer, "64", "fields", "Most header fields of a request."},
    {"http.limits.target", Type::size, "8 KiB", "bytes", "Longest path with query."},
    {"http.limits.body_floor", Type::size, "1 KiB", "bytes a second", "A body that arrives slower is cut off."},
    {"http.limits.connections", Type::integer, "10000", "", "Most open connections."},
    {"http.limits.connections_per_address", Type::integer, "100", "", "Most open connections of one address."},
    {"http.deadlines.head", Type::duration, "10 s", "s", "Within which a request's head must have arrived."},
    {"http.deadlines.write", Type::duration, "30 s", "s", "How long a client may take nothing of its answer."},
    {"http.deadlines.idle", Type::duration, "30 s", "s", "How long an idle connection is kept."},
    {"http.deadlines.drain", Type::duration, "30 s", "s", "How long requests under way may take when the host stops."},
    {"ops.listen", Type::text, "127.0.0.1:9090", "host:port", "Where operators read /metrics and /readyz in detail; off for none.", "host", true},
    {"data.folder", Type::text, "data", "folder", "Where the database, uploads, keys and exports lie.", "host", true},
    {"database.url", Type::text, "sqlite:///data/mortise.db", "URL", "sqlite:///path or postgresql://user:password@host/name.", "host", true},
    {"redis.url", Type::text, "", "URL", "redis://host:port/0 to share cache, limits and events between hosts; empty for none."},
    {"plugins.enabled", Type::list, "", "", "The plugins to load, by name."},
    {"plugins.required", Type::list, "", "", "Those of them without which the host does not start."},
    {"plugins.folders", Type::list, "", "", "Where plugins are looked for; empty: beside the program."},
    {"cache.ttl", Type::duration, "60 s", "s", "How long a cached answer is served."},
    {"organisation.name", Type::text, "Mortise", "", "Shown in mails and on the console."},
    {"organisation.time_zone", Type::text, "Asia/Kolkata", "IANA zone", "Decides what today and 18:00 mean.", "host", true},
    {"organisation.currency", Type::text, "INR", "ISO 4217", "Of every price.", "host", true},
    {"organisation.environment", Type::text, "development", "", "production refuses weak keys and well-known passwords.", "host", true, {"development", "production"}},
    {"organisation.base_url", Type::text, "http://127.0.0.1:8080", "URL", "What links in mails begin with.", "host", true},
    {"organisation.pin_code_pattern", Type::text, "^[1-9][0-9]{5}$", "regular expression", "What a pin code looks like.", "host", true},
    {"labels.service", Type::text, "Service", "", "What the console calls a service."},
    {"log.level", Type::text, "info", "", "The least level that is written.", "host", true, {"debug", "info", "warn", "error", "off"}},
    {"log.format", Type::text, "automatic", "", "automatic is text on a terminal, else one JSON object a line.", "host", true, {"automatic", "json", "text"}},
    {"log.sql", Type::boolean, "off", "", "Whether statements are logged; development only."},
    {"auth.algorithm", Type::text, "HS256", "", "How access tokens are signed: HS256 with a secret, EdDSA or RS256 with a private key.", "host", true, {"HS256", "EdDSA", "RS256"}},
    {"auth.signing_key", Type::secret, {}, "", "Signs access tokens: a text, 32 bytes or more in production, or a private key in PEM. In development a random one is kept in the data folder."},
    {"auth.signing_key_previous", Type::secret, {}, "", "A key, also a public one, whose tokens are still taken while keys are changed."},
    {"auth.access_life", Type::duration, "30 min", "min", "How long an access token is good."},
    {"auth.issuer", Type::text, "mortise", "", "The iss of access tokens.", "host", true},
    {"auth.audience", Type::text, "mortise", "", "The aud of access tokens.", "host", true},
    {"auth.password_memory", Type::size, "19 MiB", "bytes", "Memory that one password hash takes; 19 MiB or more."},
    {"auth.password_passes", Type::integer, "2", "", "Passes over that memory; 2 or more."},
};
// clang-format on

HostSettings::Http read_http(const Settings& settings) {
    return {.listen = settings.text("http.listen"),
            .base_paths = settings.list("http.base_paths"),
            .origins = settings.list("http.cors.origins"),
            .trusted_proxies = settings.list("http.trusted_proxies"),
            .rate_limits = settings.boolean("http.rate_limits"),
            .requests_a_minute = settings.integer("http.rate_limits.requests"),
            .body = settings.size("http.limits.body"),
            .upload_file = settings.size("http.limits.upload_file"),
            .upload = settings.size("http.limits.upload"),
            .head = settings.size("http.limits.head"),
            .target = settings.size("http.limits.target"),
            .body_floor = settings.size("http.limits.body_floor"),
            .headers = settings.integer("http.limits.headers"),
            .connections = settings.integer("http.limits.connections"),
            .connections_per_address = settings.integer("http.limits.connections_per_address"),
            .head_time = settings.duration("http.deadlines.head"),
            .write_time = settings.duration("http.deadlines.write"),
            .idle_time = settings.duration("http.deadlines.idle"),
            .drain_time = settings.duration("http.deadlines.drain")};
}

HostSettings::Organisation read_organisation(const Settings& settings) {
    return {.name = settings.text("organisation.name"),
            .time_zone = settings.text("organisation.time_zone"),
            .currency = settings.text("organisation.currency"),
            .base_url = settings.text("organisation.base_url"),
            .pin_code_pattern = settings.text("organisation.pin_code_pattern"),
            .in_production = settings.text("organisation.environment") == "production"};
}

HostSettings::Auth read_auth(const Settings& settings) {
    return {.algorithm = settings.text("auth.algorithm"),
            .signing_key = settings.find("auth.signing_key").value_or(""),
            .previous_signing_key = settings.find("auth.signing_key_previous").value_or(""),
            .issuer = settings.text("auth.issuer"),
            .audience = settings.text("auth.audience"),
            .access_life = settings.duration("auth.access_life"),
            .password_memory = settings.size("auth.password_memory"),
            .password_passes = settings.integer("auth.password_passes")};
}

}  // namespace

std::span<const Declaration> host_declarations() { return rows; }

HostSettings read_host_settings(const Settings& settings) {
    const auto ops = settings.text("ops.listen");
    HostSettings all{
        .http = read_http(settings),
        .organisation = read_organisation(settings),
        .auth = read_auth(settings),
        .log = {.level = settings.text("log.level"), .format = settings.text("log.format"), .sql = settings.boolean("log.sql")},
        .ops_listen = ops == "off" ? "" : ops,
        .data_folder = settings.text("data.folder"),
        .database_url = settings.text("database.url"),
        .redis_url = settings.text("redis.url"),
        .plugins = settings.list("plugins.enabled"),
        .required_plugins = settings.list("plugins.required"),
        .plugin_folders = settings.list("plugins.folders"),
        .cache_ttl = settings.duration("cache.ttl"),
        .service_label = settings.text("labels.service")};
    refuse_nonsense(settings, all);
    return all;
}

}  // namespace host
