// Four times more than the program can do: it goes on doing what it can, and tells the rest so.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <thread>

#include "open_loop.h"
#include "support/effort.h"
#include "treadmill.h"
#include "wire.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

constexpr double sleepers_share = effort::sanitized ? 0.5 : 0.9;
constexpr double most_ms = effort::sanitized ? 10'000 : 3'000, most_ms_of_health = effort::sanitized ? 1'000 : 250;

/// Asks for health all the time, on two routes in turn; how long each answer took.
class Probe {
  public:
    explicit Probe(unsigned short port) : thread_([this, port] { ask(port); }) {}
    ~Probe() {
        if (thread_.joinable()) times();
    }
    std::vector<double> times() {
        stopping_ = true;
        thread_.join();
        std::ranges::sort(times_);
        return std::move(times_);
    }

  private:
    void ask(unsigned short port) {
        Connection connection(port);
        for (int i = 0; !stopping_; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            EXPECT_EQ(connection.call("GET", i % 2 ? "/health" : "/healthz").status, 200);
            times_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
            std::this_thread::sleep_for(10ms);
        }
    }
    std::vector<double> times_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

void tell(std::string_view path, const Outcome& peak, const Outcome& heavy, const std::vector<double>& health) {
    std::cout << path << ": at most " << peak.goodput() << "/s, with four times that offered " << heavy.goodput() << "/s; "
              << heavy.busy << " of " << heavy.offered << " sent away\n  ms to p50 and p99: served "
              << quantile(heavy.good_ms, 0.5) << ", " << quantile(heavy.good_ms, 0.99) << "; sent away "
              << quantile(heavy.busy_ms, 0.5) << ", " << quantile(heavy.busy_ms, 0.99) << "; health " << quantile(health, 0.5)
              << ", " << quantile(health, 0.99) << '\n';
}

struct Overload : testing::Test {
    const Folder data;
    const unsigned short operators = Program(Folder{}).port();  // free a moment ago
    // A caller's connection may say nothing until the load is heaviest: it is to be open then.
    const Program program{data, treadmill({"ops.listen=127.0.0.1:" + std::to_string(operators), "http.deadlines.head=2 min",
                                           "http.deadlines.idle=2 min"})};

    /// So many full callers keep the lane busy and wait little.
    void weather(std::string_view method, std::string_view path, std::size_t callers, const std::string& lane,
                 double share_kept = sleepers_share) {
        const std::string bytes = request(method, "/api" + std::string(path));
        const auto length = effort::is_long() ? 10'000ms : 2'500ms;
        const Outcome peak = offer(program.port(), {bytes, 0, length / 4, callers});
        ASSERT_GT(peak.good, 0);
        ASSERT_EQ(peak.good, peak.offered) << "a full house is not too much";

        Probe probe(program.port());
        const Outcome heavy = offer(program.port(), {bytes, 4 * peak.goodput(), length, 4000});
        const auto health = probe.times();
        tell(path, peak, heavy, health);
        EXPECT_GE(heavy.goodput(), share_kept * peak.goodput());
        EXPECT_EQ(heavy.other, 0) << "what is not served is told to come again";
        EXPECT_EQ(heavy.unanswered + heavy.without_connection, 0);
        EXPECT_GT(heavy.busy, 0);
        EXPECT_LT(quantile(heavy.good_ms, 0.99), most_ms);
        EXPECT_LT(quantile(health, 0.99), most_ms_of_health);

        const Outcome after = offer(program.port(), {bytes, peak.goodput() / 2, 300ms, 200});
        EXPECT_EQ(after.good, after.offered) << "when the load is gone, so is the trouble";
        const std::string counted = "mortise_busy_total{lane=\"" + lane + "\"} " + std::to_string(heavy.busy) + '\n';
        EXPECT_NE(call(operators, "GET", "/metrics").body.find(counted), std::string::npos);
    }
};

TEST_F(Overload, OfReadsIsSentAwayAndCostsNoThroughput) { weather("GET", "/treadmill/look", 8, "reader"); }
TEST_F(Overload, OfWorkThatWaitsIsSentAwayAndCostsNoThroughput) { weather("GET", "/treadmill/wait", 32, "blocking"); }
TEST_F(Overload, OfWritesIsSentAwayAndCostsNoThroughput) { weather("POST", "/treadmill/walk", 32, "writer"); }

TEST_F(Overload, OfTheProcessorIsSentAwayAndCostsNoThroughput) {
    // What else runs on this machine takes its part now and then: in a short run it may be a large one.
    weather("GET", "/treadmill/think", 8, "reader", effort::is_long() ? sleepers_share : 0.5);
}

TEST_F(Overload, ShortAsABurstIsServedWhole) {
    const std::string bytes = request("GET", "/api/treadmill/look");
    const Outcome burst = offer(program.port(), {bytes, 0, 1ms, 400});
    EXPECT_GE(burst.offered, 400);
    EXPECT_EQ(burst.good, burst.offered) << "nobody is sent away for having come with many";
}

}  // namespace
