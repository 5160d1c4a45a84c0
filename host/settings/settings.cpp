// How the sources of settings are read and weighed; see settings.h.
#include "settings/settings.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "settings/properties.h"
#include "settings/secret_file.h"
#include "settings/values.h"

namespace host {
namespace {

constexpr std::string_view file_suffix = "_file", file_suffix_of_variable = "_FILE";
constexpr std::string_view own_prefix = "MORTISE_";

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool is_wildcard(std::string_view key) { return key.ends_with(".*"); }

/// "auth.roles." of "auth.roles.*".
std::string_view stem(std::string_view wildcard) { return wildcard.substr(0, wildcard.size() - 1); }

std::string broker_note(const std::string& place, const std::string& name) {
    return place + ": " + name + " is not needed: jobs are rows of the database, there is no broker";
}

}  // namespace

void Settings::declare(Declaration declaration) { declare(std::span(&declaration, 1)); }

void Settings::declare(std::span<const Declaration> declarations) {
    for (const auto& declaration : declarations) {
        const auto [known, fresh] = declarations_.try_emplace(declaration.key, declaration);
        if (!fresh && known->second.owner != declaration.owner)
            throw Misconfigured("plugin " + declaration.owner, declaration.key,
                                "is a setting of " + known->second.owner + " already");
        known->second = declaration;
    }
    resolve();
}

void Settings::read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Misconfigured(file.string(), "", "cannot be read: " + std::generic_category().message(errno));
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad()) throw Misconfigured(file.string(), "", "cannot be read");
    read_text(text, file.string());
}

void Settings::read_text(std::string_view text, const std::string& name) {
    for (const auto& [key, value, line] : read_properties(text, name))
        give(Source::file, key, {value, name + ":" + std::to_string(line)});
    resolve();
}

void Settings::read_credentials(const std::filesystem::path& folder) {
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        std::string value{std::istreambuf_iterator<char>(stream), {}};
        if (value.ends_with('\n')) value.pop_back();
        give(Source::credential, entry.path().filename(), {std::move(value), "credential " + entry.path().filename().string()});
    }
    if (fault) throw Misconfigured(folder.string(), "", "cannot be read: " + fault.message());
    resolve();
}

void Settings::read_environment(const Environment& variables) {
    for (const auto& [name, value] : variables) {
        const auto place = "environment " + name;
        if (name.starts_with(own_prefix)) {
            give(Source::environment, name, {value, place});
        } else if (names_a_broker(name)) {
            give(Source::documents, name, {value, place});
        } else if (const auto key = documents_key(name); key && !value.empty()) {
            const bool is_second_choice = name == "SECRET_KEY" && variables.contains("JWT_SECRET_KEY");
            if (!is_second_choice) give(Source::documents, *key, {value, place});
        }
    }
    resolve();
}

void Settings::set(std::string_view assignment) {
    const auto sign = assignment.find('=');
    if (sign == std::string_view::npos) throw Misconfigured("--set", std::string(assignment), "is not key=value");
    give(Source::command_line, std::string(values::trimmed(assignment.substr(0, sign))),
         {std::string(values::trimmed(assignment.substr(sign + 1))), "--set"});
    resolve();
}

void Settings::give(Source source, const std::string& name, Given given) {
    if (names_a_broker(name)) {
        if (!given.value.empty()) notes_.push_back(broker_note(given.place, name));
        return;
    }
    givens_[source][name] = std::move(given);
}

void Settings::resolve() {
    values_.clear();
    for (const auto& [key, declaration] : declarations_)
        if (declaration.preset && !is_wildcard(key)) values_[key] = {*declaration.preset, "built-in"};
    for (const auto& [source, givens] : givens_) {
        for (const auto& [name, given] : givens) {
            const auto meaning = meaning_of(source, name);
            if (!meaning) continue;
            if (meaning->from_file && givens.contains(name.substr(0, name.size() - file_suffix.size())))
                throw Misconfigured(given.place, meaning->key, "is given twice, as itself and as a file");
            values_[meaning->key] = {meaning->from_file ? read_secret_file(given.value, given.place, meaning->key) : given.value,
                                     meaning->from_file ? given.place + " (" + given.value + ")" : given.place};
        }
    }
}

