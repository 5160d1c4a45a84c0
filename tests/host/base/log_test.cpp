// The log under stress: full sinks, closed sinks, many threads, and what remains of its lines.
#include "base/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

using namespace std::chrono_literals;

namespace host {
namespace {

/// A pipe whose writing end is the log's sink.
struct Pipe {
    Pipe() {
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    }
    ~Pipe() {
        close_reader();
        close(ends[1]);
    }
    void close_reader() {
        if (ends[0] >= 0) close(ends[0]);
        ends[0] = -1;
    }
    /// What has arrived so far.
    std::string drain() {
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        std::string all;
        std::array<char, 65536> part;
        for (ssize_t length; (length = read(ends[0], part.data(), part.size())) > 0;)
            all.append(part.data(), static_cast<std::size_t>(length));
        return all;
    }
    int sink() const { return ends[1]; }
    std::array<int, 2> ends{-1, -1};
};

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

std::uint64_t sum_of_noted_losses(std::string_view text) {
    constexpr std::string_view note = "log lines were dropped\",\"lines\":";
    std::uint64_t sum = 0;
    for (auto at = text.find(note); at != std::string_view::npos; at = text.find(note, at + 1))
        sum += std::stoull(std::string(text.substr(at + note.size(), 20)));
    return sum;
}

struct LogTest : testing::Test {
    StillClock clock;
    Pipe pipe;
};

TEST_F(LogTest, WritesLinesInOrder) {
    Log log(clock, {.descriptor = pipe.sink()});
    log.info("first", {{"n", 1}});
    log.error("second", {{"why", "so"}});
    ASSERT_TRUE(log.flush(5s));
    EXPECT_EQ(pipe.drain(), R"({"time":"1970-01-01T00:00:00.000Z","level":"info","message":"first","n":1})"
                            "\n"
                            R"({"time":"1970-01-01T00:00:00.000Z","level":"error","message":"second","why":"so"})"
                            "\n");
}

TEST_F(LogTest, IsTextWhenAskedAndJsonOnAPipe) {
    Log text(clock, {.descriptor = pipe.sink(), .format = Log::Format::text});
    text.info("words");
    text.stop();
    EXPECT_EQ(pipe.drain(), "1970-01-01T00:00:00.000Z info  words\n");
}

TEST_F(LogTest, KeepsToItsLevelWhichMayChange) {
    Log log(clock, {.descriptor = pipe.sink(), .level = Level::warn});
    log.info("unseen");
    EXPECT_FALSE(log.wants(Level::info));
    log.set_level(Level::debug);
    log.debug("seen");
    log.set_level(Level::off);
    log.error("unseen");
    log.stop();
    const auto all = pipe.drain();
    EXPECT_EQ(count(all, "unseen"), 0u) << all;
    EXPECT_EQ(count(all, "\"seen\""), 1u) << all;
}

TEST_F(LogTest, FlushesWhenStopped) {
    {
        Log log(clock, {.descriptor = pipe.sink()});
        for (int i = 0; i < 500; ++i) log.info("line", {{"i", i}});
    }
    EXPECT_EQ(count(pipe.drain(), "\n"), 500u);
}

TEST_F(LogTest, NeverWaitsForAFullPipeAndTellsTheLossAfterwards) {
    Log log(clock, {.descriptor = pipe.sink(), .queue_bytes = 64 * 1024});
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 20'000; ++i) log.info("a line of some length that fills the pipe", {{"i", i}});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    EXPECT_GT(log.dropped(), 0u);

    const auto lost = log.dropped();
    std::string all;
    while (!log.flush(10ms)) all += pipe.drain();
    log.info("after");
    while (!log.flush(10ms)) all += pipe.drain();
    all += pipe.drain();
    EXPECT_EQ(count(all, "fills the pipe") + lost, 20'000u);
    EXPECT_EQ(sum_of_noted_losses(all), lost);
    EXPECT_EQ(count(all, "\"after\""), 1u);
}

TEST_F(LogTest, StopsInTimeWhenNobodyReads) {
    const auto begin = std::chrono::steady_clock::now();
    {
        Log log(clock, {.descriptor = pipe.sink()});
        for (int i = 0; i < 5'000; ++i) log.info("a line of some length that fills the pipe", {{"i", i}});
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 6s);
}

TEST_F(LogTest, SurvivesAReaderThatHasGone) {
    Log log(clock, {.descriptor = pipe.sink()});
    pipe.close_reader();
    log.info("to nobody");
    EXPECT_FALSE(log.flush(20ms));
    log.stop();
    log.info("after the end");
    EXPECT_EQ(log.dropped(), 2u);
}

TEST_F(LogTest, SurvivesAFullDisk) {
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    {
        Log log(clock, {.descriptor = full, .queue_bytes = 1'000});
        for (int i = 0; i < 100; ++i) log.info("no space", {{"i", i}});
        EXPECT_FALSE(log.flush(20ms));
        for (int i = 0; i < 100; ++i) log.info("no space", {{"i", i}});
        EXPECT_GT(log.dropped(), 0u);
        log.stop();
        EXPECT_GE(log.dropped(), 200u);  // and perhaps a note of the loss
    }
    close(full);
}

TEST_F(LogTest, HealsWhenTheDiskHasSpaceAgain) {
    const int sink = open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(sink, 0);
    Log log(clock, {.descriptor = sink});
    log.info("kept");
    EXPECT_FALSE(log.flush(20ms));
    ASSERT_GE(dup2(pipe.sink(), sink), 0);
    log.info("later");
    EXPECT_TRUE(log.flush(5s));
    log.stop();
    const auto all = pipe.drain();
    EXPECT_EQ(count(all, "kept"), 1u) << all;
    EXPECT_EQ(count(all, "later"), 1u) << all;
    EXPECT_EQ(log.dropped(), 0u);
    close(sink);
}

TEST_F(LogTest, MixesNoLinesOfSeveralThreads) {
    std::string all;
    {
        Log log(clock, {.descriptor = pipe.sink()});
        std::vector<std::thread> threads;
        for (int who = 0; who < 4; ++who)
            threads.emplace_back([&log, who] {
                for (int i = 0; i < 200; ++i) log.info("line", {{"who", who}, {"i", i}});
            });
        for (auto& thread : threads) thread.join();
        while (!log.flush(10ms)) all += pipe.drain();
    }
    all += pipe.drain();
    EXPECT_EQ(count(all, "\n"), 800u);
    EXPECT_EQ(count(all, R"({"time":"1970-01-01T00:00:00.000Z","level":"info","message":"line","who":)"), 800u);
}

}  // namespace
}  // namespace host
