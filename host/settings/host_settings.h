// The host's own settings: declared in one table, read once into plain values.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "settings/settings.h"

namespace host {

/// The rows of the table; the operator's manual is compared with them.
std::span<const Declaration> host_declarations();

/// What the host wants to know at its start.
struct HostSettings {
    struct Http {
        std::string listen;
        std::vector<std::string> base_paths, origins, trusted_proxies;
        bool rate_limits = true;
        std::int64_t requests_a_minute = 0;
        std::uint64_t body = 0, upload_file = 0, upload = 0, head = 0, target = 0, body_floor = 0;
        std::int64_t headers = 0, connections = 0, connections_per_address = 0;
        std::chrono::milliseconds head_time{}, write_time{}, idle_time{}, drain_time{};
    } http;
    struct Organisation {
        std::string name, time_zone, currency, base_url, pin_code_pattern;
        bool in_production = false;
    } organisation;
    struct Auth {
        std::string algorithm;                          ///< HS256, EdDSA or RS256
        std::string signing_key, previous_signing_key;  ///< empty when unset
        std::string issuer, audience;
        std::chrono::milliseconds access_life{};
        std::uint64_t password_memory = 0;
        std::int64_t password_passes = 0;
    } auth;
    struct Log {
        std::string level, format;
        bool sql = false;
    } log;
    std::string ops_listen;  ///< empty when off
    std::filesystem::path data_folder;
    std::string database_url, redis_url;
    std::vector<std::string> plugins, required_plugins, plugin_folders;
    std::chrono::milliseconds cache_ttl{};
    std::string service_label;
};

/// Throws Misconfigured for a value that no type can refuse, such as a base path without '/'.
HostSettings read_host_settings(const Settings& settings);

}  // namespace host
