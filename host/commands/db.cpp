// `mortise db …`: migrations, demonstration data, checks.
#include <cstdio>

#include "base/problem.h"
#include "commands/opened.h"

namespace host::commands {
namespace {

int status(Opened& opened) {
    opened.product->open_database();
    for (const auto& each : opened.product->parts().database->status(opened.product->migrations()))
        std::printf("%-14s %04d %-30s %s\n", each.owner.c_str(), each.number, each.name.c_str(),
                    each.applied_at == 0 ? "pending" : "applied");
    return ok;
}

int seed(Opened& opened) {
    opened.product->migrate();
    opened.product->start();
    if (opened.product->parts().config.organisation.in_production)
        throw Misconfigured("", "organisation.environment", "demonstration data has no place in production");
    for (const auto& plugin : opened.product->parts().plugins)
        if (plugin->started) plugin->demo();
    opened.product->parts().outbox->settle(std::chrono::seconds{10});
    std::puts(
        "demonstration data is there; log in as\n"
        "  admin@example.com   admin-demo-2026   administrator\n"
        "  anna@example.com    anna-demo-2026    customer\n"
        "  bert@example.com    bert-demo-2026    professional, verified\n"
        "  cora@example.com    cora-demo-2026    professional, pending\n"
        "and in the same way mila and rohan (customers), dina and emil (professionals, verified), faye (turned down)");
    return ok;
}

int check(Opened& opened) {
    opened.product->migrate();
    const std::string fault = opened.product->parts().database->check();
    std::puts(fault.empty() ? "sound" : fault.c_str());
    return fault.empty() ? ok : failed;
}

int stats(Opened& opened) {
    opened.product->migrate();
    const auto path = sqlite_path(opened.product->parts().config);
    std::printf("%s %llu bytes\n", path.c_str(), static_cast<unsigned long long>(std::filesystem::file_size(path)));
    return ok;
}

/// Removes the database and what belongs to it, after its lock was had: a running host keeps its data.
int reset(Opened& opened, bool sure) {
    if (!sure) throw std::invalid_argument("db reset removes all data; say it with --yes");
    const auto path = sqlite_path(opened.product->parts().config);
    opened.product->migrate();
    opened.product->stop();
    opened.product->parts().database.reset();
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + ending);
    std::printf("%s is gone\n", path.c_str());
    return ok;
}

}  // namespace

int db(const Arguments& arguments) {
    const std::string word = arguments.words.empty() ? "" : arguments.words.front();
    if (word != "migrate" && word != "status" && word != "seed" && word != "check" && word != "stats" && word != "reset")
        throw std::invalid_argument("db knows migrate, status, seed, check, stats and reset");
    Opened opened(arguments, Level::warn, Traces::in_data_folder);
    if (word == "status") return status(opened);
    if (word == "seed") return seed(opened);
    if (word == "check") return check(opened);
    if (word == "stats") return stats(opened);
    if (word == "reset") return reset(opened, arguments.yes);
    opened.product->migrate();
    std::puts("the database is up to date");
    return ok;
}

}  // namespace host::commands
