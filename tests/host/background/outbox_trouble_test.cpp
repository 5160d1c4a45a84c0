// Listeners that fail, transactions that are lost, rows that grow old.
#include <sqlite3.h>

#include <atomic>

#include "background/outbox_support.h"
#include "storage/faulty_disk.h"

namespace background_test {

namespace {

constexpr Outbox::Options impatient{.first_wait = 1ms, .longest_wait = 2ms};

struct OutboxTrouble : OutboxTest {
    Rows dead() { return host_rows("SELECT plugin, topic, event, json, error, at FROM mortise_dead_events ORDER BY event"); }
    std::size_t kept() { return host_rows("SELECT id FROM mortise_outbox").size(); }
};

[[noreturn]] void fail(mortise_db&, std::int64_t, mortise_nodes) { throw host::Problem(422, "invalid", "It does not fit."); }

}  // namespace

TEST_F(OutboxTrouble, OfOneListenerHoldsNoOtherUp) {
    outbox->listen("item.made", "bank", fail);
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    for (const char* name : {"a", "b", "c"}) emit("item.made", named(name));
    EXPECT_TRUE(becomes([&] { return items() == Rows{{"a"}, {"b"}, {"c"}}; }));
    EXPECT_FALSE(outbox->settle(50ms)) << "something waits for its next try";
}

TEST_F(OutboxTrouble, LeavesNoTraceOfAFailedTry) {
    reopen(impatient);
    std::atomic<int> tries{0};
    outbox->listen("item.made", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        stock(db, id, event);
        Outbox::emit(db, "shop", "heard", "{}", noted.clock.now());
        if (++tries < 4) throw std::runtime_error("not yet");
    });
    outbox->start();
    emit("item.made", named("a"));
    emit("item.made", named("b"));
    ASSERT_TRUE(settle());
    EXPECT_EQ(tries, 5);
    EXPECT_EQ(items(), (Rows{{"a"}, {"b"}})) << "in order all the same";
    EXPECT_EQ(host_rows("SELECT count(*) FROM mortise_outbox WHERE topic = 'heard'"), (Rows{{"2"}}));
    EXPECT_TRUE(dead().empty());
    EXPECT_TRUE(noted.says("not yet"));
}

TEST_F(OutboxTrouble, EndsWithTheEventSetAside) {
    reopen(impatient);
    noted.clock.set(host::Time(4321ms));
    std::atomic<int> tries{0};
    outbox->listen("item.made", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        if (name_in(event) == "bad") {
            ++tries;
            fail(db, id, event);
        }
        stock(db, id, event);
    });
    outbox->start();
    for (const char* name : {"a", "bad", "b"}) emit("item.made", named(name));
    ASSERT_TRUE(settle());
    EXPECT_EQ(tries, 12);
    EXPECT_EQ(items(), (Rows{{"a"}, {"b"}}));
    EXPECT_EQ(dead(), (Rows{{"shop", "item.made", "2", "{\"name\":\"bad\"}", "422 invalid: It does not fit.", "4321"}}));
    EXPECT_TRUE(noted.says("an event was set aside"));
}

TEST_F(OutboxTrouble, IsMetWithLongerAndLongerWaits) {
    reopen({.first_wait = 20ms, .longest_wait = 60ms, .tries = 5});
    std::vector<std::chrono::steady_clock::time_point> tries;
    outbox->listen("t", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        tries.push_back(std::chrono::steady_clock::now());
        fail(db, id, event);
    });
    outbox->start();
    emit("t", "{}");
    ASSERT_TRUE(settle());
    outbox->stop();
    ASSERT_EQ(tries.size(), 5u);
    const std::chrono::milliseconds least[] = {20ms, 40ms, 60ms, 60ms};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_GE(tries[i + 1] - tries[i], least[i]) << i;
    EXPECT_EQ(Outbox::Options{}.tries, 12);
    EXPECT_EQ(Outbox::Options{}.first_wait, 100ms);
    EXPECT_EQ(Outbox::Options{}.longest_wait, 60s);
}

TEST_F(OutboxTrouble, OfALostTransactionIsNotTheListeners) {
    std::atomic<int> runs{0};
    outbox->listen("item.made", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        stock(db, id, event);
        if (++runs == 1) throw host::storage::Rerun{};
    });
    outbox->start();
    emit("item.made", named("a"));
    emit("item.made", named("b"));
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), (Rows{{"a"}, {"b"}}));
    EXPECT_FALSE(noted.says("a listener failed"));
}

