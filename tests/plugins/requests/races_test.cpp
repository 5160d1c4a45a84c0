// Many at once: real threads through the real host.
#include <atomic>
#include <thread>

#include "house.h"

using namespace house;

namespace {

/// Calls `work(i)` in n threads that begin together; how many gave 200.
template <class Work>
int winners(int n, Work work, std::atomic<int>& conflicts) {
    std::atomic<bool> go{false};
    std::atomic<int> won{0};
    std::vector<std::thread> all;
    for (int i = 0; i < n; ++i)
        all.emplace_back([&, i] {
            while (!go) std::this_thread::yield();
            const int status = work(i).status;
            won += status == 200;
            conflicts += status == 409;
        });
    go = true;
    for (std::thread& each : all) each.join();
    return won;
}

TEST(Races, OfFiftyClaimsOneWins) {
    House house;
    std::vector<Worker> workers;
    for (int i = 0; i < 50; ++i) workers.push_back(house.worker("worker" + std::to_string(i)));
    const std::string id = house.order();
    std::atomic<int> conflicts{0};
    EXPECT_EQ(winners(
                  50, [&](int i) { return House::act(workers[static_cast<std::size_t>(i)].client, id, "claim"); }, conflicts),
              1);
    EXPECT_EQ(conflicts, 49);
    EXPECT_EQ(each(house.request(id)["history"], "action"), (Texts{"create", "claim"}));
}

TEST(Races, OfOverlappingJobsAProfessionalGetsOne) {
    House house;
    const Worker bert = house.worker("bert");
    Texts ids;
    for (int i = 0; i < 20; ++i)
        ids.push_back(house.order(R"(,"date_of_request":"2026-01-02T10:)" + std::to_string(10 + i) + R"(:00Z")"));
    std::atomic<int> conflicts{0};
    EXPECT_EQ(winners(
                  20, [&](int i) { return House::act(bert.client, ids[static_cast<std::size_t>(i)], "claim"); }, conflicts),
              1);
    EXPECT_EQ(conflicts, 19);
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_requests WHERE status = 'accepted'"), "1");
}

TEST(Races, BetweenAcceptingAndCancellingEndInOneOfTheTwo) {
    House house;
    const Worker bert = house.worker("bert");
    for (int round = 0; round < 10; ++round) {
        const std::string id = house.offer_to(bert);
        std::atomic<int> conflicts{0};
        winners(
            2, [&](int i) { return i == 0 ? House::act(bert.client, id, "reject") : House::act(house.anna, id, "cancel"); },
            conflicts);
        const Value history = house.request(id)["history"];
        for (std::size_t i = 1; i < history.size(); ++i) EXPECT_EQ(history[i]["from"].text(), history[i - 1]["to"].text());
        EXPECT_EQ(house.status(id), history[history.size() - 1]["to"].text());
    }
}

TEST(Races, OfTheSameConfirmationLeaveOneReview) {
    House house;
    const std::string id = house.job_of(house.worker("bert"), "finish");
    std::atomic<int> conflicts{0};
    EXPECT_EQ(winners(
                  10, [&](int) { return House::act(house.anna, id, "complete", R"({"rating":5})"); }, conflicts),
              10);
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_reviews"), "1");
    EXPECT_EQ(house.request(id)["history"].size(), 5u);
}

}  // namespace
