// The values of settings as they are asked for, and as they are shown; see settings.h.
#include <algorithm>
#include <stdexcept>

#include "settings/settings.h"
#include "settings/values.h"

namespace host {

const Declaration& Settings::declared(std::string_view key) const {
    const auto* declaration = declaration_of(key);
    if (declaration == nullptr) throw std::logic_error("nobody declared the setting " + std::string(key));
    return *declaration;
}

const std::string& Settings::valued(std::string_view key) const {
    declared(key);
    const auto value = values_.find(key);
    if (value == values_.end()) throw Misconfigured("", std::string(key), "must be set");
    return value->second.text;
}

template <class Read>
auto Settings::typed(std::string_view key, Read read) const {
    const auto& text = valued(key);
    const auto value = read(text);
    if (!value) throw Misconfigured(values_.find(key)->second.origin, std::string(key), values::fault_of(text, declared(key)));
    return *value;
}

std::string Settings::text(std::string_view key) const { return valued(key); }
std::int64_t Settings::integer(std::string_view key) const { return typed(key, values::integer); }
double Settings::decimal(std::string_view key) const { return typed(key, values::decimal); }
bool Settings::boolean(std::string_view key) const { return typed(key, values::boolean); }
std::uint64_t Settings::size(std::string_view key) const { return typed(key, values::size); }
std::vector<std::string> Settings::list(std::string_view key) const { return values::list(valued(key)); }

std::chrono::milliseconds Settings::duration(std::string_view key) const {
    return typed(key, [&unit = declared(key).unit](std::string_view text) { return values::duration(text, unit); });
}

std::optional<std::string> Settings::find(std::string_view key) const {
    declared(key);
    const auto value = values_.find(key);
    return value != values_.end() ? std::optional(value->second.text) : std::nullopt;
}

Type Settings::type(std::string_view key) const { return declared(key).type; }

std::vector<std::pair<std::string, std::string>> Settings::named(std::string_view wildcard) const {
    if (!declarations_.contains(wildcard)) throw std::logic_error("nobody declared the setting " + std::string(wildcard));
    const auto stem = wildcard.substr(0, wildcard.size() - 1);
    std::vector<std::pair<std::string, std::string>> all;
    for (auto value = values_.lower_bound(stem); value != values_.end() && value->first.starts_with(stem); ++value)
        if (declared(value->first).key == wildcard) all.emplace_back(value->first.substr(stem.size()), value->second.text);
    return all;
}

std::vector<Settings::Shown> Settings::show() const {
    const auto row = [](const std::string& key, const Declaration& about, const std::string& text, const std::string& origin) {
        const bool is_hidden = about.type == Type::secret && !text.empty();
        return Shown{key,        is_hidden ? "********" : without_url_password(text),
                     origin,     std::string(name_of(about.type)),
                     about.unit, about.sentence,
                     about.owner};
    };
    std::vector<Shown> all;
    for (const auto& [key, value] : values_) all.push_back(row(key, declared(key), value.text, value.origin));
    for (const auto& [key, declaration] : declarations_)
        if (!values_.contains(key) && !key.ends_with(".*")) all.push_back(row(key, declaration, "", "unset"));
    std::ranges::sort(all, {}, &Shown::key);
    return all;
}

std::string without_url_password(std::string_view value) {
    const auto scheme = value.find("://");
    if (scheme == std::string_view::npos) return std::string(value);
    const auto begin = scheme + 3;
    const auto authority = value.substr(begin, value.find_first_of("/?#", begin) - begin);
    const auto at = authority.rfind('@');
    const auto colon = authority.find(':');
    if (at == std::string_view::npos || colon >= at) return std::string(value);
    return std::string(value.substr(0, begin + colon + 1)) + "********" + std::string(value.substr(begin + at));
}

}  // namespace host
