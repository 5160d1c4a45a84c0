// What happens elsewhere and concerns requests, and what requests answer to others.
#include "house.h"

using namespace house;

namespace {

TEST(Blocking, OfAProfessionalSendsBackWhatHeHasNotBegun) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string offered = house.offer_to(bert), accepted = house.job_of(bert), begun = house.job_of(bert, "start"),
                      done = house.job_of(bert, "finish");
    ASSERT_EQ(house.admin.post("/api/admin/users/" + bert.user + "/block", R"({"reason":"Fraud."})").status, 200);
    house.app.settle();
    EXPECT_EQ(house.status(offered), "requested");
    EXPECT_EQ(house.status(accepted), "requested");
    EXPECT_TRUE(house.request(accepted)["professional_id"].is_null());
    EXPECT_EQ(house.request(accepted)["history"][2]["action"], "release");
    EXPECT_EQ(house.status(begun), "in_progress");
    EXPECT_EQ(house.status(done), "completed");
}

TEST(Blocking, OfACustomerCancelsWhatIsNotInProgress) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string open = house.order(), offered = house.offer_to(bert), accepted = house.job_of(bert),
                      begun = house.job_of(bert, "start");
    ASSERT_EQ(
        house.admin.post("/api/admin/users/" + std::to_string(people::id_of(house.anna)) + "/block", R"({"reason":"Abuse."})")
            .status,
        200);
    house.app.settle();
    for (const std::string& id : {open, offered, accepted}) EXPECT_EQ(house.status(id), "cancelled");
    EXPECT_EQ(house.status(begun), "in_progress");
}

TEST(Deactivating, IsHandledAsABlock) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string accepted = house.job_of(bert);
    ASSERT_LT(bert.client.post("/api/users/deactivate").status, 300);
    house.app.settle();
    EXPECT_EQ(house.status(accepted), "requested");
}

TEST(Resetting, AProfessionalSendsBackWhatHeHasNotBegun) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string accepted = house.job_of(bert), begun = house.job_of(bert, "start");
    ASSERT_EQ(house.admin.post("/api/admin/professionals/reset/" + bert.id).status, 200);
    house.app.settle();
    EXPECT_EQ(house.status(accepted), "requested");
    EXPECT_EQ(house.status(begun), "in_progress");
    EXPECT_EQ(bert.client.get("/api/service-requests/available").code(), "not-verified");
}

TEST(Services, WithOpenRequestsStay) {
    House house;
    const std::string id = house.order();
    EXPECT_EQ(house.admin.del("/api/services/" + house.service).status, 409);
    EXPECT_EQ(House::act(house.anna, id, "cancel").status, 200);
    EXPECT_LT(house.admin.del("/api/services/" + house.service).status, 300);
    EXPECT_EQ(house.app.sql("SELECT is_active FROM services_services"), "0");
}

TEST(Professionals, ShowTheirTelephoneToThoseWhomALiveRequestLinks) {
    House house;
    const Worker bert = house.worker("bert");
    EXPECT_EQ(bert.client.put("/api/users/profile", R"({"phone":"+918055501234"})").status, 200);
    const std::string target = "/api/professionals/" + bert.id;
    EXPECT_TRUE(house.anna.get(target)["phone"].is_null());
    const std::string id = house.job_of(bert);
    EXPECT_EQ(house.anna.get(target)["phone"], "+918055501234");
    EXPECT_EQ(House::act(house.anna, id, "cancel").status, 200);
    EXPECT_TRUE(house.anna.get(target)["phone"].is_null());
}

}  // namespace
