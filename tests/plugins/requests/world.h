// A house in which random people do random things, and what a test believes of it.
#pragma once
#include <array>
#include <map>
#include <random>
#include <set>

#include "house.h"
#include "law.h"

namespace house {

enum class Role { customer, professional, administrator, stranger };

struct Person {
    Role role{};
    std::int64_t user = 0, professional = 0;
    bool verified = false, rejected = false;
    std::set<std::int64_t> services = {};
    std::set<std::string> pin_codes = {};
};

/// A request as the test believes it to be.
struct Known {
    std::int64_t customer = 0, service = 0, professional_user = 0;
    std::string status, pin_code;
    std::int64_t seq = 0;
    std::set<std::int64_t> rejected_by = {};
    bool was_accepted = false;  ///< by the one who has it now
};

class World {
  public:
    explicit World(std::uint32_t seed) : seed_(seed), random_(seed) {
        services_ = {std::stoll(house_.service), std::stoll(house_.add_service()),
                     std::stoll(house_.add_service(R"(,"pin_codes":["560001"])"))};
        people_.push_back({.role = Role::stranger});
        for (int i = 0; i < 2; ++i) people_.push_back({.role = Role::administrator, .user = 9000 + i});
        for (const char* name : {"c1", "c2", "c3", "c4"})
            people_.push_back({.role = Role::customer, .user = people::id_of(people::customer(house_.app, name))});
        hire("p1", R"(["560001"])", {"560001"}, true);
        hire("p2", R"(["560001","560002"])", {"560001", "560002"}, true);
        hire("p3", R"([])", {}, true);
        hire("p4", R"(["560002"])", {"560002"}, true);
        hire("p5", R"(["560001"])", {"560001"}, false);
        hire("p6", R"([])", {}, false);
        learn();
    }

    void act() {
        ++steps_;
        Person& who = pick(people_);
        const int what = below(1000);
        if (what < 10) return pass_time();
        if (what < 20) return judge(who);
        if (what < 23) return shut(pick(people_));
        if (what < 150) return order(below(4) ? anybody(Role::customer) : who);
        if (what < 220) return look_at_list(who);
        if (what < 290) return look_at_one(who);
        lead(who);
    }

    /// What holds for the whole at any time.
    void expect_sound() {
        const auto none = [&](std::string_view what) { EXPECT_EQ(house_.app.sql(what), "0") << what << trace(); };
        none(
            "SELECT count(*) FROM requests_requests r WHERE status <> (SELECT to_status FROM requests_history h WHERE "
            "h.request_id = r.id ORDER BY seq DESC LIMIT 1)");
        none(
            "SELECT count(*) FROM requests_requests a, requests_requests b WHERE a.id < b.id AND a.professional_id = "
            "b.professional_id AND a.status IN ('accepted', 'in_progress') AND b.status IN ('accepted', 'in_progress') AND "
            "a.date_of_request < b.date_of_request + b.time_required * 60000 AND b.date_of_request < a.date_of_request + "
            "a.time_required * 60000");
        EXPECT_EQ(house_.app.sql("SELECT count(*) || ' ' || sum(rating) FROM requests_ratings"),
                  house_.app.sql("SELECT count(*) || ' ' || sum(rating) FROM services_reviews"))
            << trace();
        none(
            "SELECT count(*) FROM services_services s WHERE rating_count <> (SELECT count(*) FROM services_reviews WHERE "
            "service_id "
            "= s.id) OR rating_count > 0 AND abs(rating_average - (SELECT avg(rating) FROM services_reviews WHERE service_id = "
            "s.id)) > 0.0051");
    }

    std::string trace() const { return "\nseed " + std::to_string(seed_) + ", step " + std::to_string(steps_) + ": " + last_; }
    std::size_t transitions() const { return transitions_; }
    std::set<std::string> seen_actions() const { return seen_actions_; }

  private:
    int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }
    template <class All>
    auto pick(All& all) -> decltype(all[0]) {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }

