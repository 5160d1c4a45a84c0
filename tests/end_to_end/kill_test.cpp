// kill -9 under load: what was answered is kept, what was not can be asked for again, and the next start is ready soon.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

int rounds() {
    const char* all = ::getenv("MORTISE_LONG");
    return all && std::string_view{all} == "1" ? 25 : 5;
}

Answer order(Connection& connection, const std::string& token, const std::string& key) {
    return connection.call("POST", "/api/service-requests", R"({"service_id":1})", token, "Idempotency-Key: " + key + "\r\n");
}

/// Customers who order as fast as they can, each on a connection, until the host is gone. What was sent and not answered stays in
/// `unanswered`, by its key.
class Crowd {
  public:
    Crowd(unsigned short port, const std::string& token, const std::string& round, std::set<std::int64_t>& promised,
          std::vector<std::string>& unanswered)
        : promised_(promised), unanswered_(unanswered) {
        for (int i = 0; i < 64; ++i)
            customers_.emplace_back(
                [this, port, token, name = round + '-' + std::to_string(i) + '-'] { order_all(port, token, name); });
    }
    ~Crowd() {
        for (std::thread& each : customers_) each.join();
    }
    int answered() const { return answered_; }
    int refused() const { return refused_; }

  private:
    void order_all(unsigned short port, const std::string& token, const std::string& name) {
        try {
            Connection connection(port);
            for (int i = 0;; ++i) {
                const std::string key = name + std::to_string(i);
                const Answer answer = order(connection, token, key);
                if (answer.status != 0 && answer.status != 201) {
                    ++refused_;
                    continue;
                }
                const std::lock_guard hold(mutex_);
                if (answer.status == 0) return unanswered_.push_back(key);
                promised_.insert(answer["id"].number());
                ++answered_;
            }
        } catch (const std::runtime_error&) {
            // Nobody listens any more.
        }
    }

    std::set<std::int64_t>& promised_;
    std::vector<std::string>& unanswered_;
    std::mutex mutex_;
    std::atomic<int> answered_{0}, refused_{0};
    std::vector<std::thread> customers_;
};

std::set<std::int64_t> kept(unsigned short port, const std::string& token) {
    std::set<std::int64_t> ids;
    Connection connection(port);
    for (std::string cursor;;) {
        const Answer page = connection.call("GET", "/api/service-requests/customer?limit=200" + cursor, {}, token);
        if (page.status != 200) throw std::runtime_error("a page: " + std::to_string(page.status) + ' ' + page.body);
        const Value items = page["items"], next = page["next_cursor"];
        for (std::size_t i = 0; i < items.size(); ++i) ids.insert(items[i]["id"].number());
        if (next.is_null()) return ids;
        cursor = "&cursor=" + next.text();
    }
}

/// Sends again what was not answered, twice each; how many of them had been done all the same.
int ask_again(unsigned short port, const std::string& token, std::vector<std::string>& unanswered,
              std::set<std::int64_t>& promised) {
    int done = 0;
    Connection connection(port);
    for (const std::string& key : unanswered) {
        const Answer first = order(connection, token, key), second = order(connection, token, key);
        EXPECT_EQ(first.status, 201) << first.body;
        EXPECT_EQ(second.header("Idempotency-Replayed"), "true");
        EXPECT_EQ(second.body, first.body);
        EXPECT_TRUE(promised.insert(first["id"].number()).second) << "two keys, one request";
        done += first.header("Idempotency-Replayed") == "true";
    }
    unanswered.clear();
    return done;
}

TEST(Kill, LosesNothingThatWasAnsweredAndRepeatsNothingThatWasDone) {
    const Folder data;
    const Words settings{"http.rate_limits=off"};
    ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
    std::set<std::int64_t> promised;
    std::vector<std::string> unanswered;
    std::size_t others = 0;  // of the demonstration
    int done = 0, asked = 0;
    std::string token;
    std::mt19937 chance(20);  // the same moments every time
    auto slowest = 0ms;
    for (int round = 0; round <= rounds(); ++round) {
        Program program(data, settings);
        slowest = std::max(slowest, program.started_in());
        EXPECT_LT(program.started_in(), patience(2s, 20s)) << "after kill " << round;
        if (token.empty()) token = log_in(program.port(), "anna@example.com", "anna-demo-2026");
        const auto there = kept(program.port(), token);
        std::set<std::int64_t> lost;
        std::ranges::set_difference(promised, there, std::inserter(lost, lost.end()));
        ASSERT_TRUE(lost.empty()) << lost.size() << " answered requests are lost after kill " << round << ", the first is "
                                  << *lost.begin();
        if (round == 0) others = there.size();
        asked += static_cast<int>(unanswered.size());
        done += ask_again(program.port(), token, unanswered, promised);
        EXPECT_EQ(kept(program.port(), token).size(), others + promised.size()) << "each key made one request";
        if (round == rounds()) break;

        const std::size_t before = promised.size();
        {
            Crowd crowd(program.port(), token, std::to_string(round), promised, unanswered);
            const auto give_up = std::chrono::steady_clock::now() + 30s;
            while (crowd.answered() < 20 && std::chrono::steady_clock::now() < give_up) std::this_thread::sleep_for(1ms);
            std::this_thread::sleep_for(std::chrono::milliseconds(chance() % 100));
            program.signal(SIGKILL);
            EXPECT_EQ(program.wait().code, -SIGKILL);
            EXPECT_EQ(crowd.refused(), 0);
        }
        ASSERT_GE(promised.size(), before + 20) << "there was no load to kill it under";
    }
    const Ended check = run(with({"db", "check"}, data));
    EXPECT_EQ(check.out, "sound\n") << check.err;
    std::cout << rounds() << " kills, " << promised.size() << " answered requests kept, " << done << " of " << asked
              << " unanswered ones had been done, slowest start " << slowest.count() << " ms\n";
}

}  // namespace
