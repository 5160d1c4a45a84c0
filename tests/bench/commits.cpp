// What the group commit is worth at the store itself: `bench_commits FOLDER GROUP SECONDS` lets 64 threads insert a row the size
// of a service request, each waiting for its commit, with at most GROUP of them in one commit; it prints its figures as JSON.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/log.h"
#include "storage/database.h"

namespace {

using Clock = std::chrono::steady_clock;
constexpr int writers = 64;

const host::storage::MigrationSet tables{"bench",
                                         {{1, "0001_bench", R"sql(
    CREATE TABLE bench_requests (
        id INTEGER PRIMARY KEY AUTOINCREMENT, status TEXT NOT NULL, service_id INTEGER NOT NULL, customer_id INTEGER NOT NULL,
        customer_name TEXT NOT NULL, location TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
    CREATE INDEX bench_requests_of_customer ON bench_requests (customer_id, created_at);
    CREATE INDEX bench_requests_in_state ON bench_requests (status, created_at);)sql",
                                           ""}}};

void insert(mortise_db& db, std::int64_t customer) {
    static constexpr std::string_view sql =
        "INSERT INTO bench_requests (status, service_id, customer_id, customer_name, location, created_at) "
        "VALUES ('requested', 17, ?, 'Asha Rao', '7 Hill Road, third floor', 1795268725642)";
    const mortise_str text{sql.data(), sql.size()};
    mortise_value value{};
    value.kind = MORTISE_INTEGER;
    value.integer = customer;
    host::storage::run(db, {&text, 1}, {&value, 1}, nullptr, nullptr);
}

using Latencies = std::vector<double>;

Latencies write_for(host::storage::Database& database, const std::atomic<bool>& is_over, int writer) {
    Latencies out;
    while (!is_over) {
        const auto began = Clock::now();
        database.write("bench", [&](mortise_db& db) { insert(db, 1 + writer); });
        out.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    }
    return out;
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return std::fprintf(stderr, "bench_commits FOLDER GROUP SECONDS\n"), 2;
    const host::SystemClock clock;
    host::Log log(clock, {.descriptor = STDERR_FILENO});
    host::storage::Options options;
    options.path = (std::filesystem::path(words[1]) / "commits.db").string();
    options.group = std::strtoul(words[2], nullptr, 10);
    host::storage::Database database(options, clock, log);
    database.migrate({tables});
    database.start();

    std::atomic<bool> is_over = false;
    std::vector<Latencies> each(writers);
    const auto began = Clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i) threads.emplace_back([&, i] { each[i] = write_for(database, is_over, i); });
    std::this_thread::sleep_for(std::chrono::duration<double>(std::strtod(words[3], nullptr)));
    const auto running = std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
    is_over = true;
    for (std::thread& thread : threads) thread.join();
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();

    Latencies all;
    for (const Latencies& some : each) all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end());
    const auto at = [&](double part) { return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))]; };
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::printf(R"({"rps": %.1f, "p50_ms": %.4f, "p99_ms": %.4f, "rss_mib": %.1f, "threads": %td})"
                "\n",
                static_cast<double>(all.size()) / seconds, at(0.5), at(0.99), static_cast<double>(used.ru_maxrss) / 1024,
                running);
}
