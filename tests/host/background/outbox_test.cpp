// Who hears what, when, and how often.
#include <optional>

#include "background/outbox_support.h"

namespace background_test {

TEST_F(OutboxTest, DeliversWhatWasCommittedInOrder) {
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    Rows expected;
    for (int i = 0; i < 100; ++i) {
        write([&](mortise_db& db) {
            for (int j = 0; j < 3; ++j) {
                const std::string name = std::to_string(i) + "." + std::to_string(j);
                Outbox::emit(db, "shop", "item.made", named(name), noted.clock.now());
                expected.push_back({name});
            }
        });
    }
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), expected);
}

TEST_F(OutboxTest, WakesWithoutBeingAsked) {
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    ASSERT_TRUE(settle());
    emit("item.made", named("a"));
    EXPECT_TRUE(becomes([&] { return items() == Rows{{"a"}}; }));
}

TEST_F(OutboxTest, SaysNothingOfATransactionThatFailed) {
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    const auto failing = [&] {
        write([&](mortise_db& db) {
            Outbox::emit(db, "shop", "item.made", named("a"), noted.clock.now());
            throw host::Problem(409, "no", "No.");
        });
    };
    EXPECT_EQ(storage_test::problem(failing).status, 409);
    ASSERT_TRUE(settle());
    EXPECT_TRUE(items().empty());
}

TEST_F(OutboxTest, HandsOverTheEventWithItsIdAndTheRightsOfThePlugin) {
    std::vector<std::int64_t> ids;
    std::string seen, owner;
    outbox->listen("order.paid", "bank", [&](mortise_db& db, std::int64_t id, mortise_nodes event) {
        ids.push_back(id);
        owner = db.owner;
        for (std::size_t i = 0; i < event.n; ++i)
            seen += std::string(text_of(event.p[i].key)) + "=" + std::string(text_of(event.p[i].text)) + ";";
    });
    outbox->start();
    emit("order.paid", R"({"order":7,"who":{"name":"Asha"}})");
    emit("order.paid", R"({})");
    ASSERT_TRUE(settle());
    outbox->stop();
    ASSERT_EQ(ids.size(), 2u);
    EXPECT_LT(ids[0], ids[1]);
    EXPECT_EQ(owner, "bank");
    EXPECT_EQ(seen, "=;order=7;who=;name=Asha;=;");
}

TEST_F(OutboxTest, DeliversATopicToEachOfItsListenersAndToNobodyElse) {
    outbox->listen("item.made", "shop", stock);
    outbox->listen("item.made", "bank", account);
    outbox->listen("item.sold", "bank", account);
    outbox->start();
    emit("item.made", named("a"));
    emit("item.sold", named("b"));
    emit("item.lost", named("c"));
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), (Rows{{"a"}}));
    const Rows both = accounts();
    EXPECT_TRUE(both == (Rows{{"a"}, {"b"}}) || both == (Rows{{"b"}, {"a"}})) << "topics have no order among each other";
}

TEST_F(OutboxTest, BeginsForANewListenerAtThePresentEnd) {
    emit("item.made", named("old"));
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    emit("item.made", named("new"));
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), (Rows{{"new"}}));
}

TEST_F(OutboxTest, DeliversOnceWhenTheHostEndedBetweenCommitAndDelivery) {
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    outbox->stop();
    emit("item.made", named("a"));
    emit("item.made", named("b"));
    EXPECT_TRUE(items().empty());
    for (int start = 0; start < 3; ++start) {
        reopen();
        outbox->listen("item.made", "shop", stock);
        outbox->start();
        ASSERT_TRUE(settle());
        EXPECT_EQ(items(), (Rows{{"a"}, {"b"}})) << "start " << start;
    }
}

TEST_F(OutboxTest, KeepsThePlaceOfAListenerThatWasAbsentForAWhile) {
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    reopen();
    outbox->start();
    emit("item.made", named("meanwhile"));
    ASSERT_TRUE(settle());
    reopen();
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    ASSERT_TRUE(settle());
    EXPECT_EQ(items(), (Rows{{"meanwhile"}}));
}

TEST_F(OutboxTest, SettlesOnlyAfterWhatListenersEmitThemselves) {
    outbox->listen("chain", "shop", [&](mortise_db& db, std::int64_t, mortise_nodes event) {
        const std::string name = name_in(event);
        stock(db, 0, event);
        if (name.size() < 20) Outbox::emit(db, "shop", "chain", named(name + "x"), noted.clock.now());
    });
    outbox->start();
    emit("chain", named("x"));
    ASSERT_TRUE(settle());
    EXPECT_EQ(items().size(), 20u);
}

TEST_F(OutboxTest, SettlesAtOnceWhenNobodyListens) {
    outbox->start();
    emit("item.made", named("a"));
    EXPECT_TRUE(settle());
}

TEST_F(OutboxTest, KeepsUpWithManyWritersAtOnce) {
    outbox->listen("item.made", "shop", stock);
    outbox->listen("item.made", "bank", account);
    outbox->start();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([this, t] {
            for (int i = 0; i < 50; ++i) emit("item.made", named(std::to_string(t) + "-" + std::to_string(i)));
        });
    for (auto& thread : threads) thread.join();
    ASSERT_TRUE(settle());
    EXPECT_EQ(items().size(), 200u);
    EXPECT_EQ(accounts(), items()) << "both in the order of the commits";
}

TEST_F(OutboxTest, TakesOnlyJsonObjectsWithATopicFromAWriter) {
    const auto code = [&](std::string_view topic, std::string_view json) {
        return storage_test::problem([&] { emit(topic, json); }).code;
    };
    EXPECT_EQ(code("t", "{}"), "");
    for (const char* json : {"", "[]", "7", "\"x\"", "{", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":\"\xff\"}"})
        EXPECT_EQ(code("t", json), "bad-event") << json;
    EXPECT_EQ(code("", "{}"), "bad-event");
    host::storage::Gathered gathered;
    EXPECT_EQ(storage_test::problem([&] {
                  database->reader()->snapshot("shop", gathered,
                                               [&](mortise_db& db) { Outbox::emit(db, "shop", "t", "{}", noted.clock.now()); });
              }).code,
              "bad-event");
    EXPECT_EQ(host_rows("SELECT topic, plugin, json, at FROM mortise_outbox"), (Rows{{"t", "shop", "{}", "0"}}));
}

TEST_F(OutboxTest, TakesOneListenerForEachPluginAndTopicBeforeTheStart) {
    outbox->listen("t", "shop", stock);
    EXPECT_EQ(storage_test::problem([&] { outbox->listen("t", "shop", stock); }).status, 500);
    outbox->listen("t", "bank", account);
    outbox->start();
    EXPECT_EQ(storage_test::problem([&] { outbox->listen("u", "shop", stock); }).status, 500);
}

TEST_F(OutboxTest, MayBeStoppedTwiceAndOutlivedByItsDatabase) {
    outbox->listen("item.made", "shop", stock);
    outbox->start();
    outbox->stop();
    outbox->stop();
    outbox.reset();
    emit("item.made", named("a"));
    EXPECT_TRUE(items().empty());
}

}  // namespace background_test