    void hire(std::string_view name, std::string_view pin_codes, std::set<std::string> set, bool verified) {
        const Worker worker = verified ? house_.worker(name, pin_codes) : house_.pending(name, pin_codes);
        std::set<std::int64_t> offers = {services_[0], services_[1]};
        if (name == "p1" || name == "p3") offers.insert(services_[2]);
        std::string list;
        for (const std::int64_t id : offers) list += (list.empty() ? "" : ",") + std::to_string(id);
        people::expect(worker.client.put("/api/professionals/profile", R"({"service_ids":[)" + list + "]}"), 200, "profile");
        people_.push_back({.role = Role::professional,
                           .user = std::stoll(worker.user),
                           .professional = std::stoll(worker.id),
                           .verified = verified,
                           .services = offers,
                           .pin_codes = std::move(set)});
    }

    /// Made anew each time: the clock runs, and tokens do not live for ever.
    Client client(const Person& who) {
        switch (who.role) {
            case Role::customer:
                return house_.app.bearer(who.user, "CUSTOMER", {"READ:REQUESTS", "WRITE:REQUESTS"});
            case Role::professional:
                return house_.app.bearer(who.user, "PROFESSIONAL", {"READ:WORK", "WRITE:WORK"});
            case Role::administrator:
                return house_.app.bearer(who.user, "ADMIN",
                                         {"READ:REQUESTS", "WRITE:REQUESTS", "READ:WORK", "WRITE:WORK", "READ:REQUESTS_ADMIN",
                                          "WRITE:REQUESTS_ADMIN", "WRITE:PROFESSIONALS", "WRITE:USERS", "READ:PROFESSIONALS"});
            default:
                return house_.app.stranger();
        }
    }

    Reply call(const Person& who, std::string_view method, const std::string& path, const std::string& body = {}) {
        last_ = std::string(method) + ' ' + path + ' ' + body + " by " + std::to_string(who.user);
        const Reply reply = client(who).call(method, path, body);
        EXPECT_LT(reply.status, 500) << reply.body << trace();
        EXPECT_TRUE(who.role != Role::stranger || reply.status == 401) << reply.body << trace();
        return reply;
    }

    // --- what people do

