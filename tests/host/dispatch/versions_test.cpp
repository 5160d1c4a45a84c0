// Records with versions: what is read once need not be sent again, and nobody writes over what he has not seen.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <atomic>
#include <thread>

namespace {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;

struct Versions : testing::Test {
    App app{{"shelf"}};
    Client anybody = app.stranger();
    const std::string book = "/api/shelf/books/1";
    void SetUp() override { ASSERT_EQ(anybody.post("/api/shelf/books", R"({"title":"Emma"})").status, 201); }

    Reply unless(std::string_view tags, std::string_view method = "GET") {
        return anybody.call(method, book, {}, {{"if-none-match", std::string(tags)}});
    }
    std::string tag() { return anybody.get(book).header("etag"); }
    std::string title() { return anybody.get(book)["title"].text(); }
    static Client::Headers only(std::string tags) { return {{"if-match", std::move(tags)}}; }
};

TEST_F(Versions, AreShownByReadsOfARecordAlone) {
    const std::string first = tag();
    EXPECT_GE(first.size(), 18u) << "96 bits and their quotes";
    EXPECT_EQ(first.front(), '"');
    EXPECT_EQ(tag(), first);
    EXPECT_EQ(anybody.call("HEAD", book, {}).header("etag"), first);
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})").header("etag"), "");
    EXPECT_EQ(tag(), first) << "nothing has changed";
    anybody.post(book + "/lend");
    EXPECT_NE(tag(), first);
    EXPECT_EQ(anybody.get("/api/shelf/books/2").header("etag"), "") << "a failure has no version";
}

TEST_F(Versions, ThatAreKnownAreNotSentAgain) {
    const std::string now = tag();
    for (const std::string& known : {now, "W/" + now, "\"x\", " + now, std::string("*")}) {
        const Reply reply = unless(known);
        EXPECT_EQ(reply.status, 304) << known;
        EXPECT_EQ(reply.body, "");
        EXPECT_EQ(reply.header("etag"), now);
        EXPECT_EQ(reply.header("content-type"), "");
        EXPECT_NE(reply.header("x-request-id"), "");
    }
    EXPECT_EQ(unless(now, "HEAD").status, 304);
    for (const std::string& other : {std::string("\"x\""), std::string("nonsense"), now.substr(1)})
        EXPECT_EQ(unless(other).status, 200) << other;
    EXPECT_EQ(anybody.get(book, {{"if-none-match", "\"x\""}, {"if-none-match", now}}).status, 304) << "two lines are one list";
    anybody.post(book + "/lend");
    EXPECT_EQ(unless(now).status, 200);
}

TEST_F(Versions, AreTheSameFromTheCache) {
    const Reply miss = anybody.get("/api/shelf/kept/1"), hit = anybody.get("/api/shelf/kept/1");
    ASSERT_EQ(hit.header("x-cache"), "hit");
    EXPECT_EQ(hit.header("etag"), miss.header("etag"));
    EXPECT_EQ(hit.header("etag"), tag()) << "the same record";
    const Reply known = anybody.get("/api/shelf/kept/1", {{"if-none-match", hit.header("etag")}});
    EXPECT_EQ(known.status, 304);
    EXPECT_EQ(known.header("x-cache"), "hit");
    EXPECT_EQ(anybody.get("/api/shelf/kept/1").body, miss.body) << "a 304 has not spoiled what is kept";
}

TEST_F(Versions, MayBeKeptByTheirReaderAlone) {
    const Client reader = app.bearer(1, "", {"READ:VAULT"});
    EXPECT_EQ(reader.get("/api/shelf/vault/1").header("cache-control"), "private, no-cache");
    EXPECT_EQ(reader.get("/api/shelf/vault/2").header("cache-control"), "no-store");
    EXPECT_EQ(reader.put("/api/shelf/vault/1", R"({"title":"Emma"})").header("cache-control"), "no-store");
}

TEST_F(Versions, ThatAreOldAreNotWrittenOver) {
    const std::string old = tag();
    EXPECT_EQ(anybody.put(book, R"({"title":"Persuasion"})", only(old)).status, 200);
    const Reply refused = anybody.put(book, R"({"title":"Sanditon"})", only(old));
    EXPECT_EQ(refused.status, 412);
    EXPECT_EQ(refused.code(), "precondition-failed");
    EXPECT_EQ(title(), "Persuasion");
    EXPECT_EQ(anybody.put(book, R"({"title":"Sanditon"})", only("\"x\", " + tag())).status, 200);
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", only("W/" + tag())).status, 412) << "a weak tag is not enough to write";
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", only("*")).status, 200);
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", only("nonsense")).status, 412);
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", only("")).status, 412);
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", {{"if-match", "\"x\""}, {"if-match", tag()}}).status, 200);
}

