// Many at once: real threads through the real host.
#include <atomic>
#include <thread>

#include "house.h"
#include "support/effort.h"

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

/// How often each race is run.
int rounds() { return effort::steps(30, 300); }

/// The history of a request whose every row goes on where the one before ended, up to the present state.
void expect_whole(const Value& request) {
    const Value history = request["history"];
    ASSERT_GT(history.size(), 0u);
    EXPECT_TRUE(history[0]["from"].is_null());
    for (std::size_t i = 0; i < history.size(); ++i) {
        EXPECT_EQ(history[i]["seq"].number(), static_cast<std::int64_t>(i + 1));
        EXPECT_TRUE(i == 0 || history[i]["from"].text() == history[i - 1]["to"].text()) << i;
    }
    EXPECT_EQ(request["status"].text(), history[history.size() - 1]["to"].text());
}

TEST(Races, OfFiftyClaimsOneWins) {
    House house;
    std::vector<Worker> workers;
    for (int i = 0; i < 50; ++i) workers.push_back(house.worker("worker" + std::to_string(i)));
    for (int round = 0; round < rounds(); ++round) {
        const std::string id = house.order();
        std::atomic<int> conflicts{0}, taken{0};
        const auto claim = [&](int i) {
            Reply reply = House::act(workers[static_cast<std::size_t>(i)].client, id, "claim");
            taken += reply.code() == "request-taken";
            return reply;
        };
        EXPECT_EQ(winners(50, claim, conflicts), 1);
        EXPECT_EQ(conflicts, 49);
        EXPECT_EQ(taken, 49);
        const Reply request = house.request(id);
        EXPECT_EQ(each(request["history"], "action"), (Texts{"create", "claim"}));
        expect_whole(request.json());
    }
}

// Both assignments are steps of the table, since what is assigned may be assigned anew: the later one stands, and the history
// holds as many steps as there were.
TEST(Races, OfTwoAdministratorsLeaveOneAssignmentAndTheWholeHistory) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    const Client other = house.app.bearer(777, "ADMIN", {"READ:REQUESTS_ADMIN", "WRITE:REQUESTS_ADMIN"});
    for (int round = 0; round < rounds(); ++round) {
        const std::string id = house.order();
        std::atomic<int> conflicts{0};
        const auto assign = [&](int i) {
            return House::act(i == 0 ? house.admin : other, id, "assign",
                              R"({"professional_id":)" + (i == 0 ? bert : dora).id + "}");
        };
        EXPECT_EQ(winners(2, assign, conflicts), 2);
        const Reply request = house.request(id);
        const Value history = request["history"];
        ASSERT_EQ(each(history, "action"), (Texts{"create", "assign", "assign"}));
        expect_whole(request.json());
        EXPECT_NE(history[1]["actor"].text(), history[2]["actor"].text());
        const bool later_is_other = history[2]["actor"] == 777;
        EXPECT_EQ(request["professional_id"].text(), (later_is_other ? dora : bert).id);
        EXPECT_EQ((later_is_other ? bert : dora).client.get("/api/service-requests/" + id).status, 404);
        people::expect(House::act(house.admin, id, "cancel"), 200, "cancel");
    }
}

TEST(Races, OfTwoOverlappingJobsAProfessionalAcceptsOne) {
    House house;
    const Worker bert = house.worker("bert");
    for (int round = 0; round < rounds(); ++round) {
        const std::string ids[] = {house.offer_to(bert, R"(,"date_of_request":"2026-01-02T10:00:00Z")"),
                                   house.offer_to(bert, R"(,"date_of_request":"2026-01-02T10:59:59Z")")};
        std::atomic<int> conflicts{0}, overlaps{0};
        const auto accept = [&](int i) {
            Reply reply = House::act(bert.client, ids[i], "accept");
            overlaps += reply.code() == "overlapping-job";
            return reply;
        };
        EXPECT_EQ(winners(2, accept, conflicts), 1);
        EXPECT_EQ(conflicts, 1);
        EXPECT_EQ(overlaps, 1);
        EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_requests WHERE status = 'accepted'"), "1");
        for (const std::string& id : ids) {
            expect_whole(house.request(id).json());
            people::expect(House::act(house.anna, id, "cancel"), 200, "cancel");
        }
    }
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
    for (int round = 0; round < rounds(); ++round) {
        const std::string id = house.offer_to(bert);
        std::atomic<int> conflicts{0};
        winners(
            2, [&](int i) { return i == 0 ? House::act(bert.client, id, "reject") : House::act(house.anna, id, "cancel"); },
            conflicts);
        expect_whole(house.request(id).json());
    }
}

TEST(Races, OfTheSameConfirmationLeaveOneReview) {
    House house;
    const std::string id = house.job_of(house.worker("bert"), "finish");
    std::atomic<int> conflicts{0};
    EXPECT_EQ(winners(
                  10, [&](int) { return House::act(house.anna, id, "complete", R"({"rating":5})"); }, conflicts),
              10);
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_ratings"), "1");
    EXPECT_EQ(house.request(id)["history"].size(), 5u);
}

}  // namespace
