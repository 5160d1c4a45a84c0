// The mapping from environment variables to settings; see environment.h.
#include "settings/environment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace host {
namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c == '.' || c == '-' ? '_' : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

}  // namespace

Environment read_environment(const char* const* variables) {
    Environment all;
    for (; variables != nullptr && *variables != nullptr; ++variables) {
        const std::string_view variable = *variables;
        const auto sign = variable.find('=');
        if (sign != std::string_view::npos) all.emplace(variable.substr(0, sign), variable.substr(sign + 1));
    }
    return all;
}

std::string own_variable(std::string_view key) {
    std::string name = "MORTISE_";
    std::ranges::transform(key, std::back_inserter(name), upper);
    return name;
}

std::optional<std::string> documents_key(std::string_view variable) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{{{"JWT_SECRET_KEY", "auth.signing_key"},
                                                                                  {"SECRET_KEY", "auth.signing_key"},
                                                                                  {"DATABASE_URL", "database.url"},
                                                                                  {"REDIS_CACHE_URL", "redis.url"},
                                                                                  {"BACKEND_URL", "organisation.base_url"},
                                                                                  {"EXPORT_FOLDER", "exports.folder"},
                                                                                  {"CACHE_EXPIRY", "cache.ttl"},
                                                                                  {"SQLALCHEMY_ECHO", "log.sql"}}};
    for (const auto& [name, key] : names)
        if (variable == name) return std::string(key);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> families{
        {{"ADMIN_", "auth.admin."}, {"MAIL_", "mail."}}};
    for (const auto& [name, key] : families)
        if (variable.starts_with(name) && variable.size() > name.size())
            return std::string(key) + lowered(variable.substr(name.size()));
    return {};
}

bool names_a_broker(std::string_view name) {
    constexpr std::array<std::string_view, 6> names{
        "broker_url", "result_backend", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND", "RESULT_BACKEND", "BROKER_URL"};
    return std::ranges::find(names, name) != names.end();
}

}  // namespace host
