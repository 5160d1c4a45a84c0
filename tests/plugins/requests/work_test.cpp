// The work, its end, and what is said about it.
#include "house.h"

using namespace house;

namespace {

TEST(Work, GoesFromAcceptedToClosedAndItsHistoryAddsUp) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.job_of(bert, "finish");
    ASSERT_EQ(House::act(house.anna, id, "complete", R"({"rating":5,"comment":"Spotless."})").status, 200);
    const Reply request = house.request(id);
    EXPECT_EQ(request["status"], "closed");
    EXPECT_EQ(request["rating"], 5);
    EXPECT_EQ(request["comment"], "Spotless.");
    const Value history = request["history"];
    EXPECT_EQ(each(history, "seq"), (Texts{"1", "2", "3", "4", "5"}));
    EXPECT_EQ(each(history, "action"), (Texts{"create", "accept", "start", "finish", "complete"}));
    EXPECT_EQ(each(history, "to"), (Texts{"assigned", "accepted", "in_progress", "completed", "closed"}));
    EXPECT_TRUE(history[0]["from"].is_null());
    for (std::size_t i = 1; i < history.size(); ++i) EXPECT_EQ(history[i]["from"].text(), history[i - 1]["to"].text());
    EXPECT_EQ(history[1]["actor"].text(), bert.user);
    EXPECT_EQ(history[4]["actor"].number(), people::id_of(house.anna));
}

TEST(Work, IsConfirmedByTheCustomerBeforeItWasSaidToBeDone) {
    House house;
    const std::string id = house.job_of(house.worker("bert"), "start");
    const Reply closed = House::act(house.anna, id, "complete");
    EXPECT_EQ(closed["status"], "closed");
    EXPECT_FALSE(closed["completed_at"].is_null());
    EXPECT_TRUE(closed["rating"].is_null());
}

TEST(Work, KeepsWhatTheProfessionalRemarks) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.job_of(bert, "start");
    EXPECT_EQ(House::act(bert.client, id, "finish", R"({"remarks":"New washer."})")["professional_remarks"], "New washer.");
    EXPECT_EQ(house.anna.get("/api/service-requests/" + id)["professional_remarks"], "New washer.");
}

TEST(Closing, IsFinishingForTheProfessionalAndConfirmingForTheCustomer) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.job_of(bert, "start");
    EXPECT_EQ(House::act(bert.client, id, "close", R"({"remarks":"Done."})")["status"], "completed");
    EXPECT_EQ(House::act(house.anna, id, "close", R"({"rating":4})")["status"], "closed");
    EXPECT_EQ(House::act(house.worker("dora").client, id, "close").status, 404);
}

TEST(Cancelling, IsForTheCustomerUntilTheWorkHasBegun) {
    House house;
    const Worker bert = house.worker("bert");
    for (const std::string& id : {house.order(), house.offer_to(bert), house.job_of(bert)})
        EXPECT_EQ(House::act(house.anna, id, "cancel", R"({"reason":"Changed my mind."})")["status"], "cancelled");
    const std::string begun = house.job_of(bert, "start");
    const Reply refused = House::act(house.anna, begun, "cancel");
    EXPECT_EQ(refused.code(), "state-conflict");
    EXPECT_EQ(refused["state"], "in_progress");
    EXPECT_EQ(texts(refused["allowed_actions"]), (Texts{"complete"}));
}

TEST(Cancelling, IsForAdministratorsWhileItIsOpen) {
    House house;
    const Worker bert = house.worker("bert");
    for (const std::string& id : {house.job_of(bert, "start"), house.job_of(bert, "finish")})
        EXPECT_EQ(House::act(house.admin, id, "cancel", R"({"reason":"Dispute."})")["status"], "cancelled");
    const std::string closed = house.job_of(bert, "finish");
    EXPECT_EQ(House::act(house.anna, closed, "complete").status, 200);
    EXPECT_EQ(House::act(house.admin, closed, "cancel").code(), "state-conflict");
}

TEST(Cancelling, IsNotForProfessionalsAndStrangers) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.job_of(bert);
    EXPECT_EQ(House::act(bert.client, id, "cancel").code(), "insufficient-scope");
    EXPECT_EQ(House::act(people::customer(house.app, "mila"), id, "cancel").status, 404);
}

TEST(Repeats, ByTheSamePersonAnswerWithThePresentRecord) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert);
    for (const std::string_view step : {"accept", "start", "finish"}) {
        const Reply once = House::act(bert.client, id, step), twice = House::act(bert.client, id, step);
        EXPECT_EQ(twice.status, 200) << step;
        EXPECT_EQ(once.body, twice.body);
    }
    EXPECT_EQ(House::act(house.anna, id, "complete", R"({"rating":4})").status, 200);
    EXPECT_EQ(House::act(house.anna, id, "complete", R"({"rating":4})").status, 200);
    EXPECT_EQ(House::act(house.anna, id, "complete").status, 200);
    EXPECT_EQ(house.request(id)["history"].size(), 5u);
}

TEST(Repeats, ByAnotherPersonAreConflicts) {
    House house;
    const std::string id = house.order();
    EXPECT_EQ(House::act(house.admin, id, "cancel").status, 200);
    EXPECT_EQ(House::act(house.anna, id, "cancel").code(), "state-conflict");
}

TEST(Reviews, AreOneARequest) {
    House house;
    const std::string id = house.job_of(house.worker("bert"), "finish");
    EXPECT_EQ(House::act(house.anna, id, "complete", R"({"rating":5})").status, 200);
    EXPECT_EQ(House::act(house.anna, id, "complete", R"({"rating":1})").code(), "already-reviewed");
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_ratings"), "1");
}

TEST(Reviews, HaveOneToFiveAndACommentOnlyWithThem) {
    House house;
    const std::string id = house.job_of(house.worker("bert"), "finish");
    for (const std::string_view body : {R"({"rating":0})", R"({"rating":6})", R"({"rating":4.5})", R"({"comment":"Good."})"})
        EXPECT_EQ(House::act(house.anna, id, "complete", body).status, 422) << body;
    EXPECT_EQ(house.status(id), "completed");
}

TEST(Reviews, MayFollowWithinFourteenDaysOfTheEnd) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string early = house.job_of(bert, "finish"), late = house.job_of(bert, "finish");
    house.app.advance(72h);
    EXPECT_EQ(house.app.run("requests.close-finished"), 2);
    EXPECT_EQ(house.app.sql("SELECT count(*) FROM requests_requests WHERE status = 'closed'"), "2");
    house.app.advance(std::chrono::hours{14 * 24});
    const Client anna = people::customer(house.app, "anna");
    EXPECT_EQ(House::act(anna, early, "complete", R"({"rating":3})")["rating"], 3);
    house.app.advance(1s);
    EXPECT_EQ(House::act(anna, late, "complete", R"({"rating":3})").code(), "review-closed");
}

}  // namespace
