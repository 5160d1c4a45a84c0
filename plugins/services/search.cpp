// Patterns for LIKE.
#include "search.h"

#include <mortise/json.h>

namespace services {

std::optional<std::string> holding(const std::optional<std::string>& words) {
    if (!words) return {};
    std::string pattern = "%";
    for (const char c : *words) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern + '%';
}

std::optional<std::string> listing(const std::optional<std::string>& item) {
    if (!item) return {};
    return holding(mortise::json::text(*item));
}

}  // namespace services
