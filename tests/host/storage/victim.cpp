// The process that kill_test kills: writes from several threads and prints each id as soon as it is acknowledged.
#include <fcntl.h>
#include <mortise/abi.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "storage/database.h"

namespace {

std::int64_t insert(host::storage::Database& database) {
    std::int64_t id = 0;
    database.write("victim", [&](mortise_db& db) {
        const std::string_view sql = "INSERT INTO victim_rows(text) VALUES('some text') RETURNING id";
        const mortise_str part{sql.data(), sql.size()};
        host::storage::run(
            db, {&part, 1}, {},
            [](void* out, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
                *static_cast<std::int64_t*>(out) = columns[0].integer;
                return MORTISE_OK;
            },
            &id);
    });
    return id;
}

}  // namespace

int main(int, char** arguments) {
    const host::SystemClock clock;
    host::Log log(clock, {.descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC)});
    host::storage::Options options;
    options.path = arguments[1];
    options.checkpoint_pages = 30;
    host::storage::Database database(options, clock, log);
    database.migrate(
        {{"victim",
          {{1, "0001_rows", "CREATE TABLE victim_rows(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;", ""}}}});
    database.start();
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (;;) {
                const std::int64_t id = insert(database);
                if (::write(STDOUT_FILENO, &id, sizeof id) != sizeof id) ::_exit(1);
            }
        });
    for (auto& thread : threads) thread.join();
}
