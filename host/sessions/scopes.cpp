// Numbers scopes.
#include "base/problem.h"
#include "sessions/principal.h"

namespace host {

int Scopes::declare(std::string_view name, std::string_view sentence) {
    const auto found = all_.find(name);
    if (found != all_.end()) {
        if (found->second.second.empty()) found->second.second = sentence;
        return found->second.first;
    }
    if (all_.size() == most_scopes) throw Problem{500, "internal", "more than 256 scopes are declared"};
    const int number = static_cast<int>(all_.size());
    all_.emplace(std::string(name), std::pair{number, std::string(sentence)});
    return number;
}

int Scopes::number(std::string_view name) const {
    const auto found = all_.find(name);
    return found == all_.end() ? -1 : found->second.first;
}

}  // namespace host
