// The whole document, of a plugin that is none.
#include "openapi/document.h"

#include <gtest/gtest.h>

#include <set>

#include "openapi/value.h"
#include "parts.h"

namespace {

using host::RouteRow;
using host::openapi::Value;

/// A host with one plugin whose rows are written by hand.
struct Shop {
    host::StillClock clock;
    host::Log log{clock};
    host::Settings settings;
    host::Parts parts{clock, log, settings};
    host::Ledger& plugin;

    explicit Shop(std::string base = "/api")
        : plugin(*parts.plugins.emplace_back(std::make_unique<host::Ledger>(parts, host::Manifest{"shop", "1.2.3", 1, {}, {}}))) {
        parts.config.http.base_paths = {std::move(base)};
        parts.config.organisation.name = "Corner \"Shop\"";
        parts.scopes.declare("WRITE:LOTS", "Add lots.");
    }
    RouteRow& add(std::string method, std::string path, std::string who = "public") {
        RouteRow& row = plugin.routes.emplace_back();
        row.plugin = &plugin;
        row.method = std::move(method);
        row.path = std::move(path);
        row.scope = parts.scopes.number(who);
        row.who = std::move(who);
        row.sentence = "Does it.";
        return row;
    }
    Value document() const { return Value::read(host::openapi_document(parts)); }
    Value operation(std::string_view path, std::string_view method) const {
        const Value all = document();
        const Value* item = all.find("paths")->find(path);
        return item && item->find(method) ? *item->find(method) : Value();
    }
};

std::string codes(const Value& operation, std::string_view status) {
    const Value* response = operation.find("responses")->find(status);
    if (!response) return "none";
    const Value& schema = *response->find("content")->find("application/problem+json")->find("schema");
    return schema.find("allOf")->items[1].second.find("properties")->find("code")->find("enum")->json();
}

constexpr auto lot =
    R"({"type":"object","properties":{"name":{"description":"What it is called.","type":"string","minLength":1}},"required":["name"]})";

}  // namespace

TEST(Document, SaysWhoseItIsAndWhereItIsServed) {
    const Value all = Shop().document();
    EXPECT_EQ(all.find("openapi")->text, "3.1.0");
    EXPECT_EQ(all.find("info")->find("title")->text, "Corner \"Shop\"");
    EXPECT_EQ(all.find("info")->find("version")->text, MORTISE_VERSION);
    EXPECT_EQ(all.find("servers")->json(), R"([{"url":"/api"}])");
}

TEST(Document, IsTheSameEveryTime) {
    Shop shop;
    shop.add("POST", "/lots", "WRITE:LOTS").body_schema = lot;
    shop.add("GET", "/lots/{id:int}").answer_schema = lot;
    EXPECT_EQ(host::openapi_document(shop.parts), host::openapi_document(shop.parts));
}

TEST(Document, NamesTheScopeThatARouteNeeds) {
    Shop shop;
    shop.add("POST", "/lots", "WRITE:LOTS");
    const Value operation = shop.operation("/lots", "post");
    EXPECT_EQ(operation.find("security")->json(), R"([{"bearerAuth":["WRITE:LOTS"]}])");
    EXPECT_EQ(operation.find("description")->text, "Needs the scope `WRITE:LOTS`: Add lots.");
    EXPECT_EQ(operation.find("operationId")->text, "postLots");
    EXPECT_EQ(operation.find("tags")->json(), R"(["shop"])");
    EXPECT_EQ(codes(operation, "401"), R"(["unauthorized","token-expired","token-revoked"])");
    EXPECT_EQ(codes(operation, "403"), R"(["insufficient-scope"])");
}

TEST(Document, OfAPublicRouteAsksForNoToken) {
    Shop shop;
    shop.add("GET", "/lots");
    const Value operation = shop.operation("/lots", "get");
    EXPECT_EQ(operation.find("security")->json(), "[]");
    EXPECT_EQ(codes(operation, "401"), "none");
    EXPECT_EQ(codes(operation, "404"), "none");
}

