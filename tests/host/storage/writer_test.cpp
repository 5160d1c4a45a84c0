// The writer: groups, savepoints, the order of what follows a commit, and lost transactions.
#include <chrono>
#include <thread>

#include "job.h"

namespace storage_test {

using namespace std::chrono_literals;
using Writer = Storage;

TEST_F(Writer, CommitsWhatIsQueuedTogether) {
    std::vector<std::unique_ptr<Job>> jobs;
    const std::uint64_t before = database->commits();
    {
        Hold hold(*database);
        for (int i = 0; i < 100; ++i) {
            jobs.push_back(insert("item" + std::to_string(i)));
            ASSERT_TRUE(database->submit(*jobs.back()));
        }
    }
    for (auto& job : jobs) EXPECT_EQ(job->result(), 200);
    EXPECT_EQ(database->commits(), before + 1);
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), "100");
}

TEST_F(Writer, CommitsSlowWorksInSmallerGroups) {
    const auto commits_of = [&](int works, std::chrono::milliseconds each) {
        const std::uint64_t before = database->commits();
        std::vector<std::unique_ptr<Job>> jobs;
        {
            Hold hold(*database);
            for (int i = 0; i < works; ++i) {
                jobs.push_back(std::make_unique<Job>([each](mortise_db& db) {
                    std::this_thread::sleep_for(each);
                    exec(db, "INSERT INTO shop_items(name) SELECT 'item' || (1 + count(*)) FROM shop_items");
                }));
                EXPECT_TRUE(database->submit(*jobs.back()));
            }
        }
        for (auto& job : jobs) EXPECT_EQ(job->result(), 200);
        return database->commits() - before;
    };
    EXPECT_EQ(commits_of(32, 5ms), 1u);
    EXPECT_GE(commits_of(32, 5ms), 3u) << "the first need not wait for all others";
    for (int i = 0; i < 8; ++i) commits_of(64, 0ms);
    EXPECT_EQ(commits_of(64, 0ms), 1u) << "what is quick is together again";
}

TEST_F(Writer, LetsOneOfManyThreadsLoseAlone) {
    write("INSERT INTO shop_items(name) VALUES('taken')");
    std::atomic<int> well = 0, duplicate = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 16; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const std::string name = t == 7 ? "taken" : std::to_string(t) + "." + std::to_string(i);
                const host::Problem thrown = problem([&] {
                    write([&](mortise_db& db) {
                        exec(db, "INSERT INTO shop_items(name) VALUES(?)", {value(name + "-first")});
                        exec(db, "INSERT INTO shop_items(name) VALUES(?)", {value(name)});
                    });
                });
                ++(thrown.status == 409 ? duplicate : well);
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(well, 15 * 50);
    EXPECT_EQ(duplicate, 50);
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), std::to_string(15 * 50 * 2 + 1));
    EXPECT_EQ(read("SELECT count(*) FROM shop_items WHERE name = 'taken-first'").at(0).at(0), "0");
}

TEST_F(Writer, RollsBackAWorkThatThrowsAnything) {
    Job job([](mortise_db& db) {
        exec(db, "INSERT INTO shop_items(name) VALUES('a')");
        throw 42;
    });
    ASSERT_TRUE(database->submit(job));
    EXPECT_EQ(job.result(), 500);
    EXPECT_TRUE(read("SELECT * FROM shop_items").empty());
}

TEST_F(Writer, AWorkMayCatchAFailedStatementAndGoOn) {
    write("INSERT INTO shop_items(name) VALUES('a')");
    write([](mortise_db& db) {
        EXPECT_EQ(problem([&] { exec(db, "INSERT INTO shop_items(name) VALUES('b'), ('a')"); }).status, 409);
        exec(db, "INSERT INTO shop_items(name) VALUES('c')");
    });
    EXPECT_EQ(read("SELECT name FROM shop_items ORDER BY id"), (Rows{{"a"}, {"c"}}));
}

TEST_F(Writer, RaisesGenerationsAfterTheCommitAndBeforeTheAnswer) {
    std::uint32_t table = 0;
    write([&](mortise_db& db) {
        exec(db, "INSERT INTO shop_items(name) VALUES('a')");
        table = db.gathered->written.at(0);
    });
    const std::uint64_t before = database->generation(table);
    std::uint64_t inside = 0, after_commit = 0, at_answer = 0;
    Rows seen;
    Job job([&](mortise_db& db) {
        exec(db, "UPDATE shop_items SET price = 7");
        inside = database->generation(table);
        db.gathered->after_commit.push_back([&] {
            after_commit = database->generation(table);
            seen = read("SELECT price FROM shop_items");
        });
    });
    job.at_end = [&] { at_answer = database->generation(table); };
    ASSERT_TRUE(database->submit(job));
    EXPECT_EQ(job.result(), 200);
    EXPECT_EQ(inside, before);
    EXPECT_GT(after_commit, before);
    EXPECT_EQ(at_answer, after_commit);
    EXPECT_EQ(at_answer, database->commits());
    EXPECT_EQ(seen, (Rows{{"7"}}));
}