/// The setting that a name of a source speaks of, `x_file` included.
std::optional<Settings::Meaning> Settings::meaning_of(Source source, const std::string& name) const {
    const auto suffix = source == Source::environment ? file_suffix_of_variable : file_suffix;
    auto plain = meaning_without_suffix(source, name);
    const bool may_be_file =
        source != Source::credential && name.ends_with(suffix) && (!plain || is_wildcard(plain->declaration->key));
    if (!may_be_file) return plain;
    auto secret = meaning_without_suffix(source, name.substr(0, name.size() - suffix.size()));
    if (!secret || secret->declaration->type != Type::secret) return plain;
    secret->from_file = true;
    return secret;
}

std::optional<Settings::Meaning> Settings::meaning_without_suffix(Source source, const std::string& name) const {
    if (source != Source::environment) {
        const auto* declaration = declaration_of(name);
        return declaration != nullptr ? std::optional(Meaning{declaration, name}) : std::nullopt;
    }
    for (const auto& [key, declaration] : declarations_)
        if (!is_wildcard(key) && own_variable(key) == name) return Meaning{&declaration, key};
    for (const auto& [key, declaration] : declarations_) {
        if (!is_wildcard(key)) continue;
        const auto start = own_variable(stem(key));
        if (name.starts_with(start) && name.size() > start.size())
            return Meaning{&declaration, std::string(stem(key)) + lowered(name.substr(start.size()))};
    }
    return {};
}

const Declaration* Settings::declaration_of(std::string_view key) const {
    if (is_wildcard(key)) return nullptr;
    if (const auto exact = declarations_.find(key); exact != declarations_.end()) return &exact->second;
    const auto dot = key.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == key.size()) return nullptr;
    const auto wildcard = declarations_.find(std::string(key.substr(0, dot)) + ".*");
    return wildcard != declarations_.end() ? &wildcard->second : nullptr;
}

std::vector<Misconfigured> Settings::faults(std::span<const std::string> dormant) const {
    std::vector<Misconfigured> all;
    for (const auto& [source, givens] : givens_) {
        if (source == Source::credential || source == Source::documents) continue;  // they may be meant for somebody else
        for (const auto& [name, given] : givens) {
            const auto sleeps = [&, &variable = name, from = source](const std::string& plugin) {
                return from == Source::environment ? variable.starts_with(own_variable(plugin) + "_")
                                                   : variable.starts_with(plugin + ".");
            };
            if (!meaning_of(source, name) && std::ranges::none_of(dormant, sleeps)) all.push_back(unknown(source, name, given));
        }
    }
    for (const auto& [key, value] : values_)
        if (const auto fault = values::fault_of(value.text, declared(key)); !fault.empty())
            all.emplace_back(value.origin, key, fault);
    for (const auto& [key, declaration] : declarations_)
        if (declaration.required && !values_.contains(key))
            all.emplace_back("", key, "must be set (" + declaration.sentence + " In the environment: " + own_variable(key) + ")");
    return all;
}

void Settings::check(std::span<const std::string> dormant) const {
    if (const auto all = faults(dormant); !all.empty()) throw all.front();
}

Misconfigured Settings::unknown(Source source, const std::string& name, const Given& given) const {
    std::string nearest;
    std::size_t least = std::max<std::size_t>(2, name.size() / 4) + 1;
    for (const auto& [key, declaration] : declarations_) {
        const auto candidate = source == Source::environment ? own_variable(key) : key;
        const auto steps = values::distance(name, candidate);
        if (steps < least && !is_wildcard(key)) {
            least = steps;
            nearest = candidate;
        }
    }
    return {given.place, source == Source::environment ? "" : name,
            "unknown setting" + (nearest.empty() ? "" : "; did you mean " + nearest + "?")};
}

}  // namespace host
