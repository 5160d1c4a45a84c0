// What the clock does to requests.
#include "house.h"

using namespace house;

namespace {

TEST(Time, TakesBackOffersThatNobodyAnswers) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert);
    house.app.advance(2h - 1ms);
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 0);
    house.app.advance(1ms);
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 1);
    const Client admin = people::admin(house.app);
    const Reply request = admin.get("/api/service-requests/" + id);
    EXPECT_EQ(request["status"], "requested");
    EXPECT_TRUE(request["professional_id"].is_null());
    EXPECT_EQ(request["history"][1]["action"], "time_out");
    EXPECT_TRUE(request["history"][1]["actor"].is_null());
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 0);
}

TEST(Time, DoesNotTakeBackWhatWasAccepted) {
    House house;
    house.job_of(house.worker("bert"));
    house.app.advance(24h);
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 0);
}

TEST(Time, CountsAnOfferAnewThatTheCustomerHasChanged) {
    House house;
    const std::string id = house.offer_to(house.worker("bert"));
    house.app.advance(90min);
    EXPECT_EQ(people::customer(house.app, "anna").put("/api/service-requests/" + id, R"({"remarks":"Two rooms."})").status, 200);
    house.app.advance(90min);
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 0);
    house.app.advance(30min);
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 1);
}

TEST(Time, ClosesFinishedWorkThatNobodyConfirms) {
    House house;
    house.job_of(house.worker("bert"), "finish");
    house.app.advance(72h - 1ms);
    EXPECT_EQ(house.app.run("requests.close-finished"), 0);
    house.app.advance(1ms);
    EXPECT_EQ(house.app.run("requests.close-finished"), 1);
    EXPECT_EQ(house.app.sql("SELECT status FROM requests_requests"), "closed");
    EXPECT_EQ(house.app.sql("SELECT action FROM requests_history ORDER BY seq DESC"), "auto_close");
}

TEST(Time, EndsWhatNobodyWanted) {
    House house;
    house.order();
    house.order(R"(,"date_of_request":"2026-01-20T09:00:00Z")");
    house.app.advance(std::chrono::hours{7 * 24});
    EXPECT_EQ(house.app.run("requests.expire-waiting"), 1);
    EXPECT_EQ(house.app.sql("SELECT group_concat(status) FROM requests_requests"), "expired,requested");
    house.app.advance(std::chrono::hours{19 * 24});
    EXPECT_EQ(house.app.run("requests.expire-waiting"), 1);
}

TEST(Time, CountsTheWaitFromTheLastReturn) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert);
    house.app.advance(std::chrono::hours{6 * 24});
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 1);
    house.app.advance(std::chrono::hours{2 * 24});
    EXPECT_EQ(house.app.run("requests.expire-waiting"), 0);
}

TEST(Time, IsWhatTheOperatorSays) {
    House house({{"requests.offer_timeout", "10 min"}, {"requests.auto_close", "0 s"}});
    const Worker bert = house.worker("bert");
    house.job_of(bert, "finish");
    house.offer_to(bert);
    house.app.advance(10min);
    EXPECT_EQ(house.app.run("requests.time-out-offers"), 1);
    house.app.advance(std::chrono::hours{365 * 24});
    EXPECT_EQ(house.app.run("requests.close-finished"), 0);
}

}  // namespace
