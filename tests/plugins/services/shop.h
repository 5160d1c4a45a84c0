// What the tests of services share: those who run the shop, a service, professionals in it.
#pragma once
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace shop {

using namespace mortise::testing;

inline Client keeper(App& app) {
    return app.bearer(900, "ADMIN", {"WRITE:SERVICES", "READ:PROFESSIONALS", "WRITE:PROFESSIONALS", "WRITE:USERS"});
}
/// Somebody who is signed in and nothing more.
inline Client passer_by(App& app) { return app.bearer(901, "CUSTOMER", {"READ:PROFILE"}); }

inline std::string id_of(const Reply& reply) { return reply["id"].text(); }

/// A service of that name; `more` begins with a comma. Its id.
inline std::string service(App& app, std::string_view name, std::string_view more = {}) {
    const Reply reply = keeper(app).post("/api/services", R"({"name":")" + std::string(name) +
                                                              R"(","price":499,"description":"Done well.","time_required":60)" +
                                                              std::string(more) + "}");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return id_of(reply);
}

/// The body of a registration; `more` begins with a comma.
inline std::string registration(std::string_view name, std::string_view service_id, std::string_view more = {}) {
    return R"({"email":")" + std::string(name) + R"(@example.org","password":"correct horse 9","first_name":")" +
           std::string(name) + R"(","last_name":"Rao","experience_years":4,"service_id":)" + std::string(service_id) +
           std::string(more) + "}";
}

/// Somebody who has registered.
struct Worker {
    Client client;
    std::string id, user_id;
};

inline Worker pending(App& app, std::string_view name, std::string_view service_id, std::string_view more = {}) {
    const Reply reply = app.stranger().post("/api/auth/register/professional", registration(name, service_id, more));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return {app.bearer(reply["access_token"].text()), reply["professional_id"].text(), reply["user_id"].text()};
}

inline Worker verified(App& app, std::string_view name, std::string_view service_id, std::string_view more = {}) {
    Worker worker = pending(app, name, service_id, more);
    const Reply reply = keeper(app).post("/api/admin/professionals/verify/" + worker.id);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return worker;
}

/// The texts of one member of each item of a list.
inline std::vector<std::string> each(const Reply& reply, std::string_view member) {
    std::vector<std::string> out;
    const Value items = reply["items"];
    for (std::size_t i = 0; i < items.size(); ++i) out.push_back(items[i][member].text());
    return out;
}

using Texts = std::vector<std::string>;

}  // namespace shop
