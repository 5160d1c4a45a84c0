// What requests leave in the audit and on the overview, and what they forget of customers who are erased.
#include "house.h"

using namespace house;

namespace {

std::string shown(const Value& value) { return value.is_null() ? "" : value.text(); }

/// The audit of one record, the newest first, each entry as "action by actor: before>after, …".
Texts audit_of(const House& house, const std::string& record, const std::string& id) {
    const Reply page = people::expect(house.admin.get("/api/audit?record=" + record + "&record_id=" + id), 200, "audit");
    Texts out;
    const Value items = page["items"];
    for (const auto& [key, entry] : items.items()) {
        out.push_back(entry["action"].text() + " by " + (entry["actor_name"].is_null() ? "nobody" : entry["actor_name"].text()));
        const Value changes = entry["changes"];
        for (const auto& [index, change] : changes.items())
            out.back() += ' ' + change["field"].text() + ' ' + shown(change["before"]) + '>' + shown(change["after"]);
    }
    return out;
}

/// A figure as it was written, or "none".
std::string figure(const House& house, std::string_view group, std::string_view name) {
    const Value figures = people::expect(house.admin.get("/api/admin/dashboard"), 200, "dashboard")["figures"];
    for (const auto& [key, each] : figures.items())
        if (each["group"] == group && each["name"] == name)
            return each[each.has("count") ? "count" : each.has("amount") ? "amount" : "average"].text();
    return "none";
}

TEST(TheAudit, FollowsARequestFromStateToState) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string id = house.job_of(bert, "start");
    EXPECT_EQ(audit_of(house, "request", id),
              (Texts{"start by bert status accepted>in_progress", "accept by bert status assigned>accepted",
                     "create by anna status >assigned"}));
}

TEST(TheAudit, KnowsThatTheSystemDidIt) {
    House house(App::Settings{{"requests.offer_timeout", "30 min"}});
    const std::string id = house.offer_to(house.worker("bert"));
    house.app.advance(31min);
    ASSERT_EQ(house.app.run("requests.time-out-offers"), 1);
    house.admin = people::admin(house.app);
    EXPECT_EQ(audit_of(house, "request", id)[0], "time_out by nobody status assigned>requested");
}

TEST(TheAudit, KeepsNothingOfAMoveThatWasRefusedOrRepeated) {
    House house;
    const Worker bert = house.worker("bert"), cara = house.worker("cara");
    const std::string id = house.job_of(bert);
    ASSERT_EQ(House::act(bert.client, id, "accept").status, 200);
    ASSERT_EQ(House::act(cara.client, id, "claim").status, 409);
    EXPECT_EQ(audit_of(house, "request", id).size(), 2u);
}

TEST(TheAudit, FollowsTheCatalogueAndItsPeople) {
    House house;
    const Worker bert = house.pending("bert");
    people::expect(bert.client.upload("/api/professionals/documents", {{"documents", "%PDF-1.4 licence", "a.pdf"}}), 201, "send");
    people::expect(house.admin.post("/api/admin/professionals/verify/" + bert.id), 200, "verify");
    people::expect(bert.client.put("/api/professionals/profile", R"({"company_name":"Pipes"})"), 200, "change");
    const Texts of_bert = audit_of(house, "professional", bert.id);
    ASSERT_EQ(of_bert.size(), 4u);
    EXPECT_EQ(of_bert[0], "update by bert company_name >Pipes");
    EXPECT_TRUE(of_bert[1].starts_with("verify by Asha Rao")) << of_bert[1];
    EXPECT_EQ(of_bert[2], "add-documents by bert documents >a.pdf");
    EXPECT_TRUE(of_bert[3].starts_with("create by nobody")) << of_bert[3];
    people::expect(house.admin.put("/api/services/" + house.service, R"({"price":599})"), 200, "price");
    EXPECT_EQ(audit_of(house, "service", house.service)[0], "update by Asha Rao price 499.00>599.00");
    people::expect(house.admin.post("/api/services/category", R"({"name":"Water"})"), 201, "category");
    EXPECT_EQ(audit_of(house, "category", "1")[0], "create by Asha Rao id >1 name >Water");
}

TEST(TheOverview, CountsRequestsAndWhatTheMonthWasWorth) {
    House house(App::Settings{{"organisation.time_zone", "UTC"}});
    const Worker bert = house.worker("bert");
    house.order();
    const std::string done = house.job_of(bert, "finish");
    EXPECT_EQ(figure(house, "requests", "requested"), "1");
    EXPECT_EQ(figure(house, "requests", "completed"), "1");
    EXPECT_EQ(figure(house, "requests", "new_this_month"), "2");
    EXPECT_EQ(figure(house, "earnings", "month"), "0.00");
    people::expect(House::act(house.anna, done, "close", R"({"rating":4})"), 200, "close");
    EXPECT_EQ(figure(house, "earnings", "month"), "499.00");
    EXPECT_EQ(figure(house, "professionals", "verified"), "1");
    EXPECT_EQ(figure(house, "services", "active"), "1");
    EXPECT_EQ(figure(house, "reviews", "rating"), "4");
    house.app.advance(31 * 24h);
    house.admin = people::admin(house.app);
    EXPECT_EQ(figure(house, "earnings", "month"), "0.00");
    EXPECT_EQ(figure(house, "requests", "new_this_month"), "0");
}

TEST(Erasing, ACustomerCancelsWhatIsOpenAndForgetsWhoItWasFor) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string open = house.order(R"(,"remarks":"Ring twice.")"), begun = house.job_of(bert, "start"),
                      closed = house.job_of(bert, "finish");
    people::expect(House::act(house.anna, closed, "close", R"({"rating":4,"comment":"Clean."})"), 200, "close");
    people::expect(house.anna.del("/api/customers/" + std::to_string(people::id_of(house.anna))), 204, "erase");
    house.app.settle();
    for (const std::string& id : {open, closed}) {
        const Reply gone = house.request(id);
        EXPECT_EQ(gone["customer_name"], "erased") << id;
        EXPECT_EQ(gone["location"], "erased") << id;
        EXPECT_TRUE(gone["customer_phone"].is_null() && gone["remarks"].is_null()) << id;
        EXPECT_EQ(gone["price"], "499.00") << id;
    }
    EXPECT_EQ(house.status(open), "cancelled");
    const Value review = house.app.stranger().get("/api/services/" + house.service + "/reviews")["items"][std::size_t{0}];
    EXPECT_EQ(review["author"], "Erased");
    EXPECT_EQ(review["comment"], "Clean.");

    EXPECT_EQ(house.request(begun)["location"], "1 Lake Road") << "somebody is on his way there";
    people::expect(House::act(bert.client, begun, "finish"), 200, "finish");
    house.app.advance(40 * 24h);
    house.app.run("requests.close-finished");
    house.admin = people::admin(house.app);
    EXPECT_EQ(house.status(begun), "closed");
    EXPECT_EQ(house.request(begun)["location"], "erased");
}

}  // namespace
