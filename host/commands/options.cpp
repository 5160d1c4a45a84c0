// Reads schemas and compares what was given with them.
#include "commands/options.h"

#include <algorithm>
#include <stdexcept>

#include "openapi/value.h"
#include "settings/values.h"

namespace host::commands {
namespace {

using openapi::Value;

std::string hyphened(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

const Option& named(const std::vector<Option>& options, const std::string& name) {
    const std::string wanted = hyphened(name);
    const Option* nearest = nullptr;
    std::size_t least = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (const Option& each : options) {
        if (each.name == wanted) return each;
        const std::size_t steps = values::distance(wanted, each.name);
        if (steps >= least) continue;
        least = steps;
        nearest = &each;
    }
    throw std::invalid_argument("there is no option --" + name + (nearest ? "; did you mean --" + nearest->name + "?" : ""));
}

void check_text(const Option& option, const Given& given, bool is_first) {
    if (option.secret)
        throw std::invalid_argument("--" + option.name +
                                    " is no option: everybody can read a command line; it is asked for, or read as a line of the "
                                    "standard input");
    if (!is_first && !option.repeats) throw std::invalid_argument("--" + option.name + " is given twice");
    if (option.is_switch && given.text && *given.text != "true" && *given.text != "false")
        throw std::invalid_argument("--" + option.name + " stands alone, or with true or false");
    if (!option.is_switch && !given.text) throw std::invalid_argument("--" + option.name + " needs a value: " + option.sentence);
}

}  // namespace

std::vector<Option> options_of(const std::string& schema) {
    std::vector<Option> out;
    if (schema.empty()) return out;
    const Value all = Value::read(schema);
    const Value* const properties = all.find("properties");
    if (!properties) return out;
    for (const auto& [name, property] : properties->items) {
        Option option{.name = hyphened(name), .member = name, .sentence = {}, .choices = {}};
        if (const Value* sentence = property.find("description")) option.sentence = sentence->text;
        if (const Value* format = property.find("format")) option.secret = format->text == "password";
        option.is_switch = openapi::is_type(property, "boolean");
        option.repeats = openapi::is_type(property, "array");
        if (const Value* words = property.find("enum"))
            for (const auto& [ignored, word] : words->items)
                if (word.kind == Value::Kind::string) option.choices += (option.choices.empty() ? "" : "|") + word.text;
        if (const Value* required = all.find("required"))
            for (const auto& [ignored, each] : required->items) option.required = option.required || each.text == name;
        out.push_back(std::move(option));
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> members_of(const std::vector<Option>& options, const std::vector<Given>& given,
                                                            const Ask& ask) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto has = [&](const Option& option) {
        return std::any_of(out.begin(), out.end(), [&](const auto& member) { return member.first == option.member; });
    };
    for (const Given& each : given) {
        const Option& option = named(options, each.name);
        check_text(option, each, !has(option));
        out.emplace_back(option.member, each.text.value_or("true"));
    }
    std::string missing;
    for (const Option& option : options)
        if (option.required && !option.secret && !has(option)) missing += (missing.empty() ? "--" : ", --") + option.name;
    if (!missing.empty()) throw std::invalid_argument("still needed: " + missing);
    for (const Option& option : options) {  // last, so that nobody types a password for a command that will not be run
        if (!option.secret) continue;
        if (auto text = ask(option)) {
            out.emplace_back(option.member, std::move(*text));
        } else if (option.required) {
            throw std::invalid_argument("the " + option.name + " is needed: on the terminal, or as a line of the standard input");
        }
    }
    return out;
}

}  // namespace host::commands
