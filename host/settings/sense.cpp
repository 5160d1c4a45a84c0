// Looks at values together.
#include "settings/sense.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <ranges>

namespace host {
namespace {

/// "127.0.0.1:8080", "localhost:0", "[::1]:8080".
bool is_listen_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view digits = text.substr(colon + 1);
    unsigned port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool is_port = error == std::errc{} && end == digits.data() + digits.size() && port <= 65535;
    const std::string_view host = text.substr(0, colon);
    return is_port && (host.find(':') == std::string_view::npos || (host.front() == '[' && host.back() == ']'));
}

/// "10.0.0.2", "10.0.0.0/8", "2001:db8::/32".
bool is_address_or_network(const std::string& text) {
    const std::size_t slash = text.find('/');
    const std::string address = text.substr(0, slash);
    in6_addr ignored{};
    const bool is_v4 = ::inet_pton(AF_INET, address.c_str(), &ignored) == 1;
    if (!is_v4 && ::inet_pton(AF_INET6, address.c_str(), &ignored) != 1) return false;
    if (slash == std::string::npos) return true;
    unsigned bits = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + slash + 1, last, bits);
    return error == std::errc{} && end == last && bits <= (is_v4 ? 32u : 128u);
}

bool is_currency(std::string_view text) {
    return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Refusal {
  public:
    explicit Refusal(const Settings& settings) : settings_(settings) {}
    void unless(bool sensible, const char* key, const char* fault) const {
        if (!sensible) throw misplaced(settings_, key, fault);
    }

  private:
    const Settings& settings_;
};

void check_http(const Refusal& refuse, const HostSettings::Http& http) {
    refuse.unless(is_listen_address(http.listen), "http.listen", "is not of the form host:port");
    refuse.unless(
        !http.base_paths.empty() && std::ranges::all_of(http.base_paths, [](auto& path) { return path.starts_with('/'); }),
        "http.base_paths", "every base path begins with /");
    refuse.unless(std::ranges::find(http.origins, "*") == http.origins.end(), "http.cors.origins", "must name origins, not *");
    refuse.unless(std::ranges::all_of(http.trusted_proxies, is_address_or_network), "http.trusted_proxies",
                  "must be addresses or networks such as 10.0.0.0/8");
    refuse.unless(http.headers > 0, "http.limits.headers", "must be 1 or more");
    refuse.unless(http.head >= 1024, "http.limits.head", "must be 1 KiB or more");
    refuse.unless(http.target >= 64, "http.limits.target", "must be 64 bytes or more");
    refuse.unless(http.body > 0, "http.limits.body", "must be 1 byte or more");
    refuse.unless(http.connections > 0, "http.limits.connections", "must be 1 or more");
    refuse.unless(http.connections_per_address > 0, "http.limits.connections_per_address", "must be 1 or more");
    refuse.unless(http.requests_a_minute > 0, "http.rate_limits.requests", "must be 1 or more");
}

void check_auth(const Refusal& refuse, const HostSettings::Auth& auth) {
    using namespace std::chrono_literals;
    refuse.unless(auth.access_life >= 1min && auth.access_life <= 24h, "auth.access_life", "must be 1 min to 24 h");
    refuse.unless(auth.password_memory >= 19u << 20 && auth.password_memory <= 1u << 30, "auth.password_memory",
                  "must be 19 MiB to 1 GiB");
    refuse.unless(auth.password_passes >= 2 && auth.password_passes <= 100, "auth.password_passes", "must be 2 to 100");
}

}  // namespace

Misconfigured misplaced(const Settings& settings, const std::string& key, const std::string& fault) {
    for (const Settings::Shown& each : settings.show())
        if (each.key == key) return {each.origin == "built-in" ? "" : each.origin, key, fault};
    return {"", key, fault};
}

void refuse_nonsense(const Settings& settings, const HostSettings& values) {
    const Refusal refuse(settings);
    check_http(refuse, values.http);
    check_auth(refuse, values.auth);
    const auto& organisation = values.organisation;
    refuse.unless(is_currency(organisation.currency), "organisation.currency", "is three capital letters, such as INR");
    refuse.unless(organisation.base_url.empty() || organisation.base_url.starts_with("http://") ||
                      organisation.base_url.starts_with("https://"),
                  "organisation.base_url", "must begin with http:// or https://");
    refuse.unless(values.ops_listen.empty() || is_listen_address(values.ops_listen), "ops.listen",
                  "is neither host:port nor off");
    refuse.unless(!values.log.sql || !organisation.in_production, "log.sql", "is for development only");
    for (const std::string& name : values.required_plugins)
        refuse.unless(std::ranges::find(values.plugins, name) != values.plugins.end(), "plugins.required",
                      "names a plugin that plugins.enabled does not");
}

}  // namespace host
