// Words, then options.
#include "commands/line.h"

#include <array>
#include <stdexcept>

namespace host::commands {
namespace {

/// The name of an option that every command has, by its long or short form.
std::string_view common_name(std::string_view argument) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> shorts{
        {{"-c", "config"}, {"-s", "set"}, {"-h", "help"}}};
    for (const auto& [brief, name] : shorts)
        if (argument == brief) return name;
    if (!argument.starts_with("--")) return {};
    const std::string_view name = argument.substr(2, argument.find('=') - 2);
    return name == "config" || name == "set" || name == "help" || name == "json" ? name : std::string_view{};
}

/// The text behind "=", or the argument behind it, which is taken.
std::string text_of(std::span<const std::string>& rest, const std::string& argument) {
    if (const std::size_t equals = argument.find('='); argument.starts_with("--") && equals != std::string::npos)
        return argument.substr(equals + 1);
    if (rest.empty()) throw std::invalid_argument(argument + " needs a value");
    std::string text = rest.front();
    rest = rest.subspan(1);
    return text;
}

}  // namespace

std::string first_word(std::span<const std::string> arguments) {
    while (!arguments.empty()) {
        std::string argument = arguments.front();
        arguments = arguments.subspan(1);
        if (!argument.starts_with('-')) return argument;
        const std::string_view name = common_name(argument);
        const bool takes_text = name == "config" || name == "set" || argument == "--pidfile" || argument == "--umask";
        if (takes_text && argument.find('=') == std::string::npos && !arguments.empty()) arguments = arguments.subspan(1);
    }
    return {};
}

Line read_line(std::span<const std::string> rest) {
    Line line;
    while (!rest.empty()) {
        const std::string argument = rest.front();
        rest = rest.subspan(1);
        const std::string_view common = common_name(argument);
        if (common == "config") {
            line.common.config = text_of(rest, argument);
        } else if (common == "set") {
            line.common.settings.push_back(text_of(rest, argument));
        } else if (common == "json") {
            line.json = true;
        } else if (common == "help") {
            line.help = true;
        } else if (argument.starts_with("--") && argument.size() > 2) {
            const std::size_t equals = argument.find('=');
            Given given{argument.substr(2, equals == std::string::npos ? equals : equals - 2), {}};
            if (equals != std::string::npos || (!rest.empty() && !rest.front().starts_with("--")))
                given.text = text_of(rest, argument);
            line.options.push_back(std::move(given));
        } else if (argument.starts_with('-') && argument.size() > 1) {
            throw std::invalid_argument("options are written out, as --name: " + argument);
        } else if (!line.options.empty()) {
            throw std::invalid_argument("\"" + argument + "\" stands behind the options and belongs to none");
        } else {
            line.words.push_back(argument);
        }
    }
    return line;
}

}  // namespace host::commands