TEST_F(Writer, RaisesNothingForAFailedWork) {
    std::uint32_t table = 0;
    bool followed = false;
    const std::uint64_t before = database->commits();
    Job job([&](mortise_db& db) {
        exec(db, "INSERT INTO shop_items(name) VALUES('a')");
        table = db.gathered->written.at(0);
        db.gathered->after_commit.push_back([&] { followed = true; });
        throw host::Problem(409, "changed-mind", "");
    });
    ASSERT_TRUE(database->submit(job));
    EXPECT_EQ(job.result(), 409);
    EXPECT_EQ(database->commits(), before);
    EXPECT_FALSE(followed);
}

TEST_F(Writer, ToldAFailureOnlyWhenItsReasonIsDurable) {
    auto first = insert("a"), second = insert("a");
    std::uint64_t at_failure = 0;
    const std::uint64_t before = database->commits();
    second->at_end = [&] { at_failure = database->commits(); };
    {
        Hold hold(*database);
        ASSERT_TRUE(database->submit(*first));
        ASSERT_TRUE(database->submit(*second));
    }
    EXPECT_EQ(first->result(), 200);
    EXPECT_EQ(second->result(), 409);
    EXPECT_EQ(at_failure, before + 1);
}

TEST_F(Writer, AnswersInTheOrderOfTheQueue) {
    std::vector<int> order;
    std::vector<std::unique_ptr<Job>> jobs;
    {
        Hold hold(*database);
        for (int i = 0; i < 20; ++i) {
            jobs.push_back(insert(std::to_string(i % 15)));
            jobs.back()->at_end = [&order, i] { order.push_back(i); };
            ASSERT_TRUE(database->submit(*jobs.back()));
        }
    }
    for (auto& job : jobs) job->result();
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.size(), 20u);
}

/// Interrupts itself in the middle of a statement, so that SQLite rolls the whole transaction back.
void interrupt_myself(mortise_db& db) {
    const auto prepared = "UPDATE shop_items SET price = 2";  // preparing would be interrupted as well, and lose nothing
    exec(db, "INSERT INTO shop_items(name) VALUES('lost')");
    exec(db, prepared);
    each(db, "SELECT 1", {}, [&](auto...) {
        db.session->interrupt();
        try {
            exec(db, prepared);
        } catch (const storage::Rerun&) {
            return MORTISE_RERUN;
        }
        return MORTISE_OK;
    });
}

TEST_F(Writer, RerunsTheInnocentWhenAGroupIsLost) {
    std::vector<std::unique_ptr<Job>> jobs;
    {
        Hold hold(*database);
        for (int i = 0; i < 9; ++i) {
            if (i == 4)
                jobs.push_back(std::make_unique<Job>(interrupt_myself));
            else
                jobs.push_back(insert(i == 6 ? "0" : std::to_string(i)));
            ASSERT_TRUE(database->submit(*jobs.back()));
        }
    }
    for (int i = 0; i < 9; ++i) EXPECT_EQ(jobs[static_cast<std::size_t>(i)]->result(), i == 4 ? 503 : i == 6 ? 409 : 200) << i;
    EXPECT_EQ(jobs[0]->runs, 2);
    EXPECT_EQ(jobs[4]->runs, 2);
    EXPECT_EQ(jobs[8]->runs, 1);
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), "7");
    EXPECT_EQ(read("SELECT count(*) FROM shop_items WHERE name = 'lost'").at(0).at(0), "0");
    EXPECT_TRUE(database->healthy());
}

TEST_F(Writer, NobodyCanSwallowALostTransaction) {
    Job job([](mortise_db& db) { interrupt_myself(db); });
    Job stubborn([](mortise_db& db) {
        try {
            interrupt_myself(db);
        } catch (const storage::Rerun&) {
        }
        EXPECT_THROW(exec(db, "INSERT INTO shop_items(name) VALUES('outside of any transaction')"), storage::Rerun);
    });
    ASSERT_TRUE(database->submit(job));
    ASSERT_TRUE(database->submit(stubborn));
    EXPECT_EQ(job.result(), 503);
    EXPECT_EQ(stubborn.result(), 503);
    EXPECT_TRUE(read("SELECT * FROM shop_items").empty());
}

TEST_F(Writer, AWorkThatAsksForItRunsAlone) {
    int asked = 0;
    Job job([&](mortise_db& db) {
        exec(db, "INSERT INTO shop_items(name) VALUES('a')");
        if (++asked == 1) throw storage::Rerun{};
    });
    ASSERT_TRUE(database->submit(job));
    EXPECT_EQ(job.result(), 200);
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), "1");
}

