// A product that a command opens without serving it.
#pragma once
#include "base/clock.h"
#include "base/log.h"
#include "commands/commands.h"

namespace host::commands {

/// Whether the copies of the plugins go below the data folder, or nothing is left there.
enum class Traces { in_data_folder, none };

/// Its plugins have declared what they add; nothing is started. It is ended with this value.
struct Opened {
    /// Throws Misconfigured or Refused.
    Opened(const Arguments& arguments, Level level, Traces traces);
    ~Opened();
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    const std::filesystem::path scratch;  ///< empty where the data folder serves
    SystemClock clock;
    Settings settings;
    std::optional<Log> log;
    std::optional<Product> product;
};

}  // namespace host::commands
