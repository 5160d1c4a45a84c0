// A household service with its people, for the tests of requests.
#pragma once
#include <gtest/gtest.h>

#include "support/people.h"

namespace house {

using namespace mortise::testing;
using namespace std::chrono_literals;

/// A verified professional who works at 560001.
struct Worker {
    Client client;
    std::string id, user;
};

/// It is 2026-01-01T12:00:00Z. Room cleaning takes 60 minutes and costs 499; Anna lives at 560001.
struct House {
    App app;
    Client admin, anna;
    std::string service;

    explicit House(const App::Settings& more = {})
        : app{{"auth", "services", "requests"}, people::household_settings(more)},
          admin(people::admin(app)),
          anna(people::customer(app, "anna")),
          service(add_service()) {}

    /// A service; `more` begins with a comma. Its id.
    std::string add_service(std::string_view more = {}) {
        const Reply reply =
            admin.post("/api/services", R"({"name":"Room cleaning","price":499,"description":"Done well.","time_required":60)" +
                                            std::string(more) + "}");
        return people::expect(reply, 201, "service")["id"].text();
    }

    /// A professional who waits to be looked at.
    Worker pending(std::string_view name, std::string_view pin_codes = R"(["560001"])") {
        Client client = people::professional(app, name, std::stoll(service), pin_codes);
        const Reply profile = people::expect(client.get("/api/professionals/profile"), 200, "profile");
        return {client, profile["id"].text(), profile["user_id"].text()};
    }
    Worker worker(std::string_view name, std::string_view pin_codes = R"(["560001"])") {
        Worker made = pending(name, pin_codes);
        people::expect(admin.post("/api/admin/professionals/verify/" + made.id), 200, "verify");
        return made;
    }

    /// A request of Anna's; `more` begins with a comma. Its id.
    std::string order(std::string_view more = {}) { return order_by(anna, more); }
    std::string order_by(const Client& customer, std::string_view more = {}) {
        const Reply reply = customer.post("/api/service-requests", R"({"service_id":)" + service + std::string(more) + "}");
        return people::expect(reply, 201, "order")["id"].text();
    }
    /// One that is offered to the worker.
    std::string offer_to(const Worker& worker, std::string_view more = {}) {
        return order(R"(,"professional_id":)" + worker.id + std::string(more));
    }

    /// One that the worker holds, or is further on: by `accept`, then perhaps `start`, `finish`.
    std::string job_of(const Worker& worker, std::string_view until = "accept", std::string_view more = {}) {
        const std::string id = offer_to(worker, more);
        for (const std::string_view step : {"accept", "start", "finish"}) {
            people::expect(act(worker.client, id, step), 200, step);
            if (step == until) break;
        }
        return id;
    }

    static Reply act(const Client& who, const std::string& id, std::string_view action, std::string_view body = {}) {
        return who.post("/api/service-requests/" + id + '/' + std::string(action), body);
    }
    /// As the administrator sees it.
    Reply request(const std::string& id) const {
        return people::expect(admin.get("/api/service-requests/" + id), 200, "request");
    }
    std::string status(const std::string& id) const { return request(id)["status"].text(); }
};

/// The texts of a list.
inline std::vector<std::string> texts(const Value& list) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < list.size(); ++i) out.push_back(list[i].text());
    return out;
}
/// The texts of one member of each item of a list.
inline std::vector<std::string> each(const Value& list, std::string_view member) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < list.size(); ++i) out.push_back(list[i][member].text());
    return out;
}
using Texts = std::vector<std::string>;

}  // namespace house
