// The document of real plugins.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <set>

using mortise::testing::App;
using mortise::testing::Value;

namespace {

class Document : public testing::Test {
  protected:
    App app{{"auth", "services", "requests", "docs"}};
    Value document = app.stranger().get("/openapi.json").json();
};

void gather(const Value& value, std::string_view name, std::set<std::string>& out) {
    for (const auto& [key, item] : value.items()) {
        if (key == name && item.kind() == Value::Kind::string) out.insert(item.text());
        gather(item, name, out);
    }
}

/// "/users/{id:person}" as the document writes it, with the parameters' names left out.
std::string shape(std::string_view path) {
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) out += c;
        if (c == '{') inside = true;
    }
    return out;
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

TEST_F(Document, HasEveryRoute) {
    std::set<std::string> written;
    const Value paths = document["paths"];
    for (const auto& [path, item] : paths.items())
        for (const auto& [method, operation] : item.items())
            if (method != "servers") written.insert(method + ' ' + shape(path));
    const Value routes = app.routes();
    ASSERT_GT(routes.size(), 50u);
    for (const auto& [index, route] : routes.items())
        EXPECT_TRUE(written.contains(lower(route["method"].text()) + ' ' + shape(route["path"].text())))
            << route["method"].text() << ' ' << route["path"].text();
}

TEST_F(Document, RefersOnlyToWhatItHas) {
    std::set<std::string> references;
    gather(document, "$ref", references);
    EXPECT_GT(references.size(), 5u);
    for (const std::string& each : references) {
        constexpr std::string_view home = "#/components/schemas/";
        ASSERT_TRUE(each.starts_with(home)) << each;
        EXPECT_TRUE(document["components"]["schemas"].has(each.substr(home.size()))) << each;
    }
}

TEST_F(Document, HasNoComponentThatNobodyRefersTo) {
    std::set<std::string> references;
    gather(document, "$ref", references);
    const Value schemas = document["components"]["schemas"];
    for (const auto& [name, schema] : schemas.items()) EXPECT_TRUE(references.contains("#/components/schemas/" + name)) << name;
}

TEST_F(Document, SaysWhatEachRouteTakesAnswersAndNeeds) {
    const Value booking = document["paths"]["/auth/register"]["post"];
    EXPECT_TRUE(booking["requestBody"]["content"]["application/json"].has("example"));
    EXPECT_TRUE(booking["responses"].has("422"));
    EXPECT_EQ(booking["security"].size(), 0u);
    EXPECT_EQ(document["paths"]["/admin/users"]["get"]["security"][0]["bearerAuth"][0], "READ:USERS");
    EXPECT_EQ(document["components"]["securitySchemes"]["password"]["flows"]["password"]["tokenUrl"], "/api/auth/login");
}

TEST_F(Document, IsToldAsYamlToo) {
    const auto reply = app.stranger().get("/openapi.yaml");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-type"), "application/yaml");
    EXPECT_TRUE(reply.body.starts_with("openapi: \"3.1.0\"\ninfo:\n  title: ")) << reply.body.substr(0, 100);
    EXPECT_NE(reply.body.find("\n  /auth/login:\n    post:\n"), std::string::npos);
}

TEST_F(Document, IsTheSameForEverybodyAndEveryTime) {
    EXPECT_EQ(app.stranger().get("/openapi.json").body, app.bearer(1, "admin", {"READ:USERS"}).get("/openapi.json").body);
}

TEST(DocumentUnderTheRoot, NamesNoOtherServer) {
    App app{{"auth", "docs"}, {{"http.base_paths", "/"}}};
    const Value document = app.stranger().get("/openapi.json").json();
    EXPECT_EQ(document["servers"][0]["url"], "/");
    EXPECT_FALSE(document["paths"]["/docs"].has("servers"));
}