    void order(const Person& who) {
        std::string body = R"({"service_id":)" + std::to_string(pick(services_)) +
                           R"(,"location":"1 Lake Road","pin_code":"56000)" + std::to_string(1 + below(3)) + '"';
        if (below(3) == 0) body += R"(,"professional_id":)" + std::to_string(anybody(Role::professional).professional);
        if (below(2) == 0) body += R"(,"date_of_request":")" + soon() + '"';
        call(who, "POST", "/api/service-requests", body + '}');
        learn();
    }

    /// Mostly somebody who could, or little would ever be finished; but not always.
    void lead(const Person& who) {
        const std::int64_t id = some_request();
        const std::string number = std::to_string(id), path = "/api/service-requests/" + number;
        const bool fitting = below(5) != 0;
        const Person& customer = fitting ? of_request(id, &Known::customer, who) : who;
        const Person& hand = fitting ? of_request(id, &Known::professional_user, who) : who;
        const std::string stars = R"({"rating":)" + std::to_string(1 + below(5)) + '}';
        switch (below(16)) {
            case 0:
                call(customer, "PUT", path,
                     below(2) ? R"({"remarks":"Step )" + std::to_string(steps_) + "\"}"
                              : R"({"date_of_request":")" + soon() + "\"}");
                break;
            case 1:
            case 2:
                call(fitting ? anybody(Role::administrator) : who, "POST", path + "/assign",
                     R"({"professional_id":)" + std::to_string(anybody(Role::professional).professional) + '}');
                break;
            case 3:
            case 4:
                call(hand, "PATCH", "/api/service-requests",
                     R"({"request_id":)" + number + R"(,"status":")" + (below(4) ? "accept" : "rejected") + "\"}");
                break;
            case 5:
                call(customer, "POST", path + (below(2) ? "/complete" : "/close"), stars);
                break;
            case 6:
                call(below(3) ? customer : anybody(Role::administrator), "POST", path + (below(3) ? "/complete" : "/cancel"));
                break;
            case 7:
            case 8:
            case 9:
                call(fitting ? anybody(Role::professional) : who, "POST", path + "/claim");
                break;
            default:
                static constexpr std::array<const char*, 8> actions{"/accept", "/accept", "/start",  "/start",
                                                                    "/finish", "/finish", "/reject", "/close"};
                call(hand, "POST", path + pick(actions));
        }
        learn();
    }

    void look_at_list(const Person& who) {
        static constexpr std::array<const char*, 4> lists{"", "/customer", "/professional", "/available"};
        std::string path = "/api/service-requests" + std::string(pick(lists));
        if (below(5) == 0)
            path = "/api/service-requests/professional/" + std::to_string(anybody(Role::professional).professional);
        const Reply reply = call(who, "GET", path + "?limit=20");
        if (reply.status != 200) return;
        const Value items = reply["items"];
        for (const auto& [unused, item] : items.items()) {
            const std::int64_t id = item["id"].number();
            EXPECT_TRUE(may_list(who, requests_[id])) << "request " << id << trace();
            expect_discreet(who, requests_[id], item);
        }
    }

    void look_at_one(const Person& who) {
        const std::int64_t id = some_request();
        const Reply reply = call(who, "GET", "/api/service-requests/" + std::to_string(id));
        if (who.role == Role::stranger) return;
        const bool may = requests_.count(id) != 0 && may_see(who, requests_[id]);
        EXPECT_EQ(reply.status, may ? 200 : 404) << reply.body << trace();
        if (may) {
            EXPECT_EQ(reply["status"].text(), requests_[id].status) << trace();
            expect_discreet(who, requests_[id], reply.json());
        }
    }

    void judge(const Person& who) {
        Person& judged = anybody(Role::professional);
        static constexpr std::array<const char*, 5> words{"verify", "verify", "verify", "reject", "reset"};
        const std::string word = judged.rejected ? "reset" : pick(words);
        const Reply reply = call(below(4) ? anybody(Role::administrator) : who, "POST",
                                 "/api/admin/professionals/" + word + '/' + std::to_string(judged.professional));
        if (reply.status == 200) judged.verified = word == "verify", judged.rejected = word == "reject";
        house_.app.settle();
        learn();
    }

    void shut(Person& whom) {
        if (whom.role != Role::customer && whom.role != Role::professional) return;
        const std::string path = "/api/admin/users/" + std::to_string(whom.user);
        const Person& admin = anybody(Role::administrator);
        for (const char* word : {"/block", "/unblock"}) {
            EXPECT_EQ(call(admin, "POST", path + word, R"({"reason":"A test."})").status, 200) << trace();
            house_.app.settle();
            learn();
        }
    }

    void pass_time() {
        house_.app.advance(std::chrono::minutes{1 + below(below(4) == 0 ? 6000 : 90)});
        for (const char* task : {"requests.time-out-offers", "requests.close-finished", "requests.expire-waiting"}) {
            last_ = task;
            house_.app.run(task);
        }
        learn();
    }

    // --- what the test believes

    Person& anybody(Role role) {
        for (;;)
            if (Person& one = pick(people_); one.role == role) return one;
    }
    /// One of the latest, or none that exists.
    std::int64_t some_request() {
        if (requests_.empty() || below(50) == 0) return 987'654'321;
        const auto latest = requests_.rbegin()->first;
        return std::max<std::int64_t>(1, latest - below(40));
    }
    const Person& of_request(std::int64_t id, std::int64_t Known::*whom, const Person& other) {
        const auto found = requests_.find(id);
        if (found == requests_.end() || found->second.*whom == 0) return other;
        for (const Person& each : people_)
            if (each.user == found->second.*whom) return each;
        return other;
    }
    std::string soon() {
        const std::string now = house_.app.sql("SELECT strftime('%Y-%m-%dT%H:', max(created_at) / 1000 + " +
                                               std::to_string(3600 * below(8)) + ", 'unixepoch') FROM requests_requests r");
        return (now.empty() ? "2026-01-01T13:" : now) + (below(2) ? "00:00Z" : "30:00Z");
    }

    bool is_in_reach(const Person& who, const Known& request) const {
        return who.role == Role::professional && who.verified && who.services.count(request.service) != 0 &&
               (who.pin_codes.empty() || who.pin_codes.count(request.pin_code) != 0) && request.rejected_by.count(who.user) == 0;
    }
    bool may_see(const Person& who, const Known& request) const {
        if (who.role == Role::administrator) return true;
        return request.customer == who.user || request.professional_user == who.user;
    }
    bool may_list(const Person& who, const Known& request) const {
        return may_see(who, request) || (request.status == "requested" && is_in_reach(who, request));
    }
    void expect_discreet(const Person& who, const Known& request, const Value& shown) {
        if (who.role != Role::professional || (request.professional_user == who.user && request.was_accepted)) return;
        for (const char* secret : {"location", "customer_name", "customer_phone"})
            EXPECT_TRUE(shown[secret].is_null()) << secret << trace();
    }

    /// Reads what has been written since, and holds it against the table.
    void learn() {
        const std::string rows = house_.app.sql(
            "SELECT json_group_array(json_array(h.id, h.request_id, h.seq, h.from_status, h.to_status, h.action, h.actor, "
            "r.customer_id, r.service_id, r.pin_code, r.professional_user_id)) FROM (SELECT * FROM requests_history WHERE id > " +
            std::to_string(read_up_to_) + " ORDER BY id) h JOIN requests_requests r ON r.id = h.request_id");
        const Value all = Value::parse(rows);
        for (const auto& [unused, row] : all.items()) take(row);
    }

    void take(const Value& row) {
        read_up_to_ = row[0].number();
        ++transitions_;
        Known& request = requests_[row[1].number()];
        EXPECT_EQ(row[2].number(), request.seq + 1) << trace();
        EXPECT_EQ(row[3].is_null() ? "" : row[3].text(), request.status) << trace();
        request.seq = row[2].number();
        const std::string to = row[4].text(), action = row[5].text();
        const std::int64_t actor = row[6].is_null() ? 0 : row[6].number();
        request.customer = row[7].number(), request.service = row[8].number(), request.pin_code = row[9].text();
        seen_actions_.insert(action);
        EXPECT_TRUE(law::stands_in_table(action, kind_of(action, actor, request), request.status, to))
            << action << ' ' << request.status << " -> " << to << trace();
        if (action == "reject") request.rejected_by.insert(actor);
        const std::int64_t now_of = row[10].is_null() ? 0 : row[10].number();
        EXPECT_EQ(request.rejected_by.count(now_of), 0U) << "offered again to " << now_of << trace();
        if (now_of != request.professional_user || to == "assigned") request.was_accepted = false;
        if (to == "accepted") request.was_accepted = true;
        request.professional_user = now_of;
        request.status = to;
    }

    /// What the actor is to the request, as it stood before.
    std::string_view kind_of(std::string_view action, std::int64_t actor, const Known& request) {
        if (actor == 0) return "system";
        for (const Person& each : people_) {
            if (each.user != actor) continue;
            if (each.role == Role::administrator) return "administrator";
            if (each.role == Role::customer) return actor == request.customer ? "customer" : "another customer";
            if (action == "claim") return is_in_reach(each, request) ? "pool" : "somebody out of reach";
            return actor == request.professional_user ? "professional" : "another professional";
        }
        return "nobody";
    }

    House house_;
    const std::uint32_t seed_;
    std::mt19937 random_;
    std::vector<std::int64_t> services_;
    std::vector<Person> people_;
    std::map<std::int64_t, Known> requests_;
    std::int64_t read_up_to_ = 0;
    std::size_t steps_ = 0, transitions_ = 0;
    std::set<std::string> seen_actions_;
    std::string last_;
};

}  // namespace house
