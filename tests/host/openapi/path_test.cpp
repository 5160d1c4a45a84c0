// Paths of routes as OpenAPI writes them.
#include "openapi/path.h"

#include <gtest/gtest.h>

using host::openapi::Path;
using host::openapi::singular;

TEST(OpenApiPath, LosesTheKindsOfItsParameters) {
    EXPECT_EQ(Path::of("/users/{id:person}/block").text(), "/users/{id}/block");
    EXPECT_EQ(Path::of("/backup/delete/{backup_name}").text(), "/backup/delete/{backup_name}");
    EXPECT_EQ(Path::of("/").text(), "/");
}

TEST(OpenApiPath, OfTheSameShapeIsNotToldApart) {
    EXPECT_EQ(Path::of("/users/{id:int}").shape(), Path::of("/users/{user_id:person}").shape());
    EXPECT_NE(Path::of("/users/{id:int}").shape(), Path::of("/users/all").shape());
}

TEST(OpenApiPath, DescribesEachParameterByItsKind) {
    const auto parameters = Path::of("/lots/{lot_id:int}/owners/{owner:person}/files/{name}").parameters();
    ASSERT_EQ(parameters.size(), 3u);
    EXPECT_EQ(parameters[0].find("schema")->json(), R"({"type":"integer","minimum":1})");
    EXPECT_EQ(parameters[1].find("schema")->json(), R"({"type":"string","pattern":"^([1-9][0-9]*|(ADM|MEC|CST)[0-9]{6,})$"})");
    EXPECT_EQ(parameters[2].find("schema")->json(), R"({"type":"string","minLength":1})");
    EXPECT_EQ(parameters[0].find("description")->text, "The number of the lot.");
}

TEST(OpenApiPath, GivesWordsForNames) {
    EXPECT_EQ(Path::of("/admin/users/{id:person}/block").camel(), "AdminUsersByIdBlock");
    EXPECT_EQ(Path::of("/auth/change-password").camel(), "AuthChangePassword");
    EXPECT_EQ(Path::of("/").camel(), "Root");
    EXPECT_EQ(singular("services"), "service");
    EXPECT_EQ(singular("categories"), "category");
    EXPECT_EQ(singular("address"), "address");
    EXPECT_EQ(singular("status"), "status");
}
