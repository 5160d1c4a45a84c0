// A storm of wrong passwords, and what can be learnt from how long an answer takes.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>

#include "postman.h"
#include "support/effort.h"

namespace {

using namespace people;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int accounts = 50, addresses = 10, rounds = 2;

std::string account_of(int i) { return "storm" + std::to_string(i); }
std::string address_of(int i) { return "198.51.100." + std::to_string(i + 1); }

Reply attempt(const App& app, const std::string& name, std::string_view with, const std::string& from) {
    return app.stranger().post("/api/auth/login", R"({"username":")" + name + R"(","password":")" + std::string(with) + R"("})",
                               {{"x-forwarded-for", from}});
}

/// What 1,000 wrong passwords were answered: each address tries each account twice, a thread for each address.
struct Storm {
    std::map<int, int> looked_at_of_account, looked_at_from_address;
    std::map<int, int> statuses;
    int without_retry_after = 0;
};

Storm storm(const App& app) {
    std::array<std::vector<std::pair<int, Reply>>, addresses> answers;
    std::vector<std::thread> threads;
    for (int from = 0; from < addresses; ++from)
        threads.emplace_back([&, from] {
            for (int i = 0; i < accounts * rounds; ++i) {
                const int account = (i + from * 5) % accounts;
                answers[static_cast<std::size_t>(from)].emplace_back(
                    account, attempt(app, account_of(account) + "@people.test", "wrong-canoe-17", address_of(from)));
            }
        });
    for (std::thread& thread : threads) thread.join();
    Storm out;
    for (int from = 0; from < addresses; ++from)
        for (const auto& [account, reply] : answers[static_cast<std::size_t>(from)]) {
            ++out.statuses[reply.status];
            if (reply.status == 401) ++out.looked_at_of_account[account], ++out.looked_at_from_address[from];
            if (reply.status == 429 && std::atoi(reply.header("retry-after").c_str()) < 1) ++out.without_retry_after;
        }
    return out;
}

TEST(Storm, OfAThousandWrongPasswordsIsHeldBackAndHurtsNobodyElse) {
    App app({"auth"}, household_settings({{"http.trusted_proxies", "127.0.0.1"}, {"auth.log_ins_a_minute", "10"}}));
    for (int i = 0; i < accounts; ++i) customer(app, account_of(i));
    customer(app, "bystander");

    std::atomic<bool> over{false};
    std::vector<int> bystander, owner;
    std::thread others([&] {
        for (int i = 0; i < 8 && !over; ++i) {
            bystander.push_back(attempt(app, "bystander@people.test", password, "203.0.113.7").status);
            owner.push_back(attempt(app, account_of(i) + "@people.test", password, "127.0.0.1").status);
        }
    });
    const Storm first = storm(app);
    over = true;
    others.join();
    EXPECT_EQ(first.statuses.size(), 2u) << "401 or 429 and nothing else";
    EXPECT_EQ(first.statuses.at(401) + first.statuses.at(429), accounts * addresses * rounds);
    for (const auto& [account, looked_at] : first.looked_at_of_account) EXPECT_LE(looked_at, 5) << account_of(account);
    for (const auto& [from, looked_at] : first.looked_at_from_address) EXPECT_LE(looked_at, 20) << address_of(from);
    EXPECT_EQ(first.without_retry_after, 0);
    EXPECT_FALSE(bystander.empty());
    for (const int status : bystander) EXPECT_EQ(status, 200) << "who is not attacked";
    for (const int status : owner) EXPECT_EQ(status, 200) << "and who is attacked, where he has been before";

    app.advance(5s);
    const Storm second = storm(app);
    for (const auto& [account, looked_at] : second.looked_at_of_account) EXPECT_LE(looked_at, 5) << account_of(account);
    for (const auto& [from, looked_at] : second.looked_at_from_address) EXPECT_LE(looked_at, 1) << "one more, and a longer delay";
    EXPECT_EQ(attempt(app, "ghost@people.test", "wrong-canoe-17", address_of(0)).header("retry-after"), "10") << "it has doubled";
    EXPECT_EQ(attempt(app, "bystander@people.test", password, "203.0.113.8").status, 200);
}

TEST(Storm, OfOneAccountFromOneAddressIsHeldToTenAMinute) {
    App app({"auth"},
            household_settings(
                {{"auth.log_ins_a_minute", "10"}, {"auth.failures_per_account", "0"}, {"auth.failures_per_address", "0"}}));
    customer(app, "mira");
    int looked_at = 0;
    for (int i = 0; i < 40; ++i)
        looked_at += attempt(app, "mira@people.test", "wrong-canoe-17", "127.0.0.1").status == 401 ? 1 : 0;
    EXPECT_EQ(looked_at, 10);
}

// ---- time

/// Of the median. A sanitizer's own work is not the same on both ways.
constexpr double bound = effort::sanitized ? 0.5 : 0.05;

double median(std::vector<double> all) {
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

/// By how much the medians of two calls differ, which take turns in going first.
template <class Before, class One, class Other>
double difference(int pairs, const Before& before, const One& one, const Other& other) {
    const auto time_of = [](const auto& call) {
        const auto start = Clock::now();
        call();
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    std::vector<double> ones, others;
    for (int i = 0; i < pairs; ++i) {
        before();
        if (i % 2) ones.push_back(time_of(one));
        others.push_back(time_of(other));
        if (i % 2 == 0) ones.push_back(time_of(one));
    }
    const double a = median(ones), b = median(others);
    return std::abs(a - b) / std::min(a, b);
}

/// The least difference of several measurements: others use the machine too, but no noise makes unlike things alike each time.
template <class Before, class One, class Other>
double least_difference(int pairs, const Before& before, const One& one, const Other& other) {
    double least = 1;
    for (int i = 0; i < 12 && least > bound; ++i) least = std::min(least, difference(pairs, before, one, other));
    return least;
}

TEST(Time, OfALogInDoesNotTellWhetherTheNameIsKnown) {
    App app({"auth"}, household_settings({{"auth.failures_per_account", "0"}, {"auth.failures_per_address", "0"}}));
    customer(app, "mira");
    const auto known = [&] { EXPECT_EQ(attempt(app, "mira@people.test", "wrong-canoe-17", "").status, 401); };
    const auto unknown = [&] { EXPECT_EQ(attempt(app, "nobody@people.test", "wrong-canoe-17", "").status, 401); };
    known(), unknown();
    EXPECT_LE(least_difference(
                  40, [] {}, known, unknown),
              bound);
}

TEST(Time, OfAForgottenPasswordDoesNotTellWhetherTheNameIsKnown) {
    App app({"auth"}, household_settings({{"auth.mails_an_hour_per_address", "0"}}));
    customer(app, "mira");
    const auto ask = [&](const char* name) {
        EXPECT_EQ(app.stranger().post("/api/auth/forgot-password", std::string(R"({"email":")") + name + R"("})").status, 202);
    };
    const auto known = [&] { ask("mira@people.test"); };
    const auto unknown = [&] { ask("nobody@people.test"); };
    const auto hour_later = [&] { app.advance(1h); };
    constexpr int pairs = effort::sanitized ? 50 : 400;
    known(), unknown();
    EXPECT_LE(least_difference(pairs, hour_later, known, unknown), bound) << "where a mail is written";
    EXPECT_LE(least_difference(
                  pairs, [] {}, known, unknown),
              bound)
        << "and beyond the five that are";
}

}  // namespace
