// Bad input to the routes of services and requests: 422, every time, and nothing is written.
#include "house.h"

using namespace house;

namespace {

const std::string long_text(10'000, 'x');
/// As JSON texts: what no name may hold.
const Texts bad_names = {R"("tab\tin it")",
                         R"("line\nbreak")",
                         R"("bell\u0007")",
                         R"("delete\u007f")",
                         R"("left\u202eright")",
                         R"("\u200frtl mark")",
                         R"("isolate\u2066x")",
                         '"' + long_text + '"',
                         "7",
                         "[]",
                         "{}"};
const Texts bad_texts = {'"' + long_text + '"', "7", "[]", "{}"};
const Texts bad_prices = {"-1",       "-0.01",     "0.001", "1e3", "1e400", "1000000000.01", "99999999999999999999",
                          R"("NaN")", R"("1,50")", "true",  "null"};
const Texts bad_minutes = {"0", "-1", "1.5", "43201", "9223372036854775808", R"("60")", "null"};
const Texts bad_ids = {"0", "-1", "1.5", "9223372036854775808", R"("1 OR 1=1")", "[1]", "{}"};
const Texts bad_pin_codes = {R"("012345")", R"("56000")", R"("5600011")", R"("५६०००१")", R"("560001\u0000")", "560001"};
const Texts bad_pin_code_lists = {R"(["560001","x"])", R"([""])", R"("560001")", "[560001]", R"([["560001"]])"};
const Texts bad_times = {R"("yesterday")", R"("2026-01-02")",          R"("2026-13-01T00:00:00Z")", R"("2026-02-30T00:00:00Z")",
                         "1767355200",     R"("1999-01-01T00:00:00Z")"};
const Texts bad_ratings = {"0", "6", "-5", "4.5", "1e1", R"("5")", "99999999999999999999", "true"};
const Texts bad_booleans = {"1", R"("true")", "[]"};

/// All that may have been written, as one text.
std::string written(House& house) {
    std::string out;
    for (const char* statement :
         {"SELECT group_concat(id || name || description || price || time_required || is_active || pin_codes) FROM "
          "services_services",
          "SELECT group_concat(id || name || coalesce(description, '')) FROM services_categories",
          "SELECT group_concat(id || coalesce(company_name, '') || description || coalesce(city, '') || pin_codes || status || "
          "experience_years) FROM services_professionals",
          "SELECT count(*) FROM services_documents", "SELECT count(*) FROM services_moderations",
          "SELECT count(*) FROM auth_users", "SELECT count(*) FROM requests_history", "SELECT count(*) FROM requests_ratings",
          "SELECT group_concat(id || status || location || pin_code || coalesce(remarks, '') || coalesce(date_of_request, '')) "
          "FROM "
          "requests_requests"})
        out += house.app.sql(statement) + '\n';
    return out;
}

/// A call that is good but for one member, and what that member must not be.
struct Case {
    const Client* who;
    std::string_view method;
    std::string path;
    std::string good;  ///< the other members, without braces
    std::string_view member;
    const Texts* bad;
};

void expect_refused(House& house, const std::vector<Case>& cases) {
    const std::string before = written(house);
    for (const Case& each : cases)
        for (const std::string& value : *each.bad) {
            const std::string body =
                '{' + each.good + (each.good.empty() ? "" : ",") + '"' + std::string(each.member) + "\":" + value + '}';
            const Reply reply = each.who->call(each.method, each.path, body);
            const std::string what = std::string(each.method) + ' ' + each.path + ' ' + body.substr(0, 300);
            // A NUL and a number that no JSON knows are refused before anybody looks at fields.
            EXPECT_TRUE(reply.status == 422 || (reply.status == 400 && reply.code() == "bad-json")) << what << '\n' << reply.body;
        }
    EXPECT_EQ(written(house), before);
}

TEST(BadInput, OfThoseWhoSellWritesNothing) {
    House house;
    const Client& admin = house.admin;
    const std::string one = "/api/services/" + house.service;
    const std::string name = R"("name":"Taps")", rest = R"("description":"Done well.","time_required":60)",
                      price = R"("price":10)";
    expect_refused(
        house,
        {{&admin, "POST", "/api/services", rest + ',' + price, "name", &bad_names},
         {&admin, "POST", "/api/services", name + ',' + rest, "price", &bad_prices},
         {&admin, "POST", "/api/services", name + ',' + price + R"(,"time_required":60)", "description", &bad_texts},
         {&admin, "POST", "/api/services", name + ',' + price + R"(,"description":"Done.")", "time_required", &bad_minutes},
         {&admin, "POST", "/api/admin/services", name + ',' + price + ',' + rest, "pin_codes", &bad_pin_code_lists},
         {&admin, "POST", "/api/services", name + ',' + price + ',' + rest, "category_id", &bad_ids},
         {&admin, "POST", "/api/services", name + ',' + price + ',' + rest, "is_active", &bad_booleans},
         {&admin, "PUT", one, "", "name", &bad_names},
         {&admin, "PUT", one, "", "price", &bad_prices},
         {&admin, "PUT", one, "", "time_required", &bad_minutes},
         {&admin, "PUT", one, "", "pin_codes", &bad_pin_code_lists},
         {&admin, "PUT", "/api/services", price, "service_id", &bad_ids},
         {&admin, "DELETE", "/api/services", "", "service_id", &bad_ids},
         {&admin, "POST", "/api/services/category", "", "name", &bad_names},
         {&admin, "POST", "/api/services/category", R"("name":"Home")", "description", &bad_texts},
         {&admin, "PUT", "/api/services/review/" + house.service, R"("hidden":true,"reason":"Rude.")", "review_id", &bad_ids},
         {&admin, "PUT", "/api/services/review/" + house.service, R"("review_id":1,"reason":"Rude.")", "hidden", &bad_booleans},
         {&admin, "PUT", "/api/services/review/" + house.service, R"("review_id":1,"hidden":true)", "reason", &bad_texts}});
}

TEST(BadInput, OfProfessionalsWritesNothing) {
    House house;
    const Worker bert = house.worker("bert");
    const Client stranger = house.app.stranger();
    const std::string profile = "/api/professionals/profile", join = "/api/auth/register/professional";
    const std::string person = R"("email":"x@people.test","password":"marble-canoe-17","experience_years":1)",
                      service = R"("service_id":)" + house.service;
    const Texts years = {"-1", "81", "1.5", "1e1", R"("5")"};
    expect_refused(house, {{&bert.client, "PUT", profile, "", "company_name", &bad_names},
                           {&bert.client, "PUT", profile, "", "city", &bad_names},
                           {&bert.client, "PUT", profile, "", "description", &bad_texts},
                           {&bert.client, "PUT", profile, "", "pin_codes", &bad_pin_code_lists},
                           {&bert.client, "PUT", profile, "", "experience_years", &years},
                           {&stranger, "POST", join, person + ',' + service, "first_name", &bad_names},
                           {&stranger, "POST", join, person + ',' + service, "last_name", &bad_names},
                           {&stranger, "POST", join, person + ',' + service, "username", &bad_names},
                           {&stranger, "POST", join, person + ',' + service, "company_name", &bad_names},
                           {&stranger, "POST", join, person + ',' + service, "document_type", &bad_names},
                           {&stranger, "POST", join, person + ',' + service, "pin_code", &bad_pin_codes},
                           {&stranger, "POST", join, person + ',' + service, "pin_codes", &bad_pin_code_lists},
                           {&stranger, "POST", join, person, "service_id", &bad_ids},
                           {&house.admin, "POST", "/api/admin/professionals/reset/" + bert.id, "", "reason", &bad_texts}});
}

TEST(BadInput, OfThoseWhoOrderAndWorkWritesNothing) {
    House house;
    const Worker bert = house.worker("bert");
    const std::string waiting = house.order(), offered = house.offer_to(bert), done = house.job_of(bert, "finish");
    const std::string all = "/api/service-requests", service = R"("service_id":)" + house.service;
    const Texts words = {R"("perhaps")", R"("ACCEPT")", "1", "null", "[]"};
    expect_refused(house, {{&house.anna, "POST", all, "", "service_id", &bad_ids},
                           {&house.anna, "POST", all, service, "professional_id", &bad_ids},
                           {&house.anna, "POST", all, service, "location", &bad_texts},
                           {&house.anna, "POST", all, service, "pin_code", &bad_pin_codes},
                           {&house.anna, "POST", all, service, "remarks", &bad_texts},
                           {&house.anna, "POST", all, service, "date_of_request", &bad_times},
                           {&house.anna, "PUT", all + '/' + waiting, "", "location", &bad_texts},
                           {&house.anna, "PUT", all + '/' + waiting, "", "pin_code", &bad_pin_codes},
                           {&house.anna, "PUT", all + '/' + waiting, "", "remarks", &bad_texts},
                           {&house.anna, "PUT", all + '/' + waiting, "", "date_of_request", &bad_times},
                           {&house.anna, "POST", all + '/' + waiting + "/cancel", "", "reason", &bad_texts},
                           {&house.anna, "POST", all + '/' + done + "/complete", "", "rating", &bad_ratings},
                           {&house.anna, "POST", all + '/' + done + "/complete", R"("rating":5)", "comment", &bad_texts},
                           {&house.anna, "POST", all + '/' + done + "/close", "", "rating", &bad_ratings},
                           {&bert.client, "PATCH", all + '/' + offered, "", "status", &words},
                           {&bert.client, "PATCH", all, R"("status":"accept")", "request_id", &bad_ids},
                           {&bert.client, "POST", all + '/' + offered + "/reject", "", "reason", &bad_texts},
                           {&bert.client, "POST", all + '/' + offered + "/finish", "", "remarks", &bad_texts},
                           {&house.admin, "POST", all + '/' + waiting + "/assign", "", "professional_id", &bad_ids}});
}

TEST(BadInput, InQueriesIsRefusedToo) {
    House house;
    for (const char* query :
         {"/api/services?min_price=cheap", "/api/services?max_price=0.001", "/api/services?pin_code=1",
          "/api/services?category_id=0", "/api/services?limit=201", "/api/services?limit=0", "/api/services?cursor=forged",
          "/api/admin/professionals?min_rating=6", "/api/admin/professionals?max_rating=-1",
          "/api/admin/professionals?status=odd", "/api/admin/professionals?blocked=maybe", "/api/service-requests?status=lost",
          "/api/service-requests?from=yesterday", "/api/service-requests?customer_id=x", "/api/service-requests?sort=location",
          "/api/service-history?status=closed"})
        EXPECT_EQ(house.admin.get(query).status, 400) << query;
    EXPECT_EQ(house.admin.get("/api/services?q=" + long_text).status, 400);
    EXPECT_EQ(house.admin.get("/api/services/" + house.service + "/reviews?hidden=maybe").status, 400);
}

TEST(OddInput, IsKeptAsItIsWhereTextIsFree) {
    House house;
    const Reply made =
        house.anna.post("/api/service-requests",
                        R"({"service_id":)" + house.service + R"(,"remarks":"Line one\nline two; \"quoted\", =1+1 <b>\u202e"})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["remarks"].text(), "Line one\nline two; \"quoted\", =1+1 <b>\xE2\x80\xAE");
}

}  // namespace
