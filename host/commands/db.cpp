// `mortise db …`: migrations, demonstration data, checks.
#include <cstdio>

#include "base/problem.h"
#include "commands/commands.h"

namespace host::commands {
namespace {

/// A product that is open for a command; it is ended with it.
struct Session {
    explicit Session(const Arguments& arguments) {
        settings.declare(host_declarations());
        read_settings(settings, arguments);
        Log::Options options = log_options(settings);
        options.level = Level::warn;
        log.emplace(clock, options);
        product.emplace(clock, *log, settings, places());
        product->open();
    }
    SystemClock clock;
    Settings settings;
    std::optional<Log> log;
    std::optional<Product> product;
};

int status(Session& session) {
    session.product->open_database();
    for (const auto& each : session.product->parts().database->status(session.product->migrations()))
        std::printf("%-14s %04d %-30s %s\n", each.owner.c_str(), each.number, each.name.c_str(),
                    each.applied_at == 0 ? "pending" : "applied");
    return ok;
}

int seed(Session& session) {
    session.product->migrate();
    session.product->start();
    if (session.product->parts().config.organisation.in_production)
        throw Misconfigured("", "organisation.environment", "demonstration data has no place in production");
    for (const auto& plugin : session.product->parts().plugins)
        if (plugin->started) plugin->demo();
    session.product->parts().outbox->settle(std::chrono::seconds{10});
    std::puts(
        "demonstration data is there; log in as\n"
        "  admin@example.com   admin-demo-2026   administrator\n"
        "  anna@example.com    anna-demo-2026    customer\n"
        "  bert@example.com    bert-demo-2026    professional, verified\n"
        "  cora@example.com    cora-demo-2026    professional, pending");
    return ok;
}

int check(Session& session) {
    session.product->migrate();
    const std::string fault = session.product->parts().database->check();
    std::puts(fault.empty() ? "sound" : fault.c_str());
    return fault.empty() ? ok : failed;
}

int stats(Session& session) {
    session.product->migrate();
    const auto path = sqlite_path(session.product->parts().config);
    std::printf("%s %llu bytes\n", path.c_str(), static_cast<unsigned long long>(std::filesystem::file_size(path)));
    return ok;
}

/// Removes the database and what belongs to it, after its lock was had: a running host keeps its data.
int reset(Session& session, bool sure) {
    if (!sure) throw std::invalid_argument("db reset removes all data; say it with --yes");
    const auto path = sqlite_path(session.product->parts().config);
    session.product->migrate();
    session.product->stop();
    session.product->parts().database.reset();
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + ending);
    std::printf("%s is gone\n", path.c_str());
    return ok;
}

}  // namespace

int db(const Arguments& arguments) {
    const std::string word = arguments.words.empty() ? "" : arguments.words.front();
    if (word != "migrate" && word != "status" && word != "seed" && word != "check" && word != "stats" && word != "reset")
        throw std::invalid_argument("db knows migrate, status, seed, check, stats and reset");
    Session session(arguments);
    if (word == "status") return status(session);
    if (word == "seed") return seed(session);
    if (word == "check") return check(session);
    if (word == "stats") return stats(session);
    if (word == "reset") return reset(session, arguments.yes);
    session.product->migrate();
    std::puts("the database is up to date");
    return ok;
}

}  // namespace host::commands
