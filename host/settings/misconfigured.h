// What is thrown when the operator has to change something: one line that names the place, the setting and the fault.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>

namespace host {

/// The program ends with 78 because of it. `what()` reads "config/all.properties:12: http.lisen: unknown setting; did you mean
/// http.listen?".
struct Misconfigured : std::runtime_error {
    Misconfigured(const std::string& place, std::string setting, const std::string& fault)
        : std::runtime_error((place.empty() ? "" : place + ": ") + (setting.empty() ? "" : setting + ": ") + fault),
          key(std::move(setting)) {}
    std::string key;
};

}  // namespace host
