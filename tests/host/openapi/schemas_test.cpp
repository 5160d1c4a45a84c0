// What becomes a component, and under which name.
#include "openapi/schemas.h"

#include <gtest/gtest.h>

using host::openapi::Path;
using host::openapi::Schemas;
using host::openapi::Value;

namespace {

const Value user = Value::read(R"({"type":"object","properties":{"id":{"type":"integer"}},"required":["id"]})");

Value page_of(const Value& row) {
    return Value::object({{"type", "object"},
                          {"properties", Value::object({{"items", Value::object({{"type", "array"}, {"items", row}})},
                                                        {"next_cursor", Value::object({{"type", "string"}})}})}});
}

void see(Schemas& schemas, const Value& schema, std::string method, std::string_view path, bool is_answer = true,
         std::string tag = "auth") {
    const Path parsed = Path::of(path);
    schemas.see(schema, {std::move(tag), std::move(method), parsed, is_answer});
}

}  // namespace

TEST(Schemas, StaysWhereItIsWhenItOccursOnce) {
    Schemas schemas;
    see(schemas, user, "GET", "/users/{id:int}");
    schemas.name();
    EXPECT_EQ(schemas.written(user).json(), user.json());
    EXPECT_EQ(schemas.components().json(), "{}");
}

TEST(Schemas, BecomesAComponentWhenItOccursAgain) {
    Schemas schemas;
    see(schemas, user, "POST", "/users/{id:int}/block");
    see(schemas, user, "GET", "/users/{id:int}");
    see(schemas, page_of(user), "GET", "/users");
    schemas.name();
    EXPECT_EQ(schemas.written(user).json(), R"({"$ref":"#/components/schemas/User"})");
    EXPECT_EQ(schemas.written(page_of(user)).find("properties")->find("items")->find("items")->json(),
              R"({"$ref":"#/components/schemas/User"})");
    EXPECT_EQ(schemas.components().json(), "{\"User\":" + user.json() + "}");
}

TEST(Schemas, IsFoundInWhatIsOneOfSeveral) {
    Schemas schemas;
    const Value either = Value::object({{"oneOf", Value::array({user, page_of(user)})}});
    see(schemas, either, "GET", "/users");
    schemas.name();
    EXPECT_EQ(schemas.written(either).find("oneOf")->items.front().second.json(), R"({"$ref":"#/components/schemas/User"})");
}

TEST(Schemas, IsTheSameWithAnotherDescriptionOrWithNull) {
    Schemas schemas;
    Value who = user;
    who["description"] = "Who.";
    Value nobody = who;
    nobody["type"] = Value::array({"object", "null"});
    const Value outer = Value::object({{"type", "object"}, {"properties", Value::object({{"owner", who}, {"maker", nobody}})}});
    see(schemas, outer, "GET", "/lots/{id:int}");
    schemas.name();
    EXPECT_EQ(schemas.written(outer).find("properties")->json(),
              R"({"owner":{"description":"Who.","$ref":"#/components/schemas/Owner"},)"
              R"("maker":{"description":"Who.","anyOf":[{"$ref":"#/components/schemas/Owner"},{"type":"null"}]}})");
}

TEST(Schemas, OfTheSameNameTakeTheirPluginsName) {
    Schemas schemas;
    const Value other = Value::read(R"({"type":"object","properties":{"number":{"type":"integer"}}})");
    for (int i = 0; i < 2; ++i) {
        see(schemas, user, "GET", "/users/{id:int}");
        see(schemas, other, "GET", "/others/users/{id:int}", true, "work-shop");
    }
    schemas.name();
    EXPECT_EQ(schemas.written(user).json(), R"({"$ref":"#/components/schemas/User"})");
    EXPECT_EQ(schemas.written(other).json(), R"({"$ref":"#/components/schemas/WorkShopUser"})");
}