TEST_F(Versions, GuardTransitionsAndRemovals) {
    const std::string old = tag();
    EXPECT_EQ(anybody.post(book + "/lend", {}, only(old)).status, 200);
    EXPECT_EQ(anybody.post(book + "/lend", {}, only(old)).status, 412);
    EXPECT_EQ(anybody.get(book)["lent"].text(), "1");
    EXPECT_EQ(anybody.del(book, {}, only(old)).status, 412);
    EXPECT_EQ(anybody.del(book, {}, only(tag())).status, 204);
    EXPECT_EQ(anybody.del(book, {}, only("*")).status, 404) << "the read's own failure";
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", only(old)).code(), "not-found");
}

TEST_F(Versions, GuardHandlersWithoutATransaction) {
    const std::string old = tag();
    EXPECT_EQ(anybody.patch(book, R"({"title":"Persuasion"})", only(old)).status, 200);
    EXPECT_EQ(anybody.patch(book, R"({"title":"Sanditon"})", only(old)).status, 412);
    EXPECT_EQ(title(), "Persuasion");
    EXPECT_EQ(anybody.post(book + "/pages/look", {}, only(old)).status, 412) << "also where nothing is written";
    EXPECT_EQ(anybody.post(book + "/pages/look", {}, only(tag())).status, 200);
    EXPECT_EQ(anybody.patch("/api/shelf/books/2", R"({"title":"Emma"})", only("*")).status, 404);
}

TEST_F(Versions, AreComparedAgainWhereTheHandlerWrites) {
    const std::string seen = tag();
    Reply reply;
    std::thread slow([&] { reply = anybody.patch(book, R"({"title":"overtaken"})", only(seen)); });
    std::this_thread::sleep_for(
        std::chrono::milliseconds{20});  // most likely it has looked by now; if not, it is refused earlier
    anybody.post(book + "/lend");
    slow.join();
    EXPECT_EQ(reply.status, 412);
    EXPECT_EQ(title(), "Emma");
}

TEST_F(Versions, OfWhatTheCallerMayNotSeeAreNotCompared) {
    const Client blind = app.bearer(1, "", {}), seeing = app.bearer(2, "", {"READ:VAULT"});
    const std::string vault = "/api/shelf/vault/1", now = seeing.get(vault).header("etag");
    EXPECT_EQ(blind.put(vault, R"({"title":"Emma"})", only(now)).code(), "precondition-failed");
    EXPECT_EQ(blind.put(vault, R"({"title":"Emma"})", only("*")).status, 412);
    EXPECT_EQ(blind.put(vault, R"({"title":"Emma"})").status, 200);
    EXPECT_EQ(seeing.put(vault, R"({"title":"Emma"})", only(now)).status, 200);
    EXPECT_EQ(anybody.put(vault, R"({"title":"Emma"})", only(now)).status, 401) << "who he is comes first";
}

TEST_F(Versions, ThatDoNotExistAreNeverIgnored) {
    const Reply reply = anybody.put("/api/shelf/paint", R"({"title":"red"})", only("\"x\""));
    EXPECT_EQ(reply.status, 412);
    EXPECT_NE(reply["detail"].text().find("no version"), std::string::npos);
    EXPECT_EQ(anybody.put("/api/shelf/paint", R"({"title":"red"})", only("*")).status, 412);
    EXPECT_EQ(anybody.post("/api/shelf/books", R"({"title":"red"})", only("*")).status, 412);
    EXPECT_EQ(anybody.get(book, only("\"x\"")).status, 200) << "a read changes nothing";
}

TEST_F(Versions, ComeFromTheReadWithoutItsQuery) {
    const Reply other = anybody.get(book + "?more=again");
    EXPECT_EQ(other["title"].text(), "Emma again");
    EXPECT_EQ(anybody.put(book, R"({"title":"Emma"})", only(other.header("etag"))).status, 412);
    EXPECT_EQ(anybody.get(book + "?more=again", {{"if-none-match", other.header("etag")}}).status, 304);
}

TEST_F(Versions, LetOneOfTwoWritersThrough) {
    for (int round = 0; round < 50; ++round) {
        const std::string seen = tag();
        std::atomic<int> ready{0}, done{0}, refused{0};
        const auto write = [&](int who) {
            ++ready;
            while (ready < 2) std::this_thread::yield();
            const std::string body = R"({"title":"by )" + std::to_string(who) + " in " + std::to_string(round) + R"("})";
            const int status = (who + round) % 2 == 0 ? anybody.put(book, body, only(seen)).status
                                                      : anybody.patch(book, body, only(seen)).status;
            done += status == 200;
            refused += status == 412;
        };
        std::thread one(write, 1), other(write, 2);
        one.join();
        other.join();
        ASSERT_EQ(done, 1) << round;
        ASSERT_EQ(refused, 1) << round;
    }
}

}  // namespace
