// Ordering and editing.
#include "house.h"

using namespace house;

namespace {

TEST(Ordering, KeepsPriceNameAndAddressAsTheyWere) {
    House house;
    const Reply made = house.anna.post(
        "/api/service-requests", R"({"service_id":)" + house.service + R"(,"location":"2 Hill Street","remarks":"Ring twice."})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["status"], "requested");
    EXPECT_EQ(made["price"].text(), "499.00");
    EXPECT_EQ(made["location"], "2 Hill Street");
    EXPECT_EQ(made["pin_code"], "560001");
    EXPECT_EQ(texts(made["allowed_actions"]), (Texts{"edit", "cancel"}));
    ASSERT_EQ(house.admin.put("/api/services/" + house.service, R"({"name":"Deep cleaning","price":999})").status, 200);
    EXPECT_EQ(house.anna.put("/api/users/profile", R"({"address":"9 New Road"})").status, 200);
    const Reply later = house.anna.get("/api/service-requests/" + made["id"].text());
    EXPECT_EQ(later["service_name"], "Room cleaning");
    EXPECT_EQ(later["price"].text(), "499.00");
    EXPECT_EQ(later["location"], "2 Hill Street");
}

TEST(Ordering, TakesThePlaceFromTheProfile) {
    House house;
    const Reply made = house.anna.post("/api/service-requests", R"({"service_id":)" + house.service + "}");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["location"], "1 Lake Road");
    EXPECT_EQ(made["pin_code"], "560001");
}

TEST(Ordering, NamesAllThatIsMissingWhereTheProfileHasNoPlace) {
    House house;
    const Reply joined =
        house.app.stranger().post("/api/auth/register", R"({"email":"nomad@people.test","password":"marble-canoe-17"})");
    const Reply refused =
        house.app.bearer(joined["access_token"].text()).post("/api/service-requests", R"({"service_id":)" + house.service + "}");
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_EQ(each(refused["errors"], "field"), (Texts{"location", "pin_code"}));
}

TEST(Ordering, RefusesServicesThatAreNotSold) {
    House house;
    EXPECT_EQ(house.anna.post("/api/service-requests", R"({"service_id":4711})")["errors"][0]["code"], "unknown");
    ASSERT_EQ(house.admin.put("/api/services/" + house.service, R"({"is_active":false})").status, 200);
    EXPECT_EQ(house.anna.post("/api/service-requests", R"({"service_id":)" + house.service + "}")["errors"][0]["code"],
              "retired");
}

TEST(Ordering, RefusesPlacesWhereTheServiceIsNotServed) {
    House house;
    house.service = house.add_service(R"(,"pin_codes":["560009"])");
    const Reply refused = house.anna.post("/api/service-requests", R"({"service_id":)" + house.service + "}");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused["errors"][0]["code"], "not-served");
    EXPECT_EQ(house.anna.post("/api/service-requests", R"({"service_id":)" + house.service + R"(,"pin_code":"560009"})").status,
              201);
}

TEST(Ordering, RefusesAPinCodeThatIsNone) {
    House house;
    EXPECT_EQ(house.anna.post("/api/service-requests", R"({"service_id":)" + house.service + R"(,"pin_code":"012"})").status,
              422);
}

TEST(Ordering, RefusesDaysThatAreOver) {
    House house;
    const auto on = [&](std::string_view day) {
        return house.anna
            .post("/api/service-requests",
                  R"({"service_id":)" + house.service + R"(,"date_of_request":")" + std::string(day) + R"("})")
            .status;
    };
    EXPECT_EQ(on("2025-12-30T12:00:00Z"), 422);
    EXPECT_EQ(on("2026-01-01T00:00:00Z"), 201);
}

TEST(Ordering, AsksTheProfessionalThatTheCustomerNames) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert);
    EXPECT_EQ(house.status(id), "assigned");
    EXPECT_EQ(house.request(id)["professional_id"].text(), bert.id);
    EXPECT_EQ(house.request(id)["professional_user_id"].text(), bert.user);
}

TEST(Ordering, RefusesProfessionalsWhoCannotDoIt) {
    House house;
    const auto naming = [&](std::string_view id) {
        return house.anna.post("/api/service-requests",
                               R"({"service_id":)" + house.service + R"(,"professional_id":)" + std::string(id) + "}");
    };
    EXPECT_EQ(naming("4711")["errors"][0]["field"], "professional_id");
    EXPECT_EQ(naming(house.pending("cora").id).code(), "professional-unfit");
    EXPECT_EQ(naming(house.worker("dora", R"(["560009"])").id).code(), "professional-unfit");
    const Worker bert = house.worker("bert");
    house.service = house.add_service();
    EXPECT_EQ(naming(bert.id).code(), "professional-unfit");
}

TEST(Ordering, NeedsTheScopeOfACustomer) {
    House house;
    EXPECT_EQ(house.app.stranger().post("/api/service-requests", R"({"service_id":1})").status, 401);
    EXPECT_EQ(house.worker("bert").client.post("/api/service-requests", R"({"service_id":1})").code(), "insufficient-scope");
}

TEST(Editing, ChangesWhatIsNamedAndKeepsTheRest) {
    House house;
    const std::string id = house.order(R"(,"remarks":"Ring twice.")");
    const Reply edited =
        house.anna.put("/api/service-requests/" + id, R"({"date_of_request":"2026-01-03T09:00:00Z","location":"3 Hill Street"})");
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(edited["status"], "requested");
    EXPECT_EQ(edited["date_of_request"], "2026-01-03T09:00:00Z");
    EXPECT_EQ(edited["location"], "3 Hill Street");
    EXPECT_EQ(edited["remarks"], "Ring twice.");
    EXPECT_TRUE(house.anna.put("/api/service-requests/" + id, R"({"date_of_request":null})")["date_of_request"].is_null());
    EXPECT_EQ(house.anna.put("/api/service-requests/" + id, R"({"location":null})").status, 422);
}

TEST(Editing, AsksTheProfessionalAnewWhoHadAccepted) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.job_of(bert);
    const Reply edited = house.anna.put("/api/service-requests/" + id, R"({"remarks":"Two rooms now."})");
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(edited["status"], "assigned");
    EXPECT_TRUE(edited["accepted_at"].is_null());
    EXPECT_EQ(edited["professional_id"].text(), bert.id);
}

TEST(Editing, MovesNoJobToWhereItsProfessionalDoesNotWork) {
    House house;
    const std::string id = house.job_of(house.worker("bert"));
    EXPECT_EQ(house.anna.put("/api/service-requests/" + id, R"({"pin_code":"560009"})").code(), "professional-unfit");
    EXPECT_EQ(house.status(id), "accepted");
}

TEST(Editing, OfNothingChangesNothing) {
    House house;
    const std::string id = house.order();
    EXPECT_EQ(house.anna.put("/api/service-requests/" + id, "{}").status, 200);
    EXPECT_EQ(house.request(id)["history"].size(), 1u);
}

TEST(Editing, RefusesFieldsThatAreNotTheCustomers) {
    House house;
    EXPECT_EQ(house.anna.put("/api/service-requests/" + house.order(), R"({"price":1,"status":"closed"})").status, 422);
}

}  // namespace
