// The authorisation matrix: every route by nobody, by bearers of what is no access token, by each role, and where its record
// belongs to somebody, by its owner and by another of the same role. What is expected stands beside each row: `who` and `owned`.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "contract/product.h"
#include "support/people.h"

namespace {

using namespace contract;
using namespace std::chrono_literals;

/// Two customers, and two verified professionals who could each take what the first customer wants. Bert has Anna's request.
struct Parties {
    std::string tag;
    Client anna, asha, bert, bela;
    std::string anna_id, anna_session, bert_id, bert_document, bert_session, request;
};

struct Matrix : testing::Test {
    App app{{"auth", "services", "requests", "compat", "docs"}, people::household_settings()};
    Client admin = people::admin(app);
    std::vector<Route> all = routes(app);
    std::int64_t service = 0;
    int made = 0;

    void SetUp() override {
        service = people::expect(
                      admin.post("/api/services", R"({"name":"Taps","price":499,"description":"Mends.","time_required":60})"),
                      201, "service")["id"]
                      .number();
    }

    Client verified(const std::string& name, std::string& id) {
        Client client = people::professional(app, name, service);
        id = people::expect(client.get("/api/professionals/profile"), 200, "profile")["id"].text();
        people::expect(admin.post("/api/admin/professionals/verify/" + id), 200, "verify");
        return client;
    }

    std::string session_of(const Client& client) {
        return people::expect(client.get("/api/auth/sessions"), 200, "sessions")["items"].items().front().second["id"].text();
    }

    Parties parties() {
        const std::string tag = std::to_string(++made);
        std::string bert_id, bela_id;
        Parties all_of{tag,
                       people::customer(app, "anna" + tag),
                       people::customer(app, "asha" + tag),
                       verified("bert" + tag, bert_id),
                       verified("bela" + tag, bela_id),
                       {},
                       {},
                       bert_id,
                       {},
                       {},
                       {}};
        all_of.anna_id = std::to_string(people::id_of(all_of.anna));
        all_of.anna_session = session_of(all_of.anna);
        all_of.bert_session = session_of(all_of.bert);
        const Reply documents = all_of.bert.upload("/api/professionals/documents", {{"documents", "%PDF-1.4 licence", "a.pdf"}});
        all_of.bert_document = people::expect(documents, 201, "document")["documents"].items().front().second["id"].text();
        const Reply order = all_of.anna.post(
            "/api/service-requests", R"({"service_id":)" + std::to_string(service) + R"(,"professional_id":)" + bert_id + "}");
        all_of.request = people::expect(order, 201, "order")["id"].text();
        people::expect(all_of.bert.post("/api/service-requests/" + all_of.request + "/accept"), 200, "accept");
        return all_of;
    }
};

/// The access token of no session: a user that no plugin knows, with the scopes of a role.
Client bearer_of(const App& app, std::string_view role, const std::set<std::string>& scopes) {
    std::string list, token;
    for (const std::string& each : scopes) list += (list.empty() ? "" : ",") + each;
    mortise_test_mint(app.handle(), 999'999, Client::str(role), Client::str(list), Client::into(token));
    return app.bearer(token);
}

/// True when the row lets a caller with these scopes in.
bool lets_in(const Route& route, const std::set<std::string>& scopes) {
    const auto asked = route.scopes();
    return asked.empty() ||
           std::any_of(asked.begin(), asked.end(), [&](const std::string& each) { return scopes.contains(each); });
}

std::set<std::string> scopes_of(const Client& client) {
    std::set<std::string> out;
    const Value me = people::expect(client.get("/api/auth/me"), 200, "me").json();
    for (const auto& [key, scope] : me["scopes"].items()) out.insert(scope.text());
    return out;
}

TEST_F(Matrix, NobodyAndBearersOfNoAccessTokenGetNowhereThatIsNotPublic) {
    const Client early = people::customer(app, "early");
    const std::string refresh =
        people::expect(app.stranger().post("/api/auth/login", R"({"email":"early@people.test","password":")" +
                                                                  std::string(people::password) + R"("})"),
                       200, "log-in")["refresh_token"]
            .text();
    app.advance(31min);
    const std::map<std::string, Client> nobodies{
        {"nobody", app.stranger()},
        {"garbage", app.bearer("garbage")},
        {"another's signature", app.bearer("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")},
        {"expired", app.bearer(early.token())},
        {"refresh token", app.bearer(refresh)}};
    for (const Route& route : all) {
        if (route.is_public()) continue;
        for (const auto& [name, client] : nobodies)
            EXPECT_EQ(client.call(route.method, route.target(), "").status, 401) << route << " by " << name;
    }
}

