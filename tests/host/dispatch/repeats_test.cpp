// Requests that come again with the same Idempotency-Key: done once, answered alike.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <atomic>
#include <set>
#include <thread>

namespace {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;
using namespace std::chrono_literals;

constexpr auto emma = R"({"title":"Emma"})";

Client::Headers key(std::string text) { return {{"idempotency-key", std::move(text)}}; }

struct Repeats : testing::TestWithParam<const char*> {
    App app{{"shelf"}};
    Client anybody = app.stranger();
    std::string made() { return app.sql("SELECT count(*) FROM shelf_books"); }
    std::string kept() { return app.sql("SELECT count(*) FROM mortise_idempotency"); }
    void wait_until(std::string_view statement, std::string_view value) {
        for (int i = 0; i < 5000 && app.sql(statement) != value; ++i) std::this_thread::sleep_for(1ms);
        ASSERT_EQ(app.sql(statement), value);
    }
};

/// The rules that hold on both lanes: /books in a transaction, /orders without one.
using OnEachLane = Repeats;
INSTANTIATE_TEST_SUITE_P(Repeats, OnEachLane, testing::Values("/api/shelf/books", "/api/shelf/orders"),
                         [](const auto& each) { return each.index == 0 ? "Writer" : "Blocking"; });

TEST_P(OnEachLane, AreDoneOnceAndAnsweredAlike) {
    const Reply first = anybody.post(GetParam(), emma, key("a")), again = anybody.post(GetParam(), emma, key("a"));
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.header("idempotency-replayed"), "");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(first.header("location"), "/shelf/books/1");
    for (const char* name : {"location", "content-type"}) EXPECT_EQ(again.header(name), first.header(name)) << name;
    EXPECT_NE(again.header("x-request-id"), first.header("x-request-id"));
    EXPECT_EQ(made(), "1");
    EXPECT_EQ(kept(), "1");
}

TEST_P(OnEachLane, WithAnotherKeyOrWithoutOneAreOthers) {
    for (const char* each : {"a", "b", "A"}) EXPECT_EQ(anybody.post(GetParam(), emma, key(each)).status, 201);
    EXPECT_EQ(anybody.post(GetParam(), emma).status, 201);
    EXPECT_EQ(anybody.post(GetParam(), emma).status, 201);
    EXPECT_EQ(made(), "5");
    EXPECT_EQ(kept(), "3");
}

TEST_P(OnEachLane, WithAnotherBodyAreRefused) {
    anybody.post(GetParam(), emma, key("a"));
    for (const char* other : {R"({"title":"Emme"})", R"({"title": "Emma"})", R"({"title":""})"}) {
        const Reply reply = anybody.post(GetParam(), other, key("a"));
        EXPECT_EQ(reply.status, 422) << other;
        EXPECT_EQ(reply.code(), "idempotency-key-reused") << other;
    }
    EXPECT_EQ(made(), "1");
    EXPECT_EQ(anybody.post(GetParam(), emma, key("a")).header("idempotency-replayed"), "true");
}

TEST_P(OnEachLane, ThatFailedMayComeAgain) {
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(anybody.post(GetParam(), R"({"title":"Emma","until":"failure"})", key("a")).code(), "no-luck");
        EXPECT_EQ(kept(), "0");
    }
    EXPECT_EQ(anybody.post(GetParam(), R"({"title":""})", key("a")).status, 422);
    EXPECT_EQ(made(), "0");
    EXPECT_EQ(anybody.post(GetParam(), emma, key("a")).status, 201) << "it was never done";
}

TEST_P(OnEachLane, BelongToTheirCaller) {
    const Client anna = app.bearer(1, "", {}), bert = app.bearer(2, "", {}), anna_elsewhere = app.bearer(1, "", {});
    for (const Client& each : {anna, bert, anybody}) {
        const Reply reply = each.post(GetParam(), emma, key("a"));
        EXPECT_EQ(reply.header("idempotency-replayed"), "");
        EXPECT_EQ(reply.status, 201);
    }
    EXPECT_EQ(anna_elsewhere.post(GetParam(), emma, key("a")).header("idempotency-replayed"), "true");
    EXPECT_EQ(made(), "3");
}

TEST_P(OnEachLane, AreForgottenAfterADay) {
    anybody.post(GetParam(), emma, key("a"));
    app.advance(24h - 1ms);
    EXPECT_EQ(anybody.post(GetParam(), emma, key("a")).header("idempotency-replayed"), "true");
    EXPECT_EQ(app.run("mortise.prune-idempotency"), 0);
    app.advance(1ms);
    EXPECT_EQ(anybody.post(GetParam(), R"({"title":"other"})", key("a")).header("idempotency-replayed"), "");
    EXPECT_EQ(made(), "2");
    EXPECT_EQ(kept(), "1");
    EXPECT_EQ(anybody.post(GetParam(), R"({"title":"other"})", key("a")).header("idempotency-replayed"), "true");
}

