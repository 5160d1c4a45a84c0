// Answers on their way out: order, keep-alive, HEAD, files, fields.
#include <gtest/gtest.h>

#include "fake_service.h"

namespace {

std::string get(std::string_view path, std::string_view fields = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n";
}

TEST(Answers, CarryDateAndLength) {
    Running running;
    const auto answer = running.ask(get("/a"));
    EXPECT_EQ(answer.head.substr(0, 17), "HTTP/1.1 200 OK\r\n");
    EXPECT_NE(answer.head.find("\r\nContent-Length: 7\r\n"), std::string::npos);
    EXPECT_NE(answer.head.find("\r\nDate: "), std::string::npos);
    EXPECT_NE(answer.head.find(" GMT\r\n"), std::string::npos);
}

TEST(Answers, KeepTheConnectionUnlessToldOtherwise) {
    Running running;
    auto client = running.connect();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(client.ask(get("/a")).body, "GET /a ");
    EXPECT_TRUE(client.ask(get("/a", "Connection: close\r\n")).says_close());
    EXPECT_TRUE(client.ended());

    auto other = running.connect();
    EXPECT_TRUE(other.ask(get("/close")).says_close());
    EXPECT_TRUE(other.ended());
}

TEST(Answers, ToHttp10CloseUnlessAskedToKeep) {
    Running running;
    auto client = running.connect();
    const auto kept = client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_NE(kept.head.find("Connection: keep-alive\r\n"), std::string::npos);
    EXPECT_TRUE(client.ask("GET / HTTP/1.0\r\n\r\n").says_close());
    EXPECT_TRUE(client.ended());
}

TEST(Answers, ToHeadHaveALengthButNoBody) {
    Running running;
    auto client = running.connect();
    client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /file HTTP/1.1\r\nHost: x\r\n\r\n" + get("/b"));
    EXPECT_NE(client.read(false).head.find("Content-Length: 8\r\n"), std::string::npos);
    EXPECT_NE(client.read(false).head.find("Content-Length: " + std::to_string(FakeService::file_bytes)), std::string::npos);
    EXPECT_EQ(client.read().body, "GET /b ");
}

TEST(Answers, OfFaultsToHeadHaveNoBodyEither) {
    Running running;
    auto client = running.connect();
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n");
    EXPECT_EQ(client.read(false).status, 400);
    EXPECT_TRUE(client.ended());
}

TEST(Answers, WithoutContentHaveNone) {
    Running running;
    auto client = running.connect();
    client.send(get("/204") + get("/304") + get("/b"));
    EXPECT_EQ(client.read().status, 204);
    EXPECT_EQ(client.read().status, 304);
    EXPECT_EQ(client.read().body, "GET /b ");
}

TEST(Answers, ToPipelinedRequestsComeInOrder) {
    Running running;
    auto client = running.connect();
    const auto path = [](int i) { return (i % 3 ? "/now" : "/later") + std::to_string(i); };
    std::string all;
    for (int i = 0; i < 2000; ++i) all += get(path(i));
    const std::jthread sender([&] { client.send(all); });
    for (int i = 0; i < 2000; ++i) ASSERT_EQ(client.read().body, "GET " + path(i) + " ");
}

TEST(Answers, MayBeFinishedOnAnotherThread) {
    Running running;
    auto client = running.connect();
    for (int i = 0; i < 100; ++i) ASSERT_EQ(client.ask(get("/later")).body, "GET /later ");
}

TEST(Answers, MayBeLarge) {
    Running running;
    auto client = running.connect();
    EXPECT_EQ(client.ask(get("/big")).body.size(), 8u << 20);
    EXPECT_EQ(client.ask(get("/big")).body.size(), 8u << 20);
}

TEST(Answers, MayBeAPartOfAFile) {
    Running running;
    auto client = running.connect();
    client.send(get("/file") + get("/b"));
    const auto answer = client.read();
    EXPECT_EQ(answer.body, std::string(FakeService::file_bytes, 'f'));
    EXPECT_EQ(client.read().body, "GET /b ");
}

TEST(Answers, OfAFileThatIsTooShortAreCut) {
    Running running;
    auto client = running.connect();
    client.send(get("/short-file"));
    EXPECT_EQ(client.read().status, 0);
}

TEST(Answers, KnowThePeer) {
    Running running;
    EXPECT_EQ(running.ask(get("/peer")).body, "127.0.0.1");
}

TEST(Answers, TakeNoFieldThatWouldSplitThem) {
    host::http::Answer answer;
    answer.set("Location", "/a b\tc\xc3\xa4");
    EXPECT_EQ(answer.fields, "Location: /a b\tc\xc3\xa4\r\n");
    for (const auto* value : {"a\r\nb", "a\nb", "a\rb", "\x01", "\x7f"})
        EXPECT_THROW(answer.set("Location", value), std::invalid_argument);
    EXPECT_THROW(answer.set("Location", std::string_view("a\0b", 3)), std::invalid_argument);
    for (const auto* name : {"", "A B", "A:", "A\r\n", "content-LENGTH", "Transfer-Encoding", "Date", "connection"})
        EXPECT_THROW(answer.set(name, "x"), std::invalid_argument);
}

}  // namespace