TEST_F(Matrix, EachRoleGetsWhereItsScopesLeadAndNowhereElse) {
    std::string ignored;
    const std::map<std::string, std::set<std::string>> roles{{"ADMIN", scopes_of(admin)},
                                                             {"CUSTOMER", scopes_of(people::customer(app, "anna"))},
                                                             {"PROFESSIONAL", scopes_of(verified("bert", ignored))}};
    int refused = 0, let_in = 0;
    for (const Route& route : all)
        for (const auto& [role, scopes] : roles) {
            if (route.is_public()) continue;
            const bool may = lets_in(route, scopes);
            const Reply reply = bearer_of(app, role, scopes).call(route.method, route.target(), "");
            EXPECT_NE(reply.status, 401) << route << " by " << role;
            EXPECT_EQ(reply.code() != "insufficient-scope", may) << route << " by " << role << ' ' << reply.body;
            ++(may ? let_in : refused);
        }
    EXPECT_GT(refused, 40);
    EXPECT_GT(let_in, 100);
}

/// The values of an owned path's parameters, the owner by role, and another of that role.
struct Owned {
    std::vector<std::string> values;
    std::map<std::string, std::pair<Client, Client>> by_role;
};

using Fixture = std::function<Owned(const Parties&)>;

/// What stands behind the beginning of each owned path. A new kind of record that belongs to people gets its line here.
const std::vector<std::pair<std::string_view, Fixture>>& fixtures() {
    static const std::vector<std::pair<std::string_view, Fixture>> all{
        {"/service-requests/professional/{professional_id:int}",
         [](const Parties& p) {
             return Owned{{p.bert_id}, {{"PROFESSIONAL", {p.bert, p.bela}}}};
         }},
        {"/service-requests/{id:int}",
         [](const Parties& p) {
             return Owned{{p.request}, {{"CUSTOMER", {p.anna, p.asha}}, {"PROFESSIONAL", {p.bert, p.bela}}}};
         }},
        {"/professionals/{id:int}/documents",
         [](const Parties& p) {
             return Owned{{p.bert_id, p.bert_document}, {{"PROFESSIONAL", {p.bert, p.bela}}, {"CUSTOMER", {p.bert, p.anna}}}};
         }},
        {"/auth/sessions/{id:int}",
         [](const Parties& p) {
             return Owned{{p.anna_session}, {{"CUSTOMER", {p.anna, p.asha}}}};
         }},
        {"/customers/{id:person}",
         [](const Parties& p) {
             return Owned{{p.anna_id}, {{"CUSTOMER", {p.anna, p.asha}}}};
         }},
    };
    return all;
}

/// A body that the route takes, so that the answer is about the record and not about the body.
std::string body_for(const Route& route) {
    if (!route.has_body()) return {};
    if (route.method == "PATCH") return R"({"status":"accept"})";
    if (route.method == "PUT" && route.path.starts_with("/customers")) return R"({"first_name":"Other"})";
    if (route.method == "PUT") return R"({"remarks":"Ring twice."})";
    return "{}";
}

TEST_F(Matrix, WhatBelongsToSomebodyIsNotThereForAnother) {
    int owned = 0;
    for (const Route& route : all) {
        if (!route.owned) continue;
        const auto fixture = std::find_if(fixtures().begin(), fixtures().end(),
                                          [&](const auto& each) { return route.original.starts_with(each.first); });
        ASSERT_NE(fixture, fixtures().end()) << route << " is owned, and this test knows no record of that kind";
        const Owned record = fixture->second(parties());
        const std::string target = route.target(record.values), body = body_for(route);
        const auto may = [&](const Client& client) { return lets_in(route, scopes_of(client)); };
        for (const auto& [role, pair] : record.by_role) {
            const Reply reply = pair.second.call(route.method, target, body);
            EXPECT_EQ(reply.status, may(pair.second) ? 404 : 403) << route << " by another " << role << ' ' << reply.body;
        }
        int owners = 0;
        for (const auto& [role, pair] : record.by_role) {
            if (!may(pair.first)) continue;
            const Reply reply = pair.first.call(route.method, target, body);
            EXPECT_TRUE(reply.status < 400 || reply.status == 409)
                << route << " by its " << role << ' ' << reply.status << ' ' << reply.body;
            ++owners;
            break;  // the first may have ended it
        }
        EXPECT_GT(owners, 0) << route << " is owned, and nobody may call it";
        ++owned;
    }
    EXPECT_GE(owned, 15);
}

/// Routes with a parameter that any customer or professional may call, and whose record is nobody's own.
const std::set<std::string>& shared_routes() {
    static const std::set<std::string> all{
        "GET /professionals/{id:int}",            // customers choose among them; contact data has a test of its own
        "POST /service-requests/{id:int}/claim",  // the pool's: whoever could take it; tests/plugins/requests says who
    };
    return all;
}

TEST_F(Matrix, EveryRouteToOneRecordSaysWhetherItBelongsToSomebody) {
    std::string ignored;
    std::set<std::string> scopes = scopes_of(people::customer(app, "anna"));
    scopes.merge(scopes_of(verified("bert", ignored)));
    for (const Route& route : all) {
        const bool anybodys = lets_in(route, scopes);
        if (!route.has_parameters() || route.is_public() || !anybodys) continue;
        EXPECT_NE(route.owned, shared_routes().contains(route.method + ' ' + route.original)) << route;
    }
}

}  // namespace
