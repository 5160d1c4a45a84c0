// `mortise serve`: the daemon.
#include <Poco/Util/ServerApplication.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "commands/help.h"
#include "control/door.h"
#include "server.h"

namespace host::commands {
namespace {

/// Waits for TERM, INT or QUIT. They are blocked since main() began, so none is lost while the product starts.
void wait_for_end() {
    sigset_t ends;
    sigemptyset(&ends);
    for (const int each : {SIGTERM, SIGINT, SIGQUIT}) sigaddset(&ends, each);
    int signal = 0;
    sigwait(&ends, &signal);
}

/// Tells a service manager, when there is one, how it stands ("READY=1").
void notify(std::string_view state) {
    const char* path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    const std::string_view name = path ? path : "";
    if (name.empty() || name.size() >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::copy(name.begin(), name.end(), address.sun_path);
    if (address.sun_path[0] == '@') address.sun_path[0] = 0;
    const int out = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (out < 0) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    [[maybe_unused]] const auto sent =
        ::sendto(out, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
    ::close(out);
}

}  // namespace

int serve(const Arguments& arguments) {
    const SystemClock clock;
    Settings settings;
    settings.declare(host_declarations());
    read_settings(settings, arguments);
    Log log(clock, log_options(settings));
    Product product(clock, log, settings, places());
    product.open();
    check_words(product.parts());
    product.migrate();
    product.start();
    for (const std::string& note : settings.notes()) log.info("note", {{"note", std::string_view{note}}});
    Server server(product);
    server.start();
    std::optional<control::Door> door;
    try {
        door.emplace(
            sqlite_path(product.parts().config).parent_path(),
            [&](const control::Order& order) { return obey(product.parts(), order); }, log);
    } catch (const std::system_error& fault) {
        log.error("commands cannot be taken while this host runs", {{"why", std::string_view{fault.what()}}});
    }
    std::printf("ready %s\n", server.address().c_str());
    std::fflush(stdout);
    notify("READY=1");
    if (const std::string fault = product.parts().database->check(); !fault.empty())
        log.error("the database is damaged", {{"what", std::string_view{fault}}});
    wait_for_end();
    notify("STOPPING=1");
    log.info("stopping");
    door.reset();
    server.stop(product.parts().config.http.drain_time);
    product.stop();
    log.info("stopped");
    log.stop();
    return ok;
}

}  // namespace host::commands
