// The words of `mortise WORD …`, a function each.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "product.h"

namespace host::commands {

/// Exit codes, as documented.
inline constexpr int ok = 0, failed = 1, misused = 2, misconfigured = 78;

/// What stands on the command line behind the word.
struct Arguments {
    std::vector<std::string> words;     ///< without options
    std::filesystem::path config;       ///< --config FILE
    std::vector<std::string> settings;  ///< --set key=value …
    bool yes = false;                   ///< --yes
    bool yaml = false;                  ///< --yaml
};

/// Throws std::invalid_argument with a sentence.
Arguments parse(std::span<const std::string> arguments);

/// The settings that the command line, the file and the environment make. Throws Misconfigured.
void read_settings(Settings& settings, const Arguments& arguments);

/// Where the program's own plugins and share lie, seen from its place.
Places places();

/// The log that a command writes to: the terminal's error stream.
Log::Options log_options(const Settings& settings);

int serve(const Arguments& arguments);
int config(const Arguments& arguments);   ///< check, show
int plugins(const Arguments& arguments);  ///< list, info NAME
int db(const Arguments& arguments);       ///< migrate, status, seed, check, reset --yes, stats
int openapi(const Arguments& arguments);
int health(const Arguments& arguments);
int version(const Arguments& arguments);

/// Words that no function above has: a plugin's. Takes the whole command line. Throws as those do.
int plugin_command(std::span<const std::string> arguments);

}  // namespace host::commands
