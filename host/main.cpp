// The program: Poco's server application, which takes the command line apart and hands it to a command.
#include <Poco/Crypto/Crypto.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/ServerApplication.h>
#include <malloc.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <map>

#include "base/problem.h"
#include "commands/help.h"

namespace {

using namespace host;

int complain(const std::string& why, int code) {
    std::fprintf(stderr, "mortise: %s\n", why.c_str());
    return code;
}

/// The one place that turns a failure into words for the terminal and an exit code.
int run_command(const std::function<int()>& command) {
    try {
        return command();
    } catch (const Misconfigured& fault) {
        return complain(fault.what(), commands::misconfigured);
    } catch (const Refused& fault) {
        return complain(fault.what(), commands::misconfigured);
    } catch (const Problem& problem) {
        return complain(problem.detail, commands::failed);
    } catch (const std::invalid_argument& fault) {
        return complain(fault.what(), commands::misused);
    } catch (const std::exception& fault) {
        return complain(fault.what(), commands::failed);
    }
}

class Program final : public Poco::Util::ServerApplication {
  public:
    Program() { setUnixOptions(true); }

    /// The sentence for a command line that cannot be understood; empty when it can.
    std::string fault_of(const std::vector<std::string>& arguments) {
        Poco::Util::OptionSet known;
        defineOptions(known);
        Poco::Util::OptionProcessor processor(known);
        processor.setUnixStyle(true);
        std::string name, value;
        try {
            for (const std::string& each : arguments) processor.process(each, name, value);
            processor.checkRequired();
        } catch (const Poco::Exception& fault) {
            return fault.message();
        }
        return {};
    }

  protected:
    void defineOptions(Poco::Util::OptionSet& options) override {
        using Poco::Util::Option;
        ServerApplication::defineOptions(options);
        options.addOption(Option("config", "c", "the settings' file").argument("FILE"));
        options.addOption(Option("set", "s", "a setting that wins over all").argument("key=value").repeatable(true));
        options.addOption(Option("yes", "y", "do it without asking"));
        options.addOption(Option("yaml", "", "as YAML"));
        options.addOption(Option("help", "h", "how to use it"));
    }

    void handleOption(const std::string& name, const std::string& value) override {
        ServerApplication::handleOption(name, value);
        if (name == "config") arguments_.config = value;
        if (name == "set") arguments_.settings.push_back(value);
        if (name == "yes") arguments_.yes = true;
        if (name == "yaml") arguments_.yaml = true;
    }

    int main(const std::vector<std::string>& words) override {
        static const std::map<std::string, std::function<int(const commands::Arguments&)>> known{
            {"serve", commands::serve},     {"config", commands::config}, {"plugins", commands::plugins}, {"db", commands::db},
            {"openapi", commands::openapi}, {"health", commands::health}, {"version", commands::version}};
        const auto command = words.empty() ? known.end() : known.find(words.front());
        if (command == known.end()) {
            commands::print_usage(stderr);
            return commands::misused;
        }
        arguments_.words.assign(words.begin() + 1, words.end());
        return run_command([&] { return command->second(arguments_); });
    }

  private:
    commands::Arguments arguments_;
};

/// What the hash of a password took goes back to the system: from the first of them glibc would learn that 19 MiB are usual here,
/// and keep as much for each thread that hashes. Nor does each of twenty threads need a heap of its own.
void keep_memory_small() {
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
    mallopt(M_ARENA_MAX, 4);
}

}  // namespace

int main(int argc, char** argv) {
    // Before any thread exists: TERM and its like are waited for, not handled, and a closed socket is an error, not an end.
    sigset_t ends;
    sigemptyset(&ends);
    for (const int each : {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGPIPE}) sigaddset(&ends, each);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    keep_memory_small();
    Poco::Crypto::initializeCrypto();  // without it Poco's crypto crashes under concurrent use
    const std::vector<std::string> arguments{argv + 1, argv + argc};
    const std::string word = commands::first_word(arguments);
    const bool wants_help = word == "help" || std::any_of(arguments.begin(), arguments.end(), [](const std::string& each) {
                                return each == "--help" || each == "-h";
                            });
    if (wants_help && (word.empty() || commands::is_built_in(word)))
        return run_command([&] { return commands::help(arguments); });
    if (!word.empty() && !commands::is_built_in(word)) return run_command([&] { return commands::plugin_command(arguments); });
    Program program;
    if (const std::string fault = program.fault_of(arguments); !fault.empty()) {
        complain(fault, commands::misused);
        commands::print_usage(stderr);
        return commands::misused;
    }
    return program.run(argc, argv);
}