TEST_P(OnEachLane, OfFiftyAtOnceOneIsDone) {
    std::atomic<bool> go{false};
    std::vector<Reply> replies(50);
    std::vector<std::thread> all;
    for (Reply& reply : replies)
        all.emplace_back([&] {
            while (!go) std::this_thread::yield();
            reply = anybody.post(GetParam(), emma, key("a"));
        });
    go = true;
    for (std::thread& each : all) each.join();
    std::set<std::string> bodies;
    for (const Reply& reply : replies) {
        if (reply.status == 201) {
            bodies.insert(reply.body);
        } else {
            EXPECT_EQ(reply.code(), "idempotency-in-flight");
            EXPECT_EQ(reply.header("retry-after"), "1");
        }
    }
    EXPECT_EQ(bodies.size(), 1u);
    EXPECT_EQ(made(), "1");
    EXPECT_EQ(anybody.post(GetParam(), emma, key("a")).body, *bodies.begin());
}

TEST_P(OnEachLane, LeaveNothingReadableInTheStore) {
    anybody.post(GetParam(), R"({"title":"a very secret title"})", key("a-key-to-remember"));
    for (const char* column : {"id", "request", "answer"}) {
        const std::string bytes = app.sql("SELECT " + std::string(column) + " FROM mortise_idempotency");
        EXPECT_GE(bytes.size(), 28u) << column;
        for (const char* word : {"secret", "title", "key", "Location"}) EXPECT_EQ(bytes.find(word), std::string::npos) << word;
    }
}

TEST_P(OnEachLane, KeepTheirAnswerThoughTheWorldGoesOn) {
    const Reply first = anybody.post(GetParam(), emma, key("a"));
    anybody.put("/api/shelf/books/1", R"({"title":"Persuasion"})");
    EXPECT_EQ(anybody.post(GetParam(), emma, key("a")).body, first.body);
    EXPECT_EQ(anybody.get("/api/shelf/books/1")["title"], "Persuasion");
}

TEST_F(Repeats, NeedAKeyOfVisibleLetters) {
    for (const std::string& bad : {std::string(), std::string("a b"), std::string("a\tb"), std::string("\x7f"),
                                   std::string("\xc3\xa9"), std::string(256, 'a')})
        EXPECT_EQ(anybody.post("/api/shelf/books", emma, key(bad)).code(), "bad-idempotency-key") << bad;
    const Reply two = anybody.post("/api/shelf/books", emma, {{"idempotency-key", "a"}, {"idempotency-key", "a"}});
    EXPECT_EQ(two.status, 400);
    EXPECT_EQ(made(), "0");
    EXPECT_EQ(anybody.post("/api/shelf/books", emma, key(std::string(255, '~'))).status, 201);
    EXPECT_EQ(anybody.post("/api/shelf/books", emma, key("!")).status, 201);
}

TEST_F(Repeats, AreToldApartByRouteAndParameters) {
    anybody.post("/api/shelf/books", emma, key("a"));
    EXPECT_EQ(anybody.post("/api/shelf/orders", emma, key("a")).header("idempotency-replayed"), "");
    EXPECT_EQ(anybody.post("/api/shelf/orders/1", emma, key("a")).status, 201);
    EXPECT_EQ(anybody.post("/api/shelf/orders/2", emma, key("a")).code(), "idempotency-key-reused");
    EXPECT_EQ(anybody.post("/api/shelf/orders/1", emma, key("a")).header("idempotency-replayed"), "true");
}

TEST_F(Repeats, AreNoMatterOfOtherRoutes) {
    anybody.post("/api/shelf/books", emma);
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(anybody.post("/api/shelf/books/1/lend", {}, key("a b")).header("idempotency-replayed"), "");
        EXPECT_EQ(anybody.put("/api/shelf/books/1", emma, key("a")).status, 200);
    }
    EXPECT_EQ(anybody.get("/api/shelf/books/1")["lent"].text(), "2");
    EXPECT_EQ(kept(), "0");
}

TEST_F(Repeats, AreNotDoneTwiceWhileTheFirstIsUnderWay) {
    Reply first;
    const std::string wish = R"({"title":"Emma","until":"gate before"})";
    std::thread slow([&] { first = anybody.post("/api/shelf/orders", wish, key("a")); });
    wait_until("SELECT count(*) FROM mortise_idempotency", "1");
    const Reply twin = anybody.post("/api/shelf/orders", wish, key("a"));
    EXPECT_EQ(twin.status, 409);
    EXPECT_EQ(twin.code(), "idempotency-in-flight");
    EXPECT_EQ(twin.header("retry-after"), "1");
    EXPECT_EQ(anybody.post("/api/shelf/orders", emma, key("a")).code(), "idempotency-key-reused");
    anybody.post("/api/shelf/gate");
    slow.join();
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(anybody.post("/api/shelf/orders", wish, key("a")).body, first.body);
    EXPECT_EQ(made(), "1");
}

