// Heads that must be refused, and the odd ones that must not.
#include <gtest/gtest.h>

#include "fake_service.h"

namespace {

const std::string host = "Host: x\r\n";

std::string get(std::string_view fields) { return "GET / HTTP/1.1\r\n" + host + std::string(fields) + "\r\n"; }
std::string post(std::string_view fields, std::string_view body) {
    return "POST / HTTP/1.1\r\n" + host + std::string(fields) + "\r\n" + std::string(body);
}

/// Refused with that status, an answer that can be read, and an end in order; what follows is never taken for a request.
void expect_refusal(const std::string& bytes, int status) {
    Running running;
    auto client = running.connect();
    client.send(bytes + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto answer = client.read();
    EXPECT_EQ(answer.status, status) << bytes;
    EXPECT_TRUE(answer.says_close()) << bytes;
    EXPECT_TRUE(client.ended()) << bytes;
    EXPECT_EQ(running.service.ran, 0) << bytes;
    EXPECT_EQ(running.service.refused, 1) << bytes;
}

TEST(Framing, RefusesTwoContentLengths) {
    expect_refusal(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), 400);
    expect_refusal(post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400);
}

TEST(Framing, RefusesAContentLengthThatIsNotPlainDigits) {
    for (const auto* value : {"5,5", "1,000", "+5", "-5", "", "0x5", "5 5", "5;", "five", "1234567890123456", "3.0", "\xb3"})
        expect_refusal(post("Content-Length: " + std::string(value) + "\r\n", "abc"), 400);
}

TEST(Framing, RefusesContentLengthWithTransferEncoding) {
    expect_refusal(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
    expect_refusal(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400);
    expect_refusal(post("Content-Length: 3\r\nTransfer-Encoding: xchunked\r\n", "abc"), 400);
}

TEST(Framing, RefusesTransferEncodingsOtherThanOneChunked) {
    for (const auto* value : {"gzip, chunked", "xchunked", "gzip", "identity", "chunked1"})
        expect_refusal(post("Transfer-Encoding: " + std::string(value) + "\r\n", "0\r\n\r\n"), 501);
    for (const auto* value :
         {"chunked, chunked", "chunked, gzip", "", "chunked;q=1", "\"chunked\"", ", chunked", "=?utf-8?Q?chunked?="})
        expect_refusal(post("Transfer-Encoding: " + std::string(value) + "\r\n", "0\r\n\r\n"), 400);
    expect_refusal(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
    expect_refusal(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n", "0\r\n\r\n"), 400);
    expect_refusal("POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
}

TEST(Framing, RefusesABlankBeforeTheColon) {
    expect_refusal(post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400);
    expect_refusal(post("Content-Length\t: 3\r\n", "abc"), 400);
}

TEST(Framing, RefusesLinesThatDoNotEndInCrLf) {
    expect_refusal("GET / HTTP/1.1\nHost: x\n\n", 400);
    expect_refusal("GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\rHost: x\r\n\r\n", 400);
}

TEST(Framing, RefusesAFoldedLine) {
    expect_refusal(get("A: b\r\n c\r\n"), 400);
    expect_refusal(get("A: b\r\n\tc\r\n"), 400);
    expect_refusal("GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400);
}

TEST(Framing, RefusesAHeaderLineWithoutColonOrName) {
    expect_refusal(get("nothing here\r\n"), 400);
    expect_refusal(get(": value\r\n"), 400);
    expect_refusal(get("a b: value\r\n"), 400);
    expect_refusal(get("n\xe4me: value\r\n"), 400);
}

TEST(Framing, RefusesControlBytesAnywhereInTheHead) {
    for (int c = 0; c < 0x20; ++c) {
        if (c == '\t' || c == '\r' || c == '\n') continue;
        const std::string byte(1, static_cast<char>(c));
        expect_refusal(get("A: b" + byte + "c\r\n"), 400);
    }
    for (const std::string& byte : {std::string(1, '\0'), std::string("\x01"), std::string("\x7f")}) {
        expect_refusal("GE" + byte + "T / HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        expect_refusal("GET /" + byte + " HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        expect_refusal(get("A" + byte + ": b\r\n"), 400);
        expect_refusal(get("A: b" + byte + "\r\n"), 400);
    }
}

TEST(Framing, PassesBytesBeyondAsciiInValuesUntouched) {
    Running running;
    const std::string value = "caf\xc3\xa9 \xff =?utf-8?Q?chunked?= \t end";
    EXPECT_EQ(running.ask("GET /header HTTP/1.1\r\nHost: x\r\nX-Test:  " + value + " \r\n\r\n").body, value);
}

TEST(Framing, WantsExactlyOneHost) {
    expect_refusal("GET / HTTP/1.1\r\nA: b\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400);
    for (const auto* value : {"", "x y", "x/y", "user@x", "x,y", ":80", "x?y", "x#"})
        expect_refusal("GET / HTTP/1.1\r\nHost: " + std::string(value) + "\r\n\r\n", 400);
    Running running;
    for (const auto* value : {"x", "x:80", "127.0.0.1:8080", "[::1]:8080", "a-b.example"})
        EXPECT_EQ(running.ask("GET /host HTTP/1.1\r\nhOsT: " + std::string(value) + "\r\n\r\n").body, value);
    EXPECT_EQ(running.ask("GET / HTTP/1.0\r\n\r\n").status, 200);
}

TEST(Framing, SpeaksOnlyItsTwoVersions) {
    for (const auto* version : {"HTTP/9.9", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0"})
        expect_refusal("GET / " + std::string(version) + "\r\nHost: x\r\n\r\n", 505);
    for (const auto* version :
         {"HTTP/1.1 ", "HTTP/1.1x", "http/1.1", "HTTP/1", "HTTP/11", "HTTP/1.10", "HTTP /1.1", "HTTPS/1.1", ""})
        expect_refusal("GET / " + std::string(version) + "\r\nHost: x\r\n\r\n", 400);
    expect_refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
}

TEST(Framing, RefusesMalformedRequestLines) {
    for (const auto* line : {"GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET\t/ HTTP/1.1", " GET / HTTP/1.1",
                             "/ HTTP/1.1", "G(T / HTTP/1.1", "G\xc9T / HTTP/1.1", "GET / / HTTP/1.1", "GET /a#b HTTP/1.1",
                             "GET /\xe4 HTTP/1.1", "GET a HTTP/1.1", "GET ftp://x/ HTTP/1.1", "GET * HTTP/1.1",
                             "GET http HTTP/1.1", "GET http:// HTTP/1.1", "GET http://user@x/ HTTP/1.1", "GET ?a=b HTTP/1.1"})
        expect_refusal(std::string(line) + "\r\nHost: x\r\n\r\n", 400);
    expect_refusal("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 501);
    expect_refusal(std::string(40, 'M') + " / HTTP/1.1\r\nHost: x\r\n\r\n", 501);
}

TEST(Framing, AllowsOneEmptyLineBeforeARequestButNoFlood) {
    Running running;
    EXPECT_EQ(running.ask("\r\n" + get("")).status, 200);
    expect_refusal("\r\n\r\n" + get(""), 400);
    expect_refusal("   " + get(""), 400);
    expect_refusal("\t" + get(""), 400);
}

TEST(Framing, TakesTheAbsoluteFormForItsOriginForm) {
    Running running;
    EXPECT_EQ(running.ask("GET http://y:8/a%20b?c=d HTTP/1.1\r\nHost: x\r\n\r\n").body, "GET /a%20b?c=d ");
    EXPECT_EQ(running.ask("GET HTTP://y HTTP/1.1\r\nHost: x\r\n\r\n").body, "GET / ");
    EXPECT_EQ(running.ask("GET http://y:8/host HTTP/1.1\r\nHost: x\r\n\r\n").body, "y:8");
    EXPECT_EQ(running.ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").body, "OPTIONS * ");
}

TEST(Framing, PassesUnknownMethodsOn) {
    Running running;
    EXPECT_EQ(running.ask("BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n").body, "BREW /pot ");
}

TEST(Framing, ReadsAHeadThatComesByteByByte) {
    Running running;
    auto client = running.connect();
    for (const char c : post("Content-Length: 3\r\n", "abc")) client.send({&c, 1});
    EXPECT_EQ(client.read().body, "POST / abc");
}

TEST(Framing, RefusesAFaultBeforeTheHeadIsComplete) {
    Running running;
    EXPECT_EQ(running.ask("GET / HTTP/1.1\r\nA: \x01").status, 400);
    EXPECT_EQ(running.ask("GET / HTTP/1.1\n").status, 400);
}

TEST(Framing, AnswersAHeadThatEndsEarly) {
    Running running;
    auto client = running.connect();
    client.send("GET / HTTP/1.1\r\nHost: x\r\n");
    client.end_sending();
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(running.service.ran, 0);
}

}  // namespace
