// What all commands share: settings from their sources, the program's places, the log.
#include <unistd.h>

#include <algorithm>

#include "commands/commands.h"

extern char** environ;

namespace host::commands {

void read_settings(Settings& settings, const Arguments& arguments) {
    if (!arguments.config.empty()) settings.read_file(arguments.config);
    if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY")) settings.read_credentials(folder);
    Environment variables = read_environment(environ);
    std::erase_if(variables,
                  [](const auto& each) { return each.first.starts_with("MORTISE_TEST_") || each.first == "MORTISE_LONG"; });
    settings.read_environment(variables);
    for (const std::string& assignment : arguments.settings) settings.set(assignment);
}

Places places() {
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    const auto prefix = program.parent_path().parent_path();
    return {prefix / "lib/mortise/plugins", prefix / "share/mortise"};
}

Log::Options log_options(const Settings& settings) {
    const HostSettings config = read_host_settings(settings);
    constexpr std::pair<std::string_view, Level> levels[] = {
        {"debug", Level::debug}, {"info", Level::info}, {"warn", Level::warn}, {"error", Level::error}};
    Log::Options options;
    options.descriptor = STDERR_FILENO;
    for (const auto& [name, level] : levels)
        if (config.log.level == name) options.level = level;
    options.format = config.log.format == "json"   ? Log::Format::json
                     : config.log.format == "text" ? Log::Format::text
                                                   : Log::Format::automatic;
    return options;
}

}  // namespace host::commands
