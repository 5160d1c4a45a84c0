// A disk that fails under the real program: what is answered is true, and what was answered stays.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

#include "support/effort.h"
#include "treadmill.h"
#include "wire.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

/// Sixty-four who write numbers, each one once, and what they were answered.
class Writers {
  public:
    explicit Writers(unsigned short port) {
        for (int i = 0; i < 64; ++i) threads_.emplace_back([this, port] { write(port); });
    }
    ~Writers() { stop(); }
    void stop() {
        stopping_ = true;
        for (std::thread& each : threads_)
            if (each.joinable()) each.join();
    }
    /// Waits until so many more were taken; false when that takes a minute.
    bool take(int more) const { return wait_for(taken_, more); }
    bool refuse(int more) const { return wait_for(refused_, more); }

    std::set<std::int64_t> promised, unknown;  ///< 201; anything but 201, and no answer
    std::set<std::string> codes;               ///< of the refusals

  private:
    static bool wait_for(const std::atomic<int>& count, int more) {
        const int enough = count + more;
        const auto give_up = std::chrono::steady_clock::now() + 60s;
        while (count < enough && std::chrono::steady_clock::now() < give_up) std::this_thread::sleep_for(1ms);
        return count >= enough;
    }
    void write(unsigned short port) {
        try {
            Connection connection(port);
            while (!stopping_) {
                const std::int64_t number = ++number_;
                const Answer answer =
                    connection.call("POST", "/api/treadmill/steps", "{\"number\":" + std::to_string(number) + '}');
                const std::lock_guard hold(mutex_);
                if (answer.status == 201) {
                    promised.insert(number);
                    ++taken_;
                    continue;
                }
                unknown.insert(number);
                if (answer.status == 0) return;
                EXPECT_EQ(answer.status, 503) << answer.body;
                EXPECT_EQ(answer.header("content-type"), "application/problem+json");
                EXPECT_NE(answer.header("retry-after"), "");
                codes.insert(answer["code"].text());
                ++refused_;
            }
        } catch (const std::runtime_error&) {
            // Nobody listens any more.
        }
    }

    std::atomic<std::int64_t> number_{0};
    std::atomic<int> taken_{0}, refused_{0};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::vector<std::thread> threads_;
};

using Strings = std::set<std::string>;

struct FailingDisk : testing::Test {
    const Folder data, scratch;
    const std::string trigger = scratch.path() + "/fault";

    Words environment() const { return {"LD_PRELOAD=" MORTISE_FAILING_DISK, "DISK_FAULT=" + trigger}; }
    void fail(const std::string& how) const {
        scratch.write("new", how);
        std::filesystem::rename(scratch.path() + "/new", trigger);
    }
    void heal() const { std::filesystem::remove(trigger); }

    static std::set<std::int64_t> kept(unsigned short port) {
        std::set<std::int64_t> numbers;
        const Answer answer = call(port, "GET", "/api/treadmill/steps");
        EXPECT_EQ(answer.status, 200) << answer.body;
        for (const auto& each : answer["steps"].items())
            EXPECT_TRUE(numbers.insert(each.second["number"].number()).second) << "written twice";
        return numbers;
    }
    static bool is_ready(unsigned short port, int status) {
        for (int i = 0; i < 3000; ++i, std::this_thread::sleep_for(10ms))
            if (call(port, "GET", "/readyz").status == status) return true;
        return false;
    }
    /// Nothing that was promised is missing.
    static void expect_all(const std::set<std::int64_t>& promised, const std::set<std::int64_t>& there) {
        std::set<std::int64_t> lost;
        std::ranges::set_difference(promised, there, std::inserter(lost, lost.end()));
        EXPECT_TRUE(lost.empty()) << lost.size() << " of " << promised.size() << " are lost, the first is " << *lost.begin();
    }
    /// The whole course: well, ill, well again, killed, restarted.
    void expect_honesty(const std::string& how, const std::string& code) const {
        Program program(data, treadmill(), environment());
        Writers writers(program.port());
        EXPECT_TRUE(writers.take(200));
        for (int i = 0; i < (effort::is_long() ? 50 : 3); ++i) {
            fail(how);
            EXPECT_TRUE(writers.refuse(200));
            EXPECT_TRUE(is_ready(program.port(), 503)) << "it says that it is ill";
            EXPECT_EQ(call(program.port(), "GET", "/healthz").status, 200);
            EXPECT_EQ(call(program.port(), "GET", "/api/treadmill/steps").status, 200) << "what is there can be read";
            heal();
            EXPECT_TRUE(writers.take(200)) << "and it goes on by itself";
            EXPECT_TRUE(is_ready(program.port(), 200));
        }
        writers.stop();
        EXPECT_EQ(writers.codes, Strings{code});
        EXPECT_EQ(kept(program.port()), writers.promised) << "what was refused is not there";
        program.signal(SIGKILL);
        program.wait();
        const Program again(data, treadmill(), environment());
        EXPECT_EQ(kept(again.port()), writers.promised) << "nor after a restart";
    }
};

TEST_F(FailingDisk, OfWhichASyncFailsIsNeverAnsweredAsDone) { expect_honesty("sync", "storage-unavailable"); }

TEST_F(FailingDisk, ThatIsFullIsSaidToBe) { expect_honesty("full", "disk-full"); }

TEST_F(FailingDisk, IsNoLossWhenTheProgramIsKilledOverIt) {
    std::set<std::int64_t> promised, unknown;
    for (int round = 0; round < (effort::is_long() ? 30 : 3); ++round) {
        heal();
        std::filesystem::remove_all(data.path());
        std::filesystem::create_directory(data.path());
        Program program(data, treadmill(), environment());
        Writers writers(program.port());
        EXPECT_TRUE(writers.take(100));
        fail(round % 2 ? "full" : "sync");
        EXPECT_TRUE(writers.refuse(round * 17 + 1));
        program.signal(SIGKILL);
        program.wait();
        writers.stop();
        heal();
        const Program again(data, treadmill(), environment());
        auto there = kept(again.port());
        expect_all(writers.promised, there);
        for (const std::int64_t each : writers.promised) there.erase(each);
        EXPECT_TRUE(std::ranges::includes(writers.unknown, there)) << "nothing else is there";
    }
}

TEST_F(FailingDisk, IsNotBegunOn) {
    {
        Program program(data, treadmill(), environment());
        Writers writers(program.port());
        EXPECT_TRUE(writers.take(50));
        program.signal(SIGKILL);
        program.wait();
    }
    fail("sync");
    try {
        const Program program(data, treadmill(), environment());
        ADD_FAILURE() << "it serves what may not be on the disk";
    } catch (const std::runtime_error& said) {
        EXPECT_NE(std::string(said.what()).find("cannot be brought to the disk"), std::string::npos) << said.what();
    }
    heal();
    EXPECT_NO_THROW(Program(data, treadmill(), environment()));
}

}  // namespace