/// What a killed host leaves looks like one that takes longer than its lease.
TEST_F(Repeats, ThatWereCutOffBeforeTheyWroteAreDoneByTheNext) {
    Reply first, second;
    const std::string wish = R"({"title":"Emma","until":"gate before"})";
    std::thread slow([&] { first = anybody.post("/api/shelf/orders", wish, key("a")); });
    wait_until("SELECT count(*) FROM mortise_idempotency", "1");
    app.advance(60s);
    const std::string holder = app.sql("SELECT holder FROM mortise_idempotency");
    std::thread next([&] { second = anybody.post("/api/shelf/orders", wish, key("a")); });
    wait_until("SELECT count(*) FROM mortise_idempotency WHERE holder <> " + holder, "1");
    anybody.post("/api/shelf/gate");
    slow.join();
    next.join();
    EXPECT_EQ(first.code(), "idempotency-in-flight") << "it woke up too late, and has done nothing";
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(made(), "1");
    EXPECT_EQ(anybody.post("/api/shelf/orders", wish, key("a")).body, second.body);
}

TEST_F(Repeats, ThatWereCutOffAfterTheyWroteAreNotDoneAgain) {
    Reply first;
    const std::string wish = R"({"title":"Emma","until":"gate after"})";
    std::thread slow([&] { first = anybody.post("/api/shelf/orders", wish, key("a")); });
    wait_until("SELECT count(*) FROM shelf_books", "1");
    EXPECT_EQ(anybody.post("/api/shelf/orders", wish, key("a")).code(), "idempotency-in-flight");
    app.advance(60s);
    const Reply again = anybody.post("/api/shelf/orders", wish, key("a"));
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.code(), "idempotency-outcome-unknown");
    EXPECT_EQ(again.header("retry-after"), "") << "no waiting helps";
    anybody.post("/api/shelf/gate");
    slow.join();
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(made(), "1");
    EXPECT_EQ(anybody.post("/api/shelf/orders", wish, key("a")).header("idempotency-replayed"), "true") << "it came to an end";
}

TEST_F(Repeats, ThatFailedAfterTheyWroteMayComeAgain) {
    const std::string wish = R"({"title":"Emma","until":"failure after"})";
    for (int i = 1; i <= 2; ++i) {
        EXPECT_EQ(anybody.post("/api/shelf/orders", wish, key("a")).code(), "no-luck");
        EXPECT_EQ(made(), std::to_string(i)) << "the client was told that it had failed, and asked again";
        EXPECT_EQ(kept(), "0");
    }
}

TEST_F(Repeats, OfUploadsAreKnownByWhatTheyBring) {
    const auto send = [&](std::string_view boundary, std::string_view title, std::string_view name, std::string_view content) {
        const std::string line = "--" + std::string(boundary) + "\r\n", part = "Content-Disposition: form-data; name=";
        std::string body = line + part + "\"title\"\r\n\r\n" + std::string(title) + "\r\n" + line + part +
                           "\"file\"; filename=\"" + std::string(name) + "\"\r\nContent-Type: text/plain\r\n\r\n" +
                           std::string(content) + "\r\n--" + std::string(boundary) + "--\r\n";
        return anybody.call(
            "POST", "/api/shelf/scans", body,
            {{"content-type", "multipart/form-data; boundary=" + std::string(boundary)}, {"idempotency-key", "a"}});
    };
    const std::string content(200'000, 'x');
    EXPECT_EQ(send("one", "Emma", "e.txt", content).status, 201);
    EXPECT_EQ(send("other", "Emma", "e.txt", content).header("idempotency-replayed"), "true")
        << "every client draws its boundary";
    EXPECT_EQ(send("one", "Emmy", "e.txt", content).code(), "idempotency-key-reused");
    EXPECT_EQ(send("one", "Emma", "f.txt", content).code(), "idempotency-key-reused");
    EXPECT_EQ(send("one", "Emma", "e.txt", content + "y").code(), "idempotency-key-reused");
    std::string changed = content;
    changed[150'000] = 'y';
    EXPECT_EQ(send("one", "Emma", "e.txt", changed).code(), "idempotency-key-reused");
    EXPECT_EQ(made(), "1");
}

TEST_F(Repeats, AreSweptAwayByAnHourlyTask) {
    for (int i = 0; i < 1200; ++i) anybody.post("/api/shelf/books", emma, key(std::to_string(i)));
    app.advance(23h);
    anybody.post("/api/shelf/books", emma, key("young"));
    app.advance(1h + 1ms);
    EXPECT_EQ(app.run("mortise.prune-idempotency"), 1200);
    EXPECT_EQ(kept(), "1");
}

TEST_F(Repeats, AndVersionsGoTogether) {
    Client::Headers both = key("a");
    both.emplace_back("if-match", "*");
    EXPECT_EQ(anybody.post("/api/shelf/books", emma, both).code(), "precondition-failed") << "a list has no version";
    EXPECT_EQ(kept(), "0");
}

}  // namespace
