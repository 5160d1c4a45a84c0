// Bodies on their way in: framed, bounded, drained, never taken for the next request.
#include <gtest/gtest.h>

#include "fake_service.h"

namespace {

const std::string next = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";

std::string chunked(std::string_view body, std::string_view path = "/") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body);
}
std::string sized(std::size_t length, std::string_view body, std::string_view path = "/") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" +
           std::string(body);
}

TEST(Bodies, APostWithoutALengthHasAnEmptyBody) {
    Running running;
    auto client = running.connect();
    client.send("POST /a HTTP/1.1\r\nHost: x\r\n\r\n" + next);
    EXPECT_EQ(client.read().body, "POST /a ");
    EXPECT_EQ(client.read().body, "GET /next ");
}

TEST(Bodies, AreCollectedWholeAndTheNextRequestFollows) {
    Running running;
    auto client = running.connect();
    const std::string large(300'000, 'x');
    client.send(sized(large.size(), large));
    EXPECT_EQ(client.read().body, "POST / " + large);
    client.send(sized(3, "abc") + next);
    EXPECT_EQ(client.read().body, "POST / abc");
    EXPECT_EQ(client.read().body, "GET /next ");
    client.send(chunked("3\r\nabc\r\n00A;x=y;z=\"q\"\r\n0123456789\r\n0\r\nTrailer: dropped\r\n\r\n") + next);
    EXPECT_EQ(client.read().body, "POST / abc0123456789");
    EXPECT_EQ(client.read().body, "GET /next ");
}

TEST(Bodies, MayComeByteByByte) {
    Running running;
    auto client = running.connect();
    for (const char c : chunked("5\r\nhello\r\n6;ext\r\n world\r\n0\r\nA: b\r\n\r\n")) client.send({&c, 1});
    EXPECT_EQ(client.read().body, "POST / hello world");
    for (const char c : chunked("0\r\n\r\n")) client.send({&c, 1});
    EXPECT_EQ(client.read().body, "POST / ");
}

TEST(Bodies, ChunkedMayBeLargeAndInManyPieces) {
    Running running;
    auto client = running.connect();
    std::string body, framed;
    for (int i = 0; i < 3000; ++i) {
        const std::string piece(1 + static_cast<std::size_t>(i) % 97, static_cast<char>('a' + i % 26));
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
        body += piece;
        framed += size + piece + "\r\n";
    }
    client.send(chunked(framed + "0\r\n\r\n"));
    EXPECT_EQ(client.read().body, "POST / " + body);
}

TEST(Bodies, RefuseMalformedChunks) {
    for (const auto* body : {"x\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n", "\r\nabc\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n",
                             "3 \r\nabc\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc0\r\n\r\n",
                             "3;\x01\r\nabc\r\n0\r\n\r\n", "3;a\nb\r\nabc\r\n0\r\n\r\n", "11111111111111113\r\nabc\r\n0\r\n\r\n",
                             "3,4\r\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n", "0\r\nbad trailer\r\n\r\n",
                             "0\r\nA: b\nB: c\r\n\r\n", "0\r\nContent-Length: 5\r\n\r\n", "3\r\nabc\n0\r\n\r\n"}) {
        Running running;
        auto client = running.connect();
        client.send(chunked(body) + next);
        const auto answer = client.read();
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_TRUE(answer.says_close()) << body;
        EXPECT_TRUE(client.ended()) << body;
        EXPECT_EQ(running.service.ran, 0) << body;
    }
}

TEST(Bodies, BoundChunkExtensionsAndTrailers) {
    Running running;
    EXPECT_EQ(running.ask(chunked("3;" + std::string(5000, 'e') + "\r\nabc\r\n0\r\n\r\n")).status, 400);
    std::string many;
    for (int i = 0; i < 100; ++i) many += "1;" + std::string(100, 'e') + "\r\nx\r\n";
    EXPECT_EQ(running.ask(chunked(many + "0\r\n\r\n")).status, 400);
    EXPECT_EQ(running.ask(chunked("0\r\nA: " + std::string(6000, 't') + "\r\n\r\n")).status, 400);
    EXPECT_EQ(running.ask(chunked("0\r\nA: " + std::string(3000, 't') + "\r\n\r\n")).status, 200);
}

TEST(Bodies, ATruncatedBodyIsNeverDelivered) {
    Running running;
    for (const auto& bytes : {sized(100, "abc"), chunked("3\r\nabc\r\n"), chunked("64\r\nabc"), chunked("3\r\nabc\r\n0\r\n"),
                              sized(100, "abc", "/stream")}) {
        auto client = running.connect();
        client.send(bytes);
        client.end_sending();
        EXPECT_EQ(client.read().status, 400) << bytes;
        EXPECT_TRUE(client.ended());
    }
    EXPECT_EQ(running.service.ran, 0);
    EXPECT_TRUE(soon([&] { return running.service.sinks == 0; }));
}

TEST(Bodies, StreamIntoTheirSink) {
    Running running;
    const std::string large(500'000, 'x');
    auto client = running.connect();
    EXPECT_EQ(client.ask(sized(large.size(), large, "/stream")).status, 200);
    EXPECT_EQ(client.ask(chunked("5\r\nhello\r\n0\r\n\r\n", "/stream")).status, 200);
    EXPECT_EQ(running.service.streamed, large.size() + 5);
    EXPECT_TRUE(soon([&] { return running.service.sinks == 0; }));
}

TEST(Bodies, ASinkThatThrowsEndsTheRequest) {
    Running running;
    auto client = running.connect();
    client.send(sized(100'000, std::string(100'000, 'x'), "/throw"));
    EXPECT_EQ(client.read().status, 400);
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(running.service.ran, 0);
}

TEST(Bodies, BeyondTheirLimitAreRefusedAsSoonAsThatIsKnown) {
    Running running;
    running.service.limit = 100;
    EXPECT_EQ(running.ask(sized(101, "")).status, 413);
    EXPECT_EQ(running.ask(chunked("65\r\n")).status, 413);
    EXPECT_EQ(running.ask(chunked("64\r\n" + std::string(100, 'x') + "\r\n1\r\n")).status, 413);
    EXPECT_EQ(running.ask(chunked("64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n")).status, 200);
    EXPECT_EQ(running.ask(sized(100, std::string(100, 'x'))).status, 200);
    EXPECT_EQ(running.ask(chunked("ffffffffffffffff\r\n")).status, 413);
}

TEST(Bodies, AnUnreadBodyIsDrainedAndNotTakenForARequest) {
    Running running;
    auto client = running.connect();
    const auto smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    client.send(sized(std::string_view(smuggled).size(), smuggled, "/refuse") + next);
    auto answer = client.read();
    EXPECT_EQ(answer.status, 401);
    EXPECT_FALSE(answer.says_close());
    EXPECT_EQ(client.read().body, "GET /next ");
    client.send(chunked("3\r\nabc\r\n0\r\nGET /smuggled HTTP/1.1: x\r\n\r\n", "/refuse"));
    EXPECT_EQ(client.read().status, 401);
    EXPECT_TRUE(client.ended()) << "trailers that are none";
    EXPECT_EQ(running.service.ran, 1);
}

TEST(Bodies, AnUnreadBodyBeyondTheBoundEndsTheConnectionButNotTheAnswer) {
    Running running;
    auto client = running.connect();
    client.send(sized(200'000, std::string(200'000, 'x'), "/refuse"));
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 401);
    EXPECT_TRUE(answer.says_close());
    EXPECT_TRUE(client.ended());

    auto other = running.connect();
    other.send(chunked("30d40\r\n" + std::string(200'000, 'x') + "\r\n0\r\n\r\n", "/refuse"));
    EXPECT_EQ(other.read().status, 401);
    EXPECT_TRUE(other.ended());
}

TEST(Bodies, AnUnreadBodyThatDoesNotComeEndsTheConnectionSoon) {
    Running running;
    auto client = running.connect();
    client.send(sized(100, "abc", "/refuse"));
    EXPECT_EQ(client.read().status, 401);
    EXPECT_TRUE(client.ended());
}

TEST(Bodies, ContinueIsSaidOnlyWhenTheBodyIsWanted) {
    Running running;
    auto client = running.connect();
    const std::string expecting = " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n";
    client.send("POST /" + expecting);
    EXPECT_EQ(client.read().status, 100);
    EXPECT_EQ(client.ask("abc").body, "POST / abc");
    const auto refused = client.ask("POST /refuse" + expecting);
    EXPECT_EQ(refused.status, 401);
    EXPECT_TRUE(refused.says_close());
    EXPECT_EQ(running.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: tea\r\n\r\n").status, 417);
}

}  // namespace
