// Examples made of schemas.
#include "openapi/example.h"

#include <gtest/gtest.h>

using host::openapi::example_of;
using host::openapi::has_file;
using host::openapi::Value;

namespace {

std::string example(std::string_view schema, std::string_view name = {}) { return example_of(Value::read(schema), name).json(); }

}  // namespace

TEST(Example, KeepsWithinTheBounds) {
    EXPECT_EQ(example(R"({"type":"integer","minimum":3,"maximum":9})"), "3");
    EXPECT_EQ(example(R"({"type":"integer","minimum":-5,"maximum":0})"), "0");
    EXPECT_EQ(example(R"({"type":["number","string"],"minimum":0.01,"maximum":100.00})"), "100.00");
    EXPECT_EQ(example(R"({"type":"string","minLength":9,"maxLength":10})"), R"("texttextte")");
    EXPECT_EQ(example(R"({"type":"string","maxLength":4})", "email"), R"("asha")");
}

TEST(Example, GuessesByTheNameOfTheField) {
    EXPECT_EQ(example(R"({"type":["string","null"]})", "work_email"), R"("asha@example.com")");
    EXPECT_EQ(example(R"({"type":"string"})", "pin_code"), R"("560001")");
    EXPECT_EQ(example(R"({"type":"string","format":"date"})", "since"), R"("2026-01-15")");
}

TEST(Example, TakesTheFirstWordOfAChoice) {
    EXPECT_EQ(example(R"({"type":["string","null"],"enum":["low","high",null]})"), R"("low")");
}

TEST(Example, FillsEveryFieldOfAnObject) {
    EXPECT_EQ(
        example(
            R"({"type":"object","properties":{"ids":{"type":"array","items":{"type":"integer","minimum":1}},"yes":{"type":"boolean"}}})"),
        R"({"ids":[1],"yes":true})");
}

TEST(Example, KnowsWhereAFileIs) {
    EXPECT_TRUE(has_file(Value::read(R"({"type":"object","properties":{"a":{"type":"string","format":"binary"}}})")));
    EXPECT_FALSE(has_file(Value::read(R"({"type":"object","properties":{"format":{"type":"string"}}})")));
}
