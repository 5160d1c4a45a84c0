// What the vocabulary covers: every route of services and requests, and every member that speaks of a service.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <functional>
#include <set>

namespace {

using mortise::testing::App;
using mortise::testing::Value;

struct Vocabulary : testing::Test {
    App app{{"auth", "services", "requests", "compat"}};
    Value routes = app.routes();
};

void each_member(const Value& schema, const std::function<void(const std::string&)>& visit) {
    for (const auto& [name, part] : schema.items()) {
        if (name == "properties")
            for (const auto& [member, inside] : part.items()) visit(member);
        each_member(part, visit);
    }
}

std::set<std::string> names(const Value& routes, bool translated) {
    std::set<std::string> out;
    for (const auto& [index, route] : routes.items())
        if (route.has("original") == translated) out.insert(route["method"].text() + ' ' + route["path"].text());
    return out;
}

TEST_F(Vocabulary, HasEachRouteBelowServicesAndServiceRequests) {
    const std::set<std::string> originals = names(routes, false), translated = names(routes, true);
    std::size_t expected = 0;
    for (std::string name : originals) {
        const std::size_t at = name.find('/');
        for (const auto& [path, other] : {std::pair{"/services", "/tasks"}, std::pair{"/service-requests", "/task-requests"}}) {
            const std::string_view rest = std::string_view(name).substr(at);
            if (!rest.starts_with(path) || (rest != path && rest[std::string_view(path).size()] != '/')) continue;
            std::string wanted = name.substr(0, at) + other + std::string(rest.substr(std::string_view(path).size()));
            if (const std::size_t word = wanted.find("{service_id"); word != std::string::npos) wanted.replace(word, 8, "{task");
            EXPECT_TRUE(translated.contains(wanted)) << wanted;
            ++expected;
        }
    }
    EXPECT_EQ(translated.size(), expected);
    EXPECT_GT(expected, 28u);
}

TEST_F(Vocabulary, LeavesNoMemberThatSpeaksOfAService) {
    std::size_t tasks = 0;
    for (const auto& each : routes.items()) {
        const Value& route = each.second;  // a lambda of clang 14 captures no structured binding
        if (!route.has("original")) continue;
        EXPECT_EQ(route["path"].text().find("service"), std::string::npos) << route["path"].text();
        for (const char* part : {"body", "query", "answer"})
            each_member(route[part], [&](const std::string& member) {
                EXPECT_EQ(member.find("service"), std::string::npos) << route["path"].text() << ' ' << member;
                if (member.find("task") != std::string::npos) ++tasks;
            });
    }
    EXPECT_GT(tasks, 20u);
}

TEST_F(Vocabulary, IsInTheDocument) {
    App documented{{"auth", "services", "requests", "compat", "docs"}};
    const Value document = documented.stranger().get("/openapi.json").json(), paths = document["paths"];
    EXPECT_EQ(paths["/tasks"]["get"]["tags"][0], "compat");
    EXPECT_EQ(paths["/services"]["get"]["tags"][0], "services");
    EXPECT_TRUE(paths.has("/tasks/review/{task_id}"));
    EXPECT_TRUE(paths.has("/add_customer"));
    std::set<std::string> ids;
    for (const auto& [path, item] : paths.items())
        for (const auto& [method, operation] : item.items())
            EXPECT_TRUE(!operation.has("operationId") || ids.insert(operation["operationId"].text()).second) << path;
    EXPECT_TRUE(ids.contains("getTasks") && ids.contains("postTaskRequests"));
}

TEST_F(Vocabulary, IsOfTheOnesThatLoadIt) {
    App without{{"auth", "services", "requests"}};
    EXPECT_EQ(without.stranger().get("/api/tasks").status, 404);
    EXPECT_EQ(without.stranger().get("/api/services").status, 200);
    EXPECT_TRUE(names(without.routes(), true).empty());
}

TEST(Label, OfAServiceIsASetting) {
    EXPECT_NO_THROW(App({"auth", "services", "requests", "compat"}, {{"labels.service", "task"}}));
}

}  // namespace
