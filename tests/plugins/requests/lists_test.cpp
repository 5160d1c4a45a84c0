// The lists, their filters, and the history of services.
#include "house.h"

using namespace house;

namespace {

TEST(Lists, OfCustomerAndProfessionalHoldWhatIsTheirs) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string offered = house.offer_to(bert), open = house.order();
    EXPECT_EQ(each(house.anna.get("/api/service-requests/customer")["items"], "id"), (Texts{open, offered}));
    EXPECT_EQ(each(bert.client.get("/api/service-requests/professional")["items"], "id"), (Texts{offered}));
    EXPECT_EQ(each(bert.client.get("/api/service-requests/available")["items"], "id"), (Texts{open}));
    EXPECT_EQ(bert.client.get("/api/service-requests/customer").code(), "insufficient-scope");
    EXPECT_EQ(house.anna.get("/api/service-requests/professional").code(), "insufficient-scope");
}

TEST(Lists, OfWhatIsAvailableAreForTheVerified) {
    House house;
    const Worker cora = house.pending("cora");
    house.order();
    EXPECT_EQ(cora.client.get("/api/service-requests/available").code(), "not-verified");
    ASSERT_EQ(house.admin.post("/api/admin/professionals/verify/" + cora.id).status, 200);
    EXPECT_EQ(cora.client.get("/api/service-requests/available")["items"].size(), 1u);
    EXPECT_EQ(house.worker("far", R"(["560009"])").client.get("/api/service-requests/available")["items"].size(), 0u);
    EXPECT_EQ(house.worker("anywhere", "[]").client.get("/api/service-requests/available")["items"].size(), 1u);
}

TEST(Lists, AreFiltered) {
    House house;
    const Worker bert = house.worker("bert");
    const Client mila = people::customer(house.app, "mila");
    const std::string offered = house.offer_to(bert, R"(,"date_of_request":"2026-01-05T10:00:00Z")");
    const std::string open = house.order(R"(,"remarks":"The 100% green_door.","pin_code":"560009")"),
                      milas = house.order_by(mila);
    const auto found = [&](std::string_view query) {
        return each(house.admin.get("/api/service-requests?" + std::string(query))["items"], "id");
    };
    EXPECT_EQ(found("status=assigned"), (Texts{offered}));
    EXPECT_EQ(found("professional_id=" + bert.id), (Texts{offered}));
    EXPECT_EQ(found("customer_id=" + std::to_string(people::id_of(mila))), (Texts{milas}));
    EXPECT_EQ(found("pin_code=560009"), (Texts{open}));
    EXPECT_EQ(found("service_id=4711"), (Texts{}));
    EXPECT_EQ(found("from=2026-01-05T10:00:00Z"), (Texts{offered}));
    EXPECT_EQ(found("to=2026-01-05T10:00:00Z"), (Texts{milas, open}));
    EXPECT_EQ(found("q=GREEN_door"), (Texts{open}));
    EXPECT_EQ(found("q=greenxdoor"), (Texts{}));
    EXPECT_EQ(found("q=100%25"), (Texts{open}));
    EXPECT_EQ(found("q=room"), (Texts{milas, open, offered}));
    EXPECT_EQ(house.admin.get("/api/service-requests?status=lost").status, 400);
    EXPECT_EQ(house.admin.get("/api/service-requests?colour=red").status, 400);
}

TEST(Lists, DoNotSearchInWhatTheCallerMayNotSee) {
    House house;
    const Worker bert = house.worker("bert");
    house.order(R"(,"location":"Secret Lane")");
    EXPECT_EQ(bert.client.get("/api/service-requests?q=secret")["items"].size(), 0u);
}

TEST(Lists, ComeInPagesAndInTheOrderAskedFor) {
    House house;
    Texts made;
    for (int i = 0; i < 5; ++i) made.push_back(house.order());
    const Reply first = house.anna.get("/api/service-requests?limit=3&sort=created_at&count=true");
    EXPECT_EQ(each(first["items"], "id"), (Texts{made[0], made[1], made[2]}));
    EXPECT_EQ(first["total"], 5);
    const Reply second = house.anna.get("/api/service-requests?limit=3&sort=created_at&cursor=" + first["next_cursor"].text());
    EXPECT_EQ(each(second["items"], "id"), (Texts{made[3], made[4]}));
    EXPECT_TRUE(second["next_cursor"].is_null());
}

TEST(Lists, AreNeverReadStaleFromTheCache) {
    House house;
    const Client mila = people::customer(house.app, "mila");
    const std::string id = house.order();
    EXPECT_EQ(house.anna.get("/api/service-requests")["items"].size(), 1u);
    EXPECT_EQ(house.anna.get("/api/service-requests").header("x-cache"), "hit");
    EXPECT_EQ(mila.get("/api/service-requests")["items"].size(), 0u);
    EXPECT_EQ(House::act(house.anna, id, "cancel").status, 200);
    EXPECT_EQ(house.anna.get("/api/service-requests")["items"][0]["status"], "cancelled");
}

TEST(ServiceHistory, HoldsWhatHasEndedWithThePersonWhoDidIt) {
    House house;
    Worker bert = house.worker("bert");
    EXPECT_EQ(bert.client.put("/api/users/profile", R"({"phone":"+918055501234"})").status, 200);
    const std::string done = house.job_of(bert, "finish"), cancelled = house.order();
    house.order();
    EXPECT_EQ(House::act(house.anna, done, "complete", R"({"rating":4,"comment":"Good."})").status, 200);
    EXPECT_EQ(House::act(house.anna, cancelled, "cancel").status, 200);
    const Value items = house.anna.get("/api/service-history?sort=created_at")["items"];
    EXPECT_EQ(each(items, "status"), (Texts{"closed", "cancelled"}));
    EXPECT_EQ(items[0]["request_id"].text(), done);
    EXPECT_EQ(items[0]["service_name"], "Room cleaning");
    EXPECT_EQ(items[0]["professional_name"], "bert");
    EXPECT_EQ(items[0]["professional_phone"], "+918055501234");
    EXPECT_EQ(items[0]["rating"], 4);
    EXPECT_TRUE(items[1]["professional_name"].is_null());
    EXPECT_EQ(people::customer(house.app, "mila").get("/api/service-history")["items"].size(), 0u);
}

}  // namespace
