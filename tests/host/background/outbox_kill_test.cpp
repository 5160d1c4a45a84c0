// kill -9 at any moment: every event whose transaction was committed is heard exactly once, in order.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include "background/support.h"
#include "storage/support.h"
#include "victim.h"

namespace background_test {

namespace {

using storage_test::Row;
using storage_test::Rows;

/// Lets the victim work for a while after its first commit.
void run_and_kill(const std::string& file, std::chrono::milliseconds life) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = MORTISE_BACKGROUND_VICTIM, argument = file;
    char* arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    const int spawned = ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    ASSERT_EQ(spawned, 0);
    char first;
    EXPECT_EQ(::read(ends[0], &first, 1), 1) << "the victim does not start";
    std::this_thread::sleep_for(life);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    EXPECT_TRUE(WIFSIGNALED(status));
}

Rows read(host::storage::Database& database, std::string_view sql) {
    Rows all;
    host::storage::Gathered gathered;
    database.reader()->snapshot("victim", gathered, [&](mortise_db& db) { all = storage_test::rows(db, sql); });
    return all;
}

}  // namespace

TEST(OutboxKilled, DeliversEveryEventOnceAndInOrder) {
    storage_test::Folder folder;
    Noted noted;
    for (int round = 0; round < 6; ++round) run_and_kill(folder.file(), std::chrono::milliseconds(10 + round * 17));
    host::storage::Database database({.path = folder.file()}, noted.clock, noted.log);
    host::Outbox outbox(database, noted.clock, noted.log);
    database.migrate({victim_tables()});
    database.start();
    outbox.listen("tick", "victim", &keep_number);
    outbox.start();
    ASSERT_TRUE(outbox.settle(std::chrono::seconds(60)));
    const Rows sent = read(database, "SELECT CAST(id AS TEXT) FROM victim_sent ORDER BY id");
    EXPECT_GE(sent.size(), 24u);
    EXPECT_TRUE(read(database, "SELECT number FROM victim_heard ORDER BY id") == sent);
    outbox.stop();
}

}  // namespace background_test
