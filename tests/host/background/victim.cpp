// The process that outbox_kill_test kills: emits from several threads and listens.
#include "victim.h"

#include <fcntl.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "base/log.h"

int main(int, char** arguments) {
    const host::SystemClock clock;
    host::Log log(clock, {.descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC)});
    host::storage::Options options;
    options.path = arguments[1];
    options.checkpoint_pages = 30;
    host::storage::Database database(options, clock, log);
    database.migrate({background_test::victim_tables()});
    host::Outbox outbox(database, clock, log);
    database.start();
    outbox.listen("tick", "victim", &background_test::keep_number);
    outbox.start();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (bool first = true;; first = false) {
                database.write("victim", [&](mortise_db& db) { background_test::send_one(db, clock.now()); });
                if (first && ::write(STDOUT_FILENO, "x", 1) != 1) ::_exit(1);
            }
        });
    for (auto& thread : threads) thread.join();
}
