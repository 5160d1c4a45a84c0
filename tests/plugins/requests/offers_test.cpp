// How a request finds its professional.
#include "house.h"

using namespace house;

namespace {

TEST(Offers, AreMadeByAnAdministratorAndCanBeMadeToAnother) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    const std::string id = house.order();
    const Reply offered = House::act(house.admin, id, "assign", R"({"professional_id":)" + bert.id + "}");
    ASSERT_EQ(offered.status, 200) << offered.body;
    EXPECT_EQ(offered["status"], "assigned");
    EXPECT_EQ(House::act(bert.client, id, "accept").status, 200);
    EXPECT_EQ(House::act(house.admin, id, "assign", R"({"professional_id":)" + dora.id + "}")["status"], "assigned");
    EXPECT_EQ(bert.client.get("/api/service-requests/" + id).status, 404);
    EXPECT_EQ(House::act(dora.client, id, "accept")["status"], "accepted");
}

TEST(Offers, ToTheSameOneAgainChangeNothing) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.order(), body = R"({"professional_id":)" + bert.id + "}";
    EXPECT_EQ(House::act(house.admin, id, "assign", body).status, 200);
    EXPECT_EQ(House::act(house.admin, id, "assign", body).status, 200);
    EXPECT_EQ(house.request(id)["history"].size(), 2u);
}

TEST(Offers, NeedAProfessionalWhoCanDoIt) {
    House house;
    const std::string id = house.order();
    const auto assign = [&](const std::string& professional) {
        return House::act(house.admin, id, "assign", R"({"professional_id":)" + professional + "}");
    };
    EXPECT_EQ(assign("4711").status, 422);
    EXPECT_EQ(assign(house.pending("cora").id).code(), "professional-unfit");
    const Worker bert = house.worker("bert");
    EXPECT_EQ(house.admin.post("/api/admin/users/" + bert.user + "/block", R"({"reason":"Fraud."})").status, 200);
    EXPECT_EQ(assign(bert.id).code(), "professional-unfit");
    EXPECT_EQ(house.anna.post("/api/service-requests/" + id + "/assign", R"({"professional_id":1})").code(),
              "insufficient-scope");
}

TEST(Offers, AreAnsweredByPatchInBothOfTheWordsInUse) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string one = house.offer_to(bert), two = house.offer_to(bert);
    EXPECT_EQ(bert.client.patch("/api/service-requests", R"({"request_id":)" + one + R"(,"status":"accepted"})")["status"],
              "accepted");
    EXPECT_EQ(bert.client.patch("/api/service-requests/" + two, R"({"status":"reject","reason":"On holiday."})")["status"],
              "requested");
    EXPECT_EQ(bert.client.patch("/api/service-requests/" + one, R"({"status":"perhaps"})").status, 422);
}

TEST(Rejecting, IsForEver) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert);
    const Reply rejected = House::act(bert.client, id, "reject", R"({"reason":"Too far."})");
    ASSERT_EQ(rejected.status, 200) << rejected.body;
    EXPECT_EQ(rejected["status"], "requested");
    EXPECT_TRUE(texts(rejected["allowed_actions"]).empty());
    EXPECT_EQ(bert.client.get("/api/service-requests/available")["items"].size(), 0u);
    EXPECT_EQ(House::act(bert.client, id, "claim").status, 404);
    EXPECT_EQ(House::act(house.admin, id, "assign", R"({"professional_id":)" + bert.id + "}").code(), "professional-unfit");
    EXPECT_EQ(house.request(id)["history"][1]["reason"], "Too far.");
}

TEST(Rejecting, TwiceAnswersAsOnce) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert);
    EXPECT_EQ(House::act(bert.client, id, "reject").status, 200);
    EXPECT_EQ(House::act(bert.client, id, "reject").status, 200);
    EXPECT_EQ(house.request(id)["history"].size(), 2u);
}

TEST(Claiming, IsForTheFirstWhoIsVerified) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora"), cora = house.pending("cora");
    const std::string id = house.order();
    EXPECT_EQ(House::act(cora.client, id, "claim").code(), "not-verified");
    const Reply won = House::act(bert.client, id, "claim");
    ASSERT_EQ(won.status, 200) << won.body;
    EXPECT_EQ(won["status"], "accepted");
    const Reply lost = House::act(dora.client, id, "claim");
    EXPECT_EQ(lost.status, 409);
    EXPECT_EQ(lost.code(), "request-taken");
    EXPECT_EQ(lost["state"], "accepted");
    EXPECT_EQ(House::act(bert.client, id, "claim").status, 200);
    EXPECT_EQ(house.request(id)["history"].size(), 2u);
}

TEST(Claiming, ReachesNoFurtherThanServicesAndPinCodes) {
    House house;
    const Worker far = house.worker("far", R"(["560009"])"), anywhere = house.worker("anywhere", "[]");
    const std::string id = house.order();
    EXPECT_EQ(House::act(far.client, id, "claim").status, 404);
    EXPECT_EQ(House::act(anywhere.client, id, "claim").status, 200);
    const Worker bert = house.worker("bert");
    house.service = house.add_service();
    EXPECT_EQ(House::act(bert.client, house.order(), "claim").status, 404);
}

// One job lasts an hour; the times are of 2026-01-02.
class Overlaps : public ::testing::Test {
  protected:
    std::string at(std::string_view time) { return R"(,"date_of_request":"2026-01-02T)" + std::string(time) + R"(:00Z")"; }
    House house;
    Worker bert = house.worker("bert");
};

TEST_F(Overlaps, AreRefusedWhenAccepting) {
    house.job_of(bert, "accept", at("10:00"));
    for (const std::string_view time : {"09:01", "10:00", "10:30", "10:59"}) {
        const std::string id = house.order(at(time));
        EXPECT_EQ(House::act(bert.client, id, "claim").code(), "overlapping-job") << time;
        EXPECT_EQ(house.status(id), "requested");
        EXPECT_TRUE(house.request(id)["professional_id"].is_null());
    }
    const std::string offered = house.offer_to(bert, at("10:30"));
    EXPECT_EQ(House::act(bert.client, offered, "accept").code(), "overlapping-job");
    EXPECT_EQ(house.status(offered), "assigned");
}

TEST_F(Overlaps, AreNoneAtTheEdges) {
    house.job_of(bert, "accept", at("10:00"));
    for (const std::string_view time : {"09:00", "11:00"})
        EXPECT_EQ(House::act(bert.client, house.order(at(time)), "claim").status, 200) << time;
}

TEST_F(Overlaps, CountTheWorkUnderWayAndNotWhatHasEnded) {
    const std::string first = house.job_of(bert, "start", at("10:00")), second = house.order(at("10:30"));
    EXPECT_EQ(House::act(bert.client, second, "claim").code(), "overlapping-job");
    EXPECT_EQ(House::act(bert.client, first, "finish").status, 200);
    EXPECT_EQ(House::act(bert.client, second, "claim").status, 200);
}

TEST_F(Overlaps, DoNotConcernOthersOrJobsWithoutADate) {
    house.job_of(bert, "accept", at("10:00"));
    EXPECT_EQ(House::act(bert.client, house.order(), "claim").status, 200);
    EXPECT_EQ(House::act(house.worker("dora").client, house.order(at("10:30")), "claim").status, 200);
}

TEST_F(Overlaps, AreNotOfferedByAnAdministrator) {
    house.job_of(bert, "accept", at("10:00"));
    EXPECT_EQ(House::act(house.admin, house.order(at("10:30")), "assign", R"({"professional_id":)" + bert.id + "}").code(),
              "overlapping-job");
}

}  // namespace