TEST_F(OutboxTrouble, OfTheDiskIsNotTheListeners) {
    using storage_test::FaultyDisk;
    FaultyDisk::install();
    reopen({.first_wait = 1ms, .tries = 2});
    std::atomic<int> runs{0};
    outbox->listen("item.made", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        stock(db, id, event);
        if (++runs == 1) FaultyDisk::write_code = SQLITE_FULL;
    });
    outbox->start();
    emit("item.made", named("a"));
    EXPECT_TRUE(becomes([&] { return runs >= 1 && !database->healthy(); }));
    EXPECT_FALSE(outbox->settle(2500ms)) << "more tries than a listener has";
    FaultyDisk::heal();
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), (Rows{{"a"}}));
    EXPECT_TRUE(dead().empty());
    EXPECT_FALSE(noted.says("a listener failed"));
}

TEST_F(OutboxTrouble, OfAFailedSyncDeliversOnceAllTheSame) {
    using storage_test::FaultyDisk;
    FaultyDisk::install();
    reopen(impatient);
    std::atomic<bool> first{true};
    outbox->listen("item.made", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        stock(db, id, event);
        if (!first.exchange(false)) return;
        FaultyDisk::faults_left = 1;
        FaultyDisk::sync_code = SQLITE_IOERR_FSYNC;
    });
    outbox->start();
    emit("item.made", named("a"));
    const bool settled = settle();
    FaultyDisk::heal();
    ASSERT_TRUE(settled);
    EXPECT_EQ(items(), (Rows{{"a"}}));
}

TEST_F(OutboxTrouble, ComesOfWritingToTablesOfOthers) {
    reopen({.first_wait = 1ms, .tries = 1});
    outbox->listen("item.made", "bank", stock);
    outbox->start();
    emit("item.made", named("a"));
    ASSERT_TRUE(settle());
    EXPECT_TRUE(items().empty());
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_NE(dead()[0][4].find("bank may not"), std::string::npos) << dead()[0][4];
}

TEST_F(OutboxTrouble, OfAnUnreadableRowIsSetAsideAsWell) {
    reopen(impatient);
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    write(
        [](mortise_db& db) {
            db.gathered->emitted = true;
            storage_test::exec(db, "INSERT INTO mortise_outbox(topic, plugin, json, at) VALUES('item.made', 'shop', '{', 0)");
        },
        "mortise");
    emit("item.made", named("a"));
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), (Rows{{"a"}}));
    EXPECT_EQ(dead().size(), 1u);
}

TEST_F(OutboxTrouble, WithALongErrorKeepsItsBeginningAsWholeCharacters) {
    reopen({.first_wait = 1ms, .tries = 1});
    outbox->listen("t", "shop", [](mortise_db&, std::int64_t, mortise_nodes) {
        std::string text = "x";
        for (int i = 0; i < 1000; ++i) text += "é";
        throw std::runtime_error(text);
    });
    outbox->start();
    emit("t", "{}");
    ASSERT_TRUE(settle());
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_EQ(dead()[0][4].size(), 999u);
    EXPECT_TRUE(dead()[0][4].ends_with("é"));
}

TEST_F(OutboxTrouble, WithTooManyRowsIsSweptAway) {
    reopen({.keep_rows = 5, .sweep_every = 5ms});
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    for (int i = 0; i < 20; ++i) emit(i % 2 ? "item.made" : "nobody.listens", named(std::to_string(i)));
    EXPECT_TRUE(becomes([&] { return kept() == 5; }));
    EXPECT_EQ(items().size(), 10u);
    EXPECT_EQ(host_rows("SELECT min(id) FROM mortise_outbox"), (Rows{{"16"}})) << "the last are kept";
}

TEST_F(OutboxTrouble, WithOldRowsIsSweptAway) {
    reopen({.sweep_every = 5ms});
    outbox->start();
    emit("t", "{}");
    noted.clock.advance(7 * 24h);
    emit("t", "{}");
    ASSERT_TRUE(settle());
    std::this_thread::sleep_for(30ms);
    EXPECT_EQ(kept(), 2u) << "seven days are not more than seven days";
    noted.clock.advance(1ms);
    EXPECT_TRUE(becomes([&] { return kept() == 1; }));
}

TEST_F(OutboxTrouble, NeverSweepsWhatAListenerHasNotHeard) {
    reopen({.first_wait = 1h, .longest_wait = 1h, .keep_rows = 0, .sweep_every = 5ms});
    std::atomic<bool> refuses{true};
    outbox->listen("item.made", "shop", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        if (refuses && name_in(event) == "b") fail(db, id, event);
        stock(db, id, event);
    });
    outbox->start();
    for (const char* name : {"a", "b", "c"}) emit("item.made", named(name));
    EXPECT_TRUE(becomes([&] { return kept() == 2; }));
    std::this_thread::sleep_for(30ms);
    EXPECT_EQ(kept(), 2u);
    refuses = false;
    reopen({.keep_rows = 0, .sweep_every = 5ms});
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    EXPECT_TRUE(becomes([&] { return items() == Rows{{"a"}, {"b"}, {"c"}} && kept() == 0; }));
    emit("item.made", named("d"));
    EXPECT_TRUE(becomes([&] { return items().size() == 4; })) << "ids go on after all rows are gone";
}

}  // namespace background_test