TEST_F(Writer, RefusesWhatItsQueueCannotHold) {
    open({.queue = 3});
    std::vector<std::unique_ptr<Job>> jobs;
    for (int i = 0; i < 4; ++i) jobs.push_back(insert(std::to_string(i)));
    {
        Hold hold(*database);
        for (int i = 0; i < 4; ++i) EXPECT_EQ(database->submit(*jobs[static_cast<std::size_t>(i)]), i < 3);
        EXPECT_EQ(problem([&] { write("SELECT 1"); }).status, 503);
    }
    for (int i = 0; i < 3; ++i) EXPECT_EQ(jobs[static_cast<std::size_t>(i)]->result(), 200);
}

TEST_F(Writer, FinishesItsQueueWhenItStops) {
    std::vector<std::unique_ptr<Job>> jobs;
    std::thread stopper;
    {
        Hold hold(*database);
        for (int i = 0; i < 600; ++i) {
            jobs.push_back(insert(std::to_string(i)));
            ASSERT_TRUE(database->submit(*jobs.back()));
        }
        stopper = std::thread([&] { database->stop(); });
    }
    stopper.join();
    for (auto& job : jobs) EXPECT_EQ(job->result(), 200);
    EXPECT_FALSE(database->submit(*jobs[0]));
    EXPECT_EQ(std::filesystem::file_size(folder.file() + "-wal"), 0u);
    EXPECT_EQ(problem([&] { database->migrate({}); }).status, 503);
}

TEST_F(Writer, NamesTheOwnerThatHoldsItTooLong) {
    std::promise<std::string> named;
    std::atomic<int> times = 0;
    open({.stuck =
              [&](std::string_view owner) {
                  if (++times == 1) named.set_value(std::string(owner));
              },
          .stuck_after = 40ms});
    write("SELECT 1");
    auto answer = named.get_future();
    Job job(
        [&](mortise_db&) {
            answer.wait();
            std::this_thread::sleep_for(60ms);
        },
        "bank");
    ASSERT_TRUE(database->submit(job));
    EXPECT_EQ(job.result(), 200);
    EXPECT_EQ(answer.get(), "bank");
    EXPECT_EQ(times, 1);
}

TEST_F(Writer, TellsOfTheOutboxAfterTheCommit) {
    std::promise<Rows> seen;
    database->emitted = [&] { seen.set_value(read("SELECT name FROM shop_items")); };
    write([](mortise_db& db) {
        exec(db, "INSERT INTO shop_items(name) VALUES('a')");
        db.gathered->emitted = true;
    });
    EXPECT_EQ(seen.get_future().get(), (Rows{{"a"}}));
}

TEST_F(Writer, TakesBackAndKeepsWorksOfAnySize) {
    const std::string text(1000, 'x');
    write([&](mortise_db& db) {
        for (int i = 0; i < 400; ++i) exec(db, "INSERT INTO shop_items(name) VALUES(?)", {value(text + std::to_string(i))});
    });
    for (const int rows : {10, 50, 100, 200, 400}) {  // up to a hundred pages, more than are kept in memory
        const std::string change = "UPDATE shop_items SET price = price + 1 WHERE id <= " + std::to_string(rows);
        const std::string sum = read("SELECT sum(price) FROM shop_items").at(0).at(0);
        EXPECT_THROW(write([&](mortise_db& db) {
                         exec(db, change);
                         throw host::Problem(409, "no", "No.");
                     }),
                     host::Problem);
        EXPECT_EQ(read("SELECT sum(price) FROM shop_items").at(0).at(0), sum);
        EXPECT_EQ(write(change), rows);
    }
    EXPECT_EQ(read("SELECT sum(price) FROM shop_items").at(0).at(0), std::to_string(400 + 760));
}

TEST_F(Writer, KeepsTheLogSmall) {
    open({.checkpoint_pages = 20, .restart_pages = 200});
    const std::string blob(3000, 'x');
    for (int i = 0; i < 400; ++i) write("INSERT INTO shop_items(name) VALUES(?)", {value(blob + std::to_string(i))});
    EXPECT_LT(std::filesystem::file_size(folder.file() + "-wal"), 100u * 4200);
}

TEST_F(Writer, GoesOnBesideALongRead) {
    open({.checkpoint_pages = 20, .restart_pages = 200});
    write("INSERT INTO shop_items(name) VALUES('a')");
    auto reader = database->reader();
    storage::Gathered gathered;
    const std::string blob(3000, 'x');
    const auto fill = [&](const std::string& mark) {
        for (int i = 0; i < 50; ++i) write("INSERT INTO shop_items(name) VALUES(?)", {value(blob + mark + std::to_string(i))});
    };
    reader->snapshot("shop", gathered, [&](mortise_db& db) {
        EXPECT_EQ(rows(db, "SELECT count(*) FROM shop_items").at(0).at(0), "1");
        fill("a");
        EXPECT_EQ(rows(db, "SELECT count(*) FROM shop_items").at(0).at(0), "1");
    });
    fill("b");
    const auto grown = std::filesystem::file_size(folder.file() + "-wal");
    for (const char* mark : {"c", "d", "e", "f"}) fill(mark);
    EXPECT_EQ(std::filesystem::file_size(folder.file() + "-wal"), grown) << "the log begins anew once the read has ended";
}

}  // namespace storage_test
