// `mortise users unlock …`: words that a plugin adds to the program.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <thread>

#include "base/problem.h"
#include "commands/help.h"
#include "commands/line.h"
#include "commands/opened.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "control/door.h"
#include "openapi/value.h"

namespace host::commands {
namespace {

using control::Order;
using control::Outcome;
/// How long a command waits for another process to let go of the data folder.
constexpr std::chrono::seconds for_the_folder{10};

/// Opens the database here, or lets the host that has it do the work: what it answered. Nothing: the database is ours now.
std::optional<Outcome> leave_to_host(Product& product, const Order& order) {
    const auto folder = sqlite_path(product.parts().config).parent_path();
    for (const auto give_up = std::chrono::steady_clock::now() + for_the_folder;;) {
        try {
            product.migrate();
            return std::nullopt;
        } catch (const Problem& problem) {
            if (problem.code != "locked") throw;
            if (auto outcome = control::send(folder, order)) return outcome;
            if (std::chrono::steady_clock::now() > give_up) throw;  // who has it takes no commands
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});  // another command, or a host that is starting or ending
    }
}

Outcome carry_out(Product& product, const Order& order) {
    if (auto outcome = leave_to_host(product, order)) return std::move(*outcome);
    product.start();
    Outcome outcome = control::obey(product.parts(), order);
    product.parts().outbox->settle(std::chrono::seconds{10});
    product.stop();
    return outcome;
}

/// From here on nothing is left behind by an end: what is written is written whole.
void let_signals_end() {
    sigset_t ends;
    sigemptyset(&ends);
    for (const int each : {SIGTERM, SIGINT, SIGQUIT, SIGHUP}) sigaddset(&ends, each);
    pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);
}

int complain(const Outcome& outcome, const std::vector<Option>& options) {
    const openapi::Value problem = openapi::Value::read(outcome.body.empty() ? "{}" : outcome.body);
    const auto text = [](const openapi::Value& object, std::string_view name) {
        const openapi::Value* member = object.find(name);
        return member ? member->text : std::string();
    };
    const openapi::Value* const faults = problem.find("errors");
    if (!faults || text(problem, "code") != "invalid")  // whose detail is the faults in one line
        std::fprintf(stderr, "mortise: %s\n", harmless(text(problem, "detail")).c_str());
    if (!faults) return outcome.status == 422 ? misused : failed;
    for (const auto& [ignored, fault] : faults->items) {
        std::string name = text(fault, "field");
        for (const Option& option : options)
            if (option.member == name) name = "--" + option.name;
        std::fprintf(stderr, "mortise: %s %s\n", harmless(name).c_str(), harmless(text(fault, "message")).c_str());
    }
    return outcome.status == 422 ? misused : failed;
}

}  // namespace

int plugin_command(std::span<const std::string> arguments) {
    const Line line = read_line(arguments);
    Opened opened(line.common, Level::warn, Traces::in_data_folder);
    const RouteRow* const row = control::find_command(opened.product->parts(), path_of(line.words));
    if (!row) return explain_unknown(line, opened.product->parts());
    if (line.help) return explain(*row);
    const std::vector<Option> options = options_of(row->body_schema);
    const auto members = members_of(options, line.options,
                                    [](const Option& option) { return ask_secret(option.name + " (" + option.sentence + ")"); });
    let_signals_end();
    const Outcome outcome = carry_out(*opened.product, {row->path, control::form_of(members)});
    if (outcome.status >= 400) return complain(outcome, options);
    const bool for_people = ::isatty(STDOUT_FILENO) == 1 && !line.json;
    if (!outcome.body.empty()) std::fputs((for_people ? lines_of(outcome.body) : outcome.body + '\n').c_str(), stdout);
    if (outcome.body.empty() && for_people) std::puts("done");
    return ok;
}

}  // namespace host::commands