TEST(Document, PutsARoutesOwnFailuresBesideTheCommonOnes) {
    Shop shop;
    RouteRow& row = shop.add("PUT", "/lots/{id:int}");
    row.body_schema = lot;
    row.accepts = MORTISE_ACCEPT_JSON;
    row.failures = {{"lot-full", 409}, {"too-old", 410}, {"weak", 422}};
    const Value operation = shop.operation("/lots/{id}", "put");
    EXPECT_EQ(codes(operation, "409"), R"(["duplicate","in-use","lot-full"])");
    EXPECT_EQ(codes(operation, "410"), R"(["too-old"])");
    EXPECT_EQ(codes(operation, "422"), R"(["invalid","weak"])");
    EXPECT_EQ(codes(operation, "404"), R"(["not-found"])");
}

/// Names of the headers among an operation's parameters.
std::string headers(const Value& operation) {
    std::string out;
    if (const Value* all = operation.find("parameters"))
        for (const auto& [nameless, each] : all->items)
            if (each.find("in")->text == "header") out += each.find("name")->text + ' ';
    return out;
}

TEST(Document, TellsOfVersionsWhereTheyApply) {
    Shop shop;
    shop.add("GET", "/lots/{id:int}").flags = MORTISE_ROUTE_VERSIONED;
    shop.add("GET", "/lots");
    RouteRow& write = shop.add("PUT", "/lots/{lot:int}");
    shop.plugin.routes[0].failures = {{"lot-hidden", 403}};
    write.version = &shop.plugin.routes[0];
    const Value read = shop.operation("/lots/{id}", "get"), put = shop.operation("/lots/{id}", "put"),
                list = shop.operation("/lots", "get");
    EXPECT_EQ(headers(read), "If-None-Match ");
    EXPECT_TRUE(read.find("responses")->find("200")->find("headers")->find("ETag"));
    EXPECT_TRUE(read.find("responses")->find("304"));
    EXPECT_FALSE(read.find("responses")->find("304")->find("content"));
    EXPECT_EQ(codes(read, "412"), "none");
    EXPECT_EQ(headers(put), "If-Match ");
    EXPECT_EQ(codes(put, "412"), R"(["precondition-failed"])");
    EXPECT_EQ(codes(put, "403"), R"(["lot-hidden"])") << "what the read fails with";
    EXPECT_NE(put.find("parameters")->json().find("`GET /lots/{id}`"), std::string::npos);
    EXPECT_EQ(headers(list), "");
    EXPECT_FALSE(list.find("responses")->find("304"));
}

TEST(Document, TellsOfKeysWhereTheyApply) {
    Shop shop;
    shop.add("POST", "/lots").status = 201;
    shop.add("POST", "/lots/{id:int}/close");
    shop.add("PUT", "/lots/{id:int}").status = 201;
    const Value operation = shop.operation("/lots", "post");
    EXPECT_EQ(headers(operation), "Idempotency-Key ");
    EXPECT_EQ(codes(operation, "400"), R"(["bad-query","bad-idempotency-key"])");
    EXPECT_EQ(codes(operation, "409"), R"(["duplicate","in-use","idempotency-in-flight","idempotency-outcome-unknown"])");
    EXPECT_EQ(codes(operation, "422"), R"(["idempotency-key-reused"])");
    EXPECT_TRUE(operation.find("responses")->find("201")->find("headers")->find("Idempotency-Replayed"));
    EXPECT_EQ(headers(shop.operation("/lots/{id}/close", "post")), "");
    EXPECT_EQ(headers(shop.operation("/lots/{id}", "put")), "");
}

