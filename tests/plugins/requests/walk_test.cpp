// The household from end to end, as its people would go through it.
#include "house.h"

using namespace house;

namespace {

TEST(Household, WorksFromRegistrationToTheReview) {
    App app{{"auth", "services", "requests"}, people::household_settings()};
    const Client admin = people::admin(app);
    const Reply added = admin.post("/api/services",
                                   R"({"name":"Tap repair","price":"299.50","description":"Dripping taps.","time_required":45})");
    ASSERT_EQ(added.status, 201) << added.body;
    const std::string service = added["id"].text();

    const Client bert = people::professional(app, "bert", std::stoll(service));
    EXPECT_EQ(bert.get("/api/service-requests/available").code(), "not-verified");
    const std::string professional = bert.get("/api/professionals/profile")["id"].text();
    ASSERT_EQ(admin.post("/api/admin/professionals/verify/" + professional).status, 200);

    people::customer(app, "anna");
    const Client anna = people::log_in(app, people::email_of("anna"));
    const Reply browsed = anna.get("/api/services?q=tap&pin_code=560001");
    ASSERT_EQ(browsed["items"].size(), 1u) << browsed.body;
    const Reply offers = anna.get("/api/service-packages/" + service);
    ASSERT_EQ(offers.status, 200) << offers.body;

    const Reply ordered = anna.post("/api/service-requests", R"({"service_id":)" + service + R"(,"professional_id":)" +
                                                                 professional + R"(,"remarks":"Kitchen."})");
    ASSERT_EQ(ordered.status, 201) << ordered.body;
    const std::string id = ordered["id"].text();
    EXPECT_EQ(ordered["status"], "assigned");

    EXPECT_EQ(bert.patch("/api/service-requests", R"({"request_id":)" + id + R"(,"status":"accept"})")["status"], "accepted");
    EXPECT_EQ(House::act(bert, id, "start")["status"], "in_progress");
    EXPECT_EQ(House::act(bert, id, "close", R"({"remarks":"New washer."})")["status"], "completed");
    EXPECT_EQ(House::act(anna, id, "complete", R"({"rating":5,"comment":"Quick."})")["status"], "closed");

    const Value past = anna.get("/api/service-history")["items"][0];
    EXPECT_EQ(past["service_name"], "Tap repair");
    EXPECT_EQ(past["price"].text(), "299.50");
    EXPECT_EQ(past["rating"], 5);
    EXPECT_TRUE(texts(anna.get("/api/service-requests/" + id)["allowed_actions"]).empty());
}

}  // namespace
