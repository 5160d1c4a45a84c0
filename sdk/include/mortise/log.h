// The host's structured log, as a plugin writes to it: a fixed sentence and fields; never what a client must not see there.
#pragma once
#include <mortise/services.h>

#include <initializer_list>

namespace mortise::log {

using Field = std::pair<std::string_view, std::string_view>;

/// Writes one line. Never fails and never waits. [any lane]
inline void write(const Services& services, std::int32_t level, std::string_view text, std::initializer_list<Field> fields) {
    std::vector<mortise_str> flat;
    for (const auto& [name, value] : fields) {
        flat.push_back(border::str(name));
        flat.push_back(border::str(value));
    }
    services.log->write(services.host, level, border::str(text), flat.data(), flat.size());
}

inline void info(const Services& services, std::string_view text, std::initializer_list<Field> fields = {}) {
    write(services, MORTISE_LOG_INFO, text, fields);
}
inline void warning(const Services& services, std::string_view text, std::initializer_list<Field> fields = {}) {
    write(services, MORTISE_LOG_WARNING, text, fields);
}

}  // namespace mortise::log
