// What the catalogue and its people make of requests: work that is open, work that was.
#include "shop.h"

using namespace shop;

namespace {

Client customer(App& app) {
    const Reply reply = app.stranger().post(
        "/api/auth/register/customer",
        R"({"email":"anna@example.org","password":"correct horse 9","address":"1 Lake Road","pin_code":"560001"})");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return app.bearer(reply["access_token"].text());
}

std::string order(const Client& client, std::string_view service_id, std::string_view more = {}) {
    const Reply reply =
        client.post("/api/service-requests", R"({"service_id":)" + std::string(service_id) +
                                                 R"(,"location":"1 Lake Road","pin_code":"560001")" + std::string(more) + "}");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return id_of(reply);
}

TEST(Work, KeepsAServiceWhileRequestsForItAreOpenAndRetiresItAfterwards) {
    App app{{"auth", "services", "requests"}};
    const std::string taps = service(app, "Tap repair");
    const Client anna = customer(app);
    const std::string request = order(anna, taps);
    EXPECT_EQ(keeper(app).del("/api/services/" + taps).code(), "service-in-use");
    ASSERT_EQ(anna.post("/api/service-requests/" + request + "/cancel").status, 200);
    EXPECT_EQ(keeper(app).del("/api/services/" + taps).status, 204);
    EXPECT_EQ(app.stranger().get("/api/services/" + taps)["is_active"], false);
    EXPECT_EQ(app.stranger().get("/api/services")["items"].size(), 0U);
    EXPECT_EQ(keeper(app).del("/api/services", R"({"service_id":)" + taps + "}").status, 204);
}

TEST(Work, OpensContactDataToTheCustomerForAsLongAsTheirRequestLives) {
    App app{{"auth", "services", "requests"}};
    const std::string taps = service(app, "Tap repair");
    const Worker worker = verified(app, "asha", taps, R"(,"phone":"+919812345678")");
    const std::string path = "/api/professionals/" + worker.id;
    const Client anna = customer(app);
    EXPECT_TRUE(anna.get(path)["phone"].is_null());
    const std::string request = order(anna, taps, R"(,"professional_id":)" + worker.id);
    const Reply linked = anna.get(path);
    EXPECT_EQ(linked["phone"], "+919812345678");
    EXPECT_EQ(linked["email"], "asha@example.org");
    EXPECT_FALSE(linked.json().has("documents"));
    ASSERT_EQ(anna.post("/api/service-requests/" + request + "/cancel").status, 200);
    EXPECT_TRUE(anna.get(path)["phone"].is_null());
}

TEST(Work, GoesBackWhenItsProfessionalIsResetWhileItWasVerified) {
    App app{{"auth", "services", "requests"}};
    const std::string taps = service(app, "Tap repair");
    const Worker worker = verified(app, "asha", taps);
    const Client anna = customer(app);
    const std::string request = order(anna, taps, R"(,"professional_id":)" + worker.id);
    EXPECT_EQ(anna.get("/api/service-requests/" + request)["status"], "assigned");
    EXPECT_EQ(keeper(app).post("/api/admin/professionals/reset/" + worker.id).status, 200);
    app.settle();
    EXPECT_EQ(anna.get("/api/service-requests/" + request)["status"], "requested");
}

}  // namespace
