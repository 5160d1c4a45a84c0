// kill -9 at any moment: what was acknowledged is there, and the file is sound.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <set>
#include <thread>

#include "support.h"

namespace storage_test {

namespace {

/// Runs the victim for a while; returns what it acknowledged before it was killed.
std::vector<std::int64_t> acknowledged(const std::string& file, std::chrono::milliseconds life) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = MORTISE_STORAGE_VICTIM, argument = file;
    char* arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    const int spawned = ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (spawned != 0) throw std::runtime_error("the victim does not start");
    std::vector<std::int64_t> ids;
    std::int64_t id;
    bool first = true;
    while (::read(ends[0], &id, sizeof id) == sizeof id) {
        ids.push_back(id);
        if (std::exchange(first, false))
            std::thread([child, life] {
                std::this_thread::sleep_for(life);
                ::kill(child, SIGKILL);
            }).detach();
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    return ids;
}

}  // namespace

TEST(Kill, LosesNothingThatWasAcknowledged) {
    Folder folder;
    Quiet quiet;
    std::set<std::int64_t> all;
    const int rounds = std::getenv("MORTISE_LONG") ? 200 : 8;
    for (int round = 0; round < rounds; ++round)
        for (const std::int64_t id : acknowledged(folder.file(), std::chrono::milliseconds(5 + round * 7 % 60)))
            EXPECT_TRUE(all.insert(id).second) << "an id was given twice: " << id;
    storage::Database database({.path = folder.file()}, quiet.clock, quiet.log);
    std::set<std::int64_t> kept;
    storage::Gathered gathered;
    database.reader()->snapshot("victim", gathered, [&](mortise_db& db) {
        each(db, "SELECT id FROM victim_rows", {}, [&](const mortise_value* columns, std::size_t) {
            kept.insert(columns[0].integer);
            return MORTISE_OK;
        });
    });
    EXPECT_GE(all.size(), static_cast<std::size_t>(rounds));
    for (const std::int64_t id : all) EXPECT_TRUE(kept.contains(id)) << id;
    EXPECT_EQ(database.check(), "");
}

}  // namespace storage_test
