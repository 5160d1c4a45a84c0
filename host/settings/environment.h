// Which environment variables fill which settings.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

using Environment = std::map<std::string, std::string, std::less<>>;

/// Copies the process's environment, or any array of its form.
Environment read_environment(const char* const* variables);

/// "MORTISE_HTTP_LISTEN" for "http.listen".
std::string own_variable(std::string_view key);

/// The setting that a variable of the documents fills: "redis.url" for "REDIS_CACHE_URL". Nothing for a stranger.
std::optional<std::string> documents_key(std::string_view variable);

/// Whether the name configures a message broker, in an environment or a file: taken, without effect.
bool names_a_broker(std::string_view name);

}  // namespace host
