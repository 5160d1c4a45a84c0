// Who sees what.
#include "house.h"

using namespace house;

namespace {

TEST(Visibility, OfOneRequestIsForItsCustomerItsProfessionalAndAdministrators) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    const std::string target = "/api/service-requests/" + house.offer_to(bert);
    EXPECT_EQ(house.anna.get(target).status, 200);
    EXPECT_EQ(bert.client.get(target).status, 200);
    EXPECT_EQ(house.admin.get(target).status, 200);
    EXPECT_EQ(dora.client.get(target).status, 404);
    EXPECT_EQ(people::customer(house.app, "mila").get(target).status, 404);
    EXPECT_EQ(house.app.stranger().get(target).status, 401);
}

TEST(Visibility, MakesForeignRequestsLookLikeNone) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    const Client mila = people::customer(house.app, "mila");
    const std::string id = house.offer_to(bert);
    for (const std::string_view action : {"accept", "reject", "start", "finish"})
        EXPECT_EQ(House::act(dora.client, id, action).status, 404) << action;
    EXPECT_EQ(House::act(mila, id, "complete").status, 404);
    EXPECT_EQ(House::act(mila, id, "cancel").status, 404);
    EXPECT_EQ(mila.put("/api/service-requests/" + id, R"({"remarks":"Mine."})").status, 404);
    EXPECT_EQ(House::act(mila, "4711", "cancel").status, 404);
}

TEST(Visibility, OfTheListFollowsTheCaller) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    const Client mila = people::customer(house.app, "mila");
    const std::string offered = house.offer_to(bert), open = house.order(), milas = house.order_by(mila);
    const auto seen_by = [](const Client& who) { return each(who.get("/api/service-requests")["items"], "id"); };
    EXPECT_EQ(seen_by(house.admin), (Texts{milas, open, offered}));
    EXPECT_EQ(seen_by(house.anna), (Texts{open, offered}));
    EXPECT_EQ(seen_by(mila), (Texts{milas}));
    EXPECT_EQ(seen_by(bert.client), (Texts{milas, open, offered}));
    EXPECT_EQ(seen_by(dora.client), (Texts{milas, open}));
    EXPECT_EQ(seen_by(house.pending("cora").client), (Texts{}));
}

TEST(Visibility, HidesTheCustomerFromProfessionalsUntilTheyHaveAccepted) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.offer_to(bert), target = "/api/service-requests/" + id;
    const auto address = [&] { return bert.client.get(target)["location"].text(); };
    EXPECT_TRUE(bert.client.get(target)["location"].is_null());
    EXPECT_TRUE(bert.client.get(target)["customer_name"].is_null());
    EXPECT_EQ(bert.client.get(target)["pin_code"], "560001");
    EXPECT_EQ(House::act(bert.client, id, "accept")["location"], "1 Lake Road");
    EXPECT_EQ(address(), "1 Lake Road");
    EXPECT_EQ(House::act(bert.client, id, "start").status, 200);
    EXPECT_EQ(House::act(house.anna, id, "complete").status, 200);
    EXPECT_EQ(address(), "1 Lake Road");
    house.app.advance(72h);
    EXPECT_TRUE(people::log_in(house.app, people::email_of("bert")).get(target)["location"].is_null());
}

TEST(Visibility, HidesTheCustomerInThePool) {
    House house;
    const Worker bert = house.worker("bert");
    house.order();
    for (const std::string_view list : {"/api/service-requests", "/api/service-requests/available"}) {
        const Value item = bert.client.get(list)["items"][0];
        EXPECT_TRUE(item["location"].is_null()) << list;
        EXPECT_TRUE(item["customer_name"].is_null());
        EXPECT_EQ(texts(item["allowed_actions"]), (Texts{"claim"}));
    }
}

TEST(Visibility, OfAProfessionalsRequestsIsForHimselfAndAdministrators) {
    House house;
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    const std::string id = house.offer_to(bert), target = "/api/service-requests/professional/" + bert.id;
    EXPECT_EQ(each(bert.client.get(target)["items"], "id"), (Texts{id}));
    EXPECT_EQ(each(house.admin.get(target)["items"], "id"), (Texts{id}));
    EXPECT_EQ(dora.client.get(target).status, 404);
    EXPECT_EQ(house.anna.get(target).code(), "insufficient-scope");
    EXPECT_EQ(house.admin.get("/api/service-requests/professional/4711").status, 404);
}

TEST(Visibility, OfEverythingIsAScopeOfItsOwn) {
    House house;
    const std::string id = house.order();
    const Client auditor = house.app.bearer(800, "AUDITOR", {"READ:REQUESTS_ADMIN"});
    EXPECT_EQ(each(auditor.get("/api/service-requests")["items"], "id"), (Texts{id}));
    const Reply seen = auditor.get("/api/service-requests/" + id);
    EXPECT_EQ(seen["location"], "1 Lake Road");
    EXPECT_TRUE(texts(seen["allowed_actions"]).empty());
    EXPECT_EQ(auditor.get("/api/service-requests/professional/" + house.worker("bert").id).status, 200);
    EXPECT_EQ(House::act(auditor, id, "cancel").code(), "insufficient-scope");
    EXPECT_EQ(House::act(auditor, id, "assign", R"({"professional_id":1})").code(), "insufficient-scope");
}

}  // namespace
