// Lists words and their options.
#include "commands/help.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/problem.h"
#include "commands/opened.h"
#include "commands/options.h"
#include "settings/values.h"

namespace host::commands {
namespace {

struct Word {
    const char *words, *sentence;
};

constexpr std::array<Word, 15> own_words{{{"serve", "Serves until it is told to end."},
                                          {"config check", "Says what is wrong with the configuration."},
                                          {"config show", "Prints every setting with its origin."},
                                          {"plugins list", "Prints the enabled plugins."},
                                          {"plugins info NAME", "Prints what a plugin adds."},
                                          {"db migrate", "Makes the database, or brings it up to date."},
                                          {"db status", "Prints the migrations and whether they are applied."},
                                          {"db seed", "Fills in demonstration data."},
                                          {"db check", "Looks for damage in the database."},
                                          {"db stats", "Prints the size of the database."},
                                          {"db reset --yes", "Removes the database."},
                                          {"openapi [--yaml]", "Prints the description of the API."},
                                          {"health", "Asks the running host whether it is ready."},
                                          {"version", "Prints the program's version."},
                                          {"help [WORDS]", "Prints this."}}};

void print(std::FILE* out, const std::string& words, const std::string& sentence) {
    std::fprintf(out, "  %-26s %s\n", words.c_str(), sentence.c_str());
}

bool begins(const RouteRow& row, const std::vector<std::string>& words) {
    return words.empty() || row.path.starts_with(path_of(words) + '/') || row.path == path_of(words);
}

/// How many it printed.
int print_commands(std::FILE* out, const Parts& parts, const std::vector<std::string>& words) {
    int printed = 0;
    for (const auto& plugin : parts.plugins)
        for (const RouteRow& row : plugin->commands) {
            if (!begins(row, words)) continue;
            print(out, words_of(row), row.sentence);
            ++printed;
        }
    return printed;
}

}  // namespace

bool is_built_in(const std::string& word) {
    return std::any_of(own_words.begin(), own_words.end(), [&](const Word& each) {
        const std::string_view words = each.words;
        return words.substr(0, words.find(' ')) == word;
    });
}

void check_words(const Parts& parts) {
    for (const auto& plugin : parts.plugins)
        for (const RouteRow& row : plugin->commands)
            if (const std::string words = words_of(row); is_built_in(words.substr(0, words.find(' '))))
                throw Refused("plugin " + plugin->manifest.name + " adds the command \"" + words +
                              "\", whose first word is the program's own");
}

std::string words_of(const RouteRow& row) {
    std::string words = row.path.substr(1);
    std::replace(words.begin(), words.end(), '/', ' ');
    return words;
}

std::string path_of(const std::vector<std::string>& words) {
    std::string path;
    for (const std::string& word : words) path += '/' + word;
    return path;
}

void print_usage(std::FILE* out) {
    std::fputs("mortise WORDS [--config FILE] [--set key=value]… [--help]\n", out);
    for (const Word& each : own_words) print(out, each.words, each.sentence);
}

int help(std::span<const std::string> arguments) {
    Line line = read_line(arguments);
    if (!line.words.empty() && line.words.front() == "help") line.words.erase(line.words.begin());
    if (line.words.empty() || is_built_in(line.words.front())) print_usage(stdout);
    if (!line.words.empty() && is_built_in(line.words.front())) return ok;
    try {
        Opened opened(line.common, Level::error, Traces::none);
        const Parts& parts = opened.product->parts();
        for (const auto& plugin : parts.plugins)
            for (const RouteRow& row : plugin->commands)
                if (row.path == path_of(line.words)) return explain(row);
        if (line.words.empty() && parts.plugins.empty())
            std::puts("Plugins add words of their own: mortise help --config FILE");
        else if (print_commands(stdout, parts, line.words) == 0 && !line.words.empty())
            return explain_unknown(line, parts);
        return ok;
    } catch (const std::exception& fault) {
        if (!line.words.empty()) throw;
        std::printf("The words of plugins are missing here: %s\n", fault.what());
        return ok;
    }
}

int explain(const RouteRow& row) {
    std::printf("mortise %s   %s\n", words_of(row).c_str(), row.sentence.c_str());
    for (const Option& each : options_of(row.body_schema)) {
        std::string name = (each.secret ? "" : "--") + each.name;
        if (!each.is_switch && !each.secret) name += ' ' + (each.choices.empty() ? "TEXT" : each.choices);
        print(stdout, name,
              each.sentence +
                  (each.secret    ? " Asked for, or a line of the standard input."
                   : each.repeats ? " May be given several times."
                                  : "") +
                  (each.required ? "" : " Can be left out."));
    }
    print(stdout, "--json", "The answer as JSON, as it is where no terminal is written to.");
    return ok;
}

int explain_unknown(const Line& line, const Parts& parts) {
    std::string said, nearest;
    for (const std::string& word : line.words) said += (said.empty() ? "" : " ") + word;
    std::vector<std::string> known;
    for (const auto& plugin : parts.plugins)
        for (const RouteRow& row : plugin->commands) known.push_back(words_of(row));
    for (const Word& each : own_words) known.emplace_back(each.words);
    std::size_t least = std::max<std::size_t>(2, said.size() / 3) + 1;
    for (const std::string& each : known)
        if (const std::size_t steps = values::distance(said, each); steps < least) {
            least = steps;
            nearest = each;
        }
    const bool is_beginning = std::any_of(parts.plugins.begin(), parts.plugins.end(), [&](const auto& plugin) {
        return std::any_of(plugin->commands.begin(), plugin->commands.end(),
                           [&](const RouteRow& row) { return begins(row, line.words); });
    });
    if (is_beginning) {
        print_commands(line.help ? stdout : stderr, parts, line.words);
        return line.help ? ok : misused;
    }
    std::fprintf(stderr, "mortise: there is no command \"%s\"%s\n", said.c_str(),
                 !nearest.empty()        ? ("; did you mean " + nearest + "?").c_str()
                 : parts.plugins.empty() ? "; plugins may have it: say --config FILE"
                                         : "; mortise help lists all");
    return misused;
}

}  // namespace host::commands
