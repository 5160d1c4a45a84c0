// How the program starts, and how it ends.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

std::string listen_at(unsigned short port) { return "http.listen=127.0.0.1:" + std::to_string(port); }

/// A port that was free a moment ago: that of a program which has just ended.
unsigned short free_port() {
    const Folder data;
    return Program(data).port();
}

/// True when `what` holds within a while.
template <class What>
bool soon(What what) {
    const auto give_up = std::chrono::steady_clock::now() + 20s;
    while (!what()) {
        if (std::chrono::steady_clock::now() > give_up) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

TEST(Life, PrintsOneReadyLineAndAnswers) {
    const Folder data;
    Program program(data);
    for (const char* path : {"/", "/health", "/api/health"})
        EXPECT_EQ(call(program.port(), "GET", path)["name"], "Mortise") << path;
    EXPECT_EQ(call(program.port(), "GET", "/healthz")["status"], "ok");
    EXPECT_EQ(call(program.port(), "GET", "/readyz")["status"], "ready");
    EXPECT_EQ(call(program.port(), "GET", "/nowhere").status, 404);
    program.signal(SIGTERM);
    const Ended ended = program.wait();
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.out, "ready " + program.address() + "\n");
}

TEST(Life, KeepsAFreshDataFolderToItself) {
    const Folder beneath;
    const std::filesystem::path fresh = beneath.path() + "/fresh";
    const Program program(beneath, {"data.folder=" + fresh.string()});
    EXPECT_EQ(std::filesystem::status(fresh).permissions(), std::filesystem::perms::owner_all);
}

TEST(Life, StartsFast) {
    const Folder data;
    auto fastest = std::chrono::milliseconds::max();
    for (int i = 0; i < 3; ++i) fastest = std::min(fastest, Program(data).started_in());
    RecordProperty("milliseconds", static_cast<int>(fastest.count()));
    std::cout << "ready after " << fastest.count() << " ms; 300 are aimed at\n";
    EXPECT_LT(fastest, patience(3s, 20s));
}

TEST(Life, EndsWithZeroOnTermIntAndQuit) {
    for (const int number : {SIGTERM, SIGINT, SIGQUIT}) {
        const Folder data;
        Program program(data);
        program.signal(number);
        EXPECT_EQ(program.wait().code, 0) << number;
    }
}

TEST(Life, FinishesWhatIsUnderWayBeforeItEnds) {
    const Folder data;
    const unsigned short operators = free_port();
    Program program(data, {"ops.listen=127.0.0.1:" + std::to_string(operators)});
    ASSERT_EQ(call(operators, "GET", "/readyz").status, 200);

    const std::string body = R"({"email":"late@example.com","password":"marble-canoe-17"})";
    Connection slow(program.port());
    slow.send(
        "POST /api/auth/register HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n");
    ASSERT_EQ(slow.receive().status, 100);
    slow.send(body.substr(0, 20));

    program.signal(SIGTERM);
    EXPECT_TRUE(soon([&] { return call(operators, "GET", "/readyz").status == 503; }));
    EXPECT_TRUE(soon([&] {
        try {
            Connection late(program.port());
            return false;
        } catch (const std::runtime_error&) {
            return true;
        }
    })) << "it still listens";

    slow.send(body.substr(20));
    const Answer answer = slow.receive();
    EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(program.wait().code, 0);

    Program again(data);
    EXPECT_NO_THROW(log_in(again.port(), "late@example.com", "marble-canoe-17"));
}

TEST(Life, GivesUpOnWhatIsUnderWayAfterTheDrainTime) {
    const Folder data;
    Program program(data, {"http.deadlines.drain=1 s"});
    Connection stuck(program.port());
    stuck.send(
        "POST /api/auth/register HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
        "Content-Length: 50\r\n\r\n");
    ASSERT_EQ(stuck.receive().status, 100);
    const auto began = std::chrono::steady_clock::now();
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait().code, 0);
    EXPECT_LT(std::chrono::steady_clock::now() - began, patience(5s, 20s));
}

TEST(Life, RefusesASecondHostOnTheSameData) {
    const Folder data;
    Program first(data);
    const Ended second = run(with({"serve"}, data));
    EXPECT_EQ(second.code, 1);
    EXPECT_NE(second.err.find("mortise: The data folder " + data.path() + " is in use by process "), std::string::npos)
        << second.err;
    EXPECT_EQ(second.out, "");
    EXPECT_EQ(call(first.port(), "GET", "/readyz").status, 200);
}

TEST(Life, SaysThatAPortIsInUse) {
    const Folder data, other;
    Program first(data);
    const Ended second = run(with({"serve"}, other, {listen_at(first.port())}));
    EXPECT_EQ(second.code, 1);
    EXPECT_NE(second.err.find("mortise: cannot listen on 127.0.0.1:" + std::to_string(first.port()) + ": Address already in use"),
              std::string::npos)
        << second.err;
    EXPECT_EQ(second.out, "");
}

TEST(Life, LeavesNoCopiesOfPluginsBehindWhenItWasKilled) {
    const Folder data;
    { Program killed(data); }
    Program program(data);
    std::size_t copies = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(data.path() + "/plugins")) ++copies;
    EXPECT_EQ(copies, 5u);
}

}  // namespace