TEST(Document, TellsABodysTypesAndGivesAnExample) {
    Shop shop;
    RouteRow& row = shop.add("POST", "/lots");
    row.body_schema = lot;
    row.accepts = MORTISE_ACCEPT_JSON | MORTISE_ACCEPT_MULTIPART;
    const Value body = *shop.operation("/lots", "post").find("requestBody");
    EXPECT_EQ(body.find("required")->text, "true");
    EXPECT_EQ(body.find("content")->find("application/json")->find("schema")->json(),
              R"({"$ref":"#/components/schemas/LotBody"})");
    EXPECT_EQ(body.find("content")->find("application/json")->find("example")->json(), R"({"name":"Asha Rao"})");
    EXPECT_TRUE(body.find("content")->find("multipart/form-data"));
    EXPECT_FALSE(body.find("content")->find("application/x-www-form-urlencoded"));
    row.flags = MORTISE_ROUTE_BODY_OPTIONAL;
    EXPECT_EQ(shop.operation("/lots", "post").find("requestBody")->find("required")->text, "false");
}

TEST(Document, TurnsAQueryIntoParametersWithoutNull) {
    Shop shop;
    shop.add("GET", "/lots").query_schema =
        R"({"type":"object","properties":{"sort":{"description":"How.","type":["string","null"],"enum":["up","down",null]}},"required":["sort"]})";
    EXPECT_EQ(
        shop.operation("/lots", "get").find("parameters")->json(),
        R"([{"name":"sort","in":"query","required":true,"description":"How.","schema":{"type":"string","enum":["up","down"]}}])");
}

TEST(Document, DescribesWhatHasNoSchemaAsAnyContent) {
    Shop shop;
    shop.add("GET", "/file");
    shop.add("DELETE", "/file").status = 204;
    EXPECT_TRUE(shop.operation("/file", "get").find("responses")->find("200")->find("content")->find("*/*"));
    EXPECT_FALSE(shop.operation("/file", "delete").find("responses")->find("204")->find("content"));
}

TEST(Document, ServesAbsolutePathsFromTheRoot) {
    Shop shop;
    shop.add("GET", "/page").flags = MORTISE_ROUTE_ABSOLUTE;
    shop.add("GET", "/health", "authenticated");
    const Value all = shop.document();
    EXPECT_EQ(all.find("paths")->find("/page")->find("servers")->json(), R"([{"url":"/"}])");
    EXPECT_EQ(all.find("paths")->find("/health")->find("get")->find("tags")->json(), R"(["host"])");
    EXPECT_EQ(all.find("paths")->find("/api/health")->find("servers")->json(), R"([{"url":"/"}])");
    EXPECT_FALSE(Shop("/").document().find("paths")->find("/readyz")->find("servers"));
}

TEST(Document, KeepsPathsApartThatDifferInTheKindOfAParameter) {
    Shop shop;
    shop.add("GET", "/lots/{id:int}");
    shop.add("GET", "/lots/{name}").sentence = "Finds it by name.";
    shop.add("DELETE", "/lots/{lot_id:int}");
    const Value all = shop.document();
    EXPECT_EQ(all.find("paths")->find("/lots/{name}"), nullptr);
    EXPECT_NE(all.find("paths")->find("/lots/{id}")->find("get")->find("description")->text.find("Finds it by name."),
              std::string::npos);
    EXPECT_EQ(all.find("paths")->find("/lots/{id}")->find("delete")->find("parameters")->items[0].second.find("name")->text,
              "id");
}

TEST(Document, OffersTheLogInWhereThereIsOne) {
    Shop shop;
    shop.add("POST", "/lots", "WRITE:LOTS");
    EXPECT_FALSE(shop.document().find("components")->find("securitySchemes")->find("password"));
    shop.add("POST", "/auth/login").accepts = MORTISE_ACCEPT_FORM;
    const Value all = shop.document();
    EXPECT_EQ(all.find("components")->find("securitySchemes")->find("password")->find("flows")->json(),
              R"({"password":{"tokenUrl":"/api/auth/login","scopes":{"WRITE:LOTS":"Add lots."}}})");
    EXPECT_EQ(shop.operation("/lots", "post").find("security")->json(),
              R"([{"bearerAuth":["WRITE:LOTS"]},{"password":["WRITE:LOTS"]}])");
}

TEST(Document, GivesEveryOperationAnIdOfItsOwn) {
    Shop shop;
    shop.add("GET", "/a-b");
    shop.add("GET", "/a/b");
    std::set<std::string> ids;
    std::size_t operations = 0;
    const Value all = shop.document();
    for (const auto& [path, item] : all.find("paths")->items)
        for (const auto& [method, operation] : item.items)
            if (method != "servers") {
                ids.insert(operation.find("operationId")->text);
                ++operations;
            }
    EXPECT_EQ(ids.size(), operations);
    EXPECT_EQ(operations, 6u);
}
