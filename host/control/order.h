// A plugin's command being run: what it is told, what comes of it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "plugins/ledger.h"

namespace host::control {

/// "users unlock" of the command line is the command /users/unlock; its options stand in a form, as names and texts.
struct Order {
    std::string command, form;
};

/// What the handler wrote, or a problem as HTTP has it.
struct Outcome {
    int status = 500;
    std::string body;
};

/// application/x-www-form-urlencoded.
std::string form_of(std::span<const std::pair<std::string, std::string>> options);

/// The command of that path among the plugins that are open; nullptr when none has it.
const RouteRow* find_command(const Parts& parts, std::string_view path);

/// Runs a command's handler on its lane, through the steps that requests go through, and waits. The caller is the system. Not
/// from a lane.
Outcome obey(Parts& parts, const Order& order);

}  // namespace host::control
