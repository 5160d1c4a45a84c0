// `db seed`: something to play with, and sound in itself.
#include "house.h"

using namespace house;

namespace {

/// A product with demonstration data, as its people see it.
struct Demo {
    App app{{"auth", "services", "requests"},
            people::household_settings({{"auth.admin.email", ""}, {"auth.admin.password", ""}})};
    Demo() { app.seed(); }
    Client log_in(std::string_view name) {
        return people::log_in(app, std::string(name) + "@example.com", std::string(name) + "-demo-2026");
    }
};

TEST(Demo, HasRequestsInEveryStateWhoseHistoriesAddUp) {
    Demo demo;
    const Client admin = demo.log_in("admin");
    for (const std::string_view state :
         {"requested", "assigned", "accepted", "in_progress", "completed", "closed", "cancelled", "expired"}) {
        const Value items = admin.get("/api/service-requests?status=" + std::string(state))["items"];
        ASSERT_GT(items.size(), 0U) << state;
        for (const auto& [unused, item] : items.items()) {
            const Value history = admin.get("/api/service-requests/" + item["id"].text())["history"];
            EXPECT_TRUE(history[0]["from"].is_null());
            for (std::size_t i = 1; i < history.size(); ++i) EXPECT_EQ(history[i]["from"].text(), history[i - 1]["to"].text());
            EXPECT_EQ(history[history.size() - 1]["to"], state);
        }
    }
}

TEST(Demo, HasServicesInFourCategories) {
    Demo demo;
    const Client anyone = demo.app.stranger();
    EXPECT_EQ(anyone.get("/api/services/category")["items"].size(), 4U);
    const Value services = anyone.get("/api/services")["items"];
    EXPECT_GE(services.size(), 8U);
    for (const auto& [unused, service] : services.items()) EXPECT_FALSE(service["category"].is_null());
    EXPECT_EQ(each(anyone.get("/api/services?q=fan")["items"], "name"), (Texts{"Fan installation"}));
}

TEST(Demo, HasProfessionalsOfEveryStatusWithDocuments) {
    Demo demo;
    const Client admin = demo.log_in("admin");
    for (const std::string_view status : {"pending", "verified", "rejected"})
        EXPECT_GT(admin.get("/api/admin/professionals?status=" + std::string(status))["items"].size(), 0U) << status;
    const Value all = admin.get("/api/admin/professionals")["items"];
    bool has_picture = false;
    for (const auto& [unused, professional] : all.items()) {
        const Value documents = professional["documents"];
        ASSERT_GT(documents.size(), 0U);
        for (const auto& [none, document] : documents.items()) {
            const Reply file =
                admin.get("/api/professionals/" + professional["id"].text() + "/documents/" + document["id"].text());
            EXPECT_EQ(file.header("content-type"), document["type"].text());
            EXPECT_EQ(static_cast<std::int64_t>(file.body.size()), document["bytes"].number());
            has_picture = has_picture || document["type"] == "image/png";
        }
    }
    EXPECT_TRUE(has_picture);
}

TEST(Demo, HasReviewsOneOfThemHidden) {
    Demo demo;
    EXPECT_EQ(demo.app.sql("SELECT count(*) FROM services_reviews"), "4");
    EXPECT_EQ(demo.app.sql("SELECT count(*) FROM services_reviews WHERE visibility = 'hidden'"), "1");
    EXPECT_EQ(demo.app.sql("SELECT rating_average FROM services_professionals WHERE rating_count = 2"), "4.500000");
}

TEST(Demo, LetsItsPeopleIn) {
    Demo demo;
    for (const std::string_view name : {"admin", "anna", "mila", "rohan", "bert", "cora", "dina", "emil", "faye"})
        EXPECT_EQ(demo.log_in(name).get("/api/auth/me").status, 200) << name;
}

TEST(Demo, IsFilledInOnce) {
    Demo demo;
    const auto count = [&] {
        std::string all;
        for (const char* table : {"auth_users", "services_services", "services_professionals", "services_documents",
                                  "services_reviews", "requests_requests", "requests_history"})
            all += demo.app.sql("SELECT count(*) FROM " + std::string(table)) + ' ';
        return all;
    };
    const std::string before = count();
    demo.app.seed();
    EXPECT_EQ(count(), before);
}

}  // namespace
