// Options against the schema of a command's struct.
#include "commands/options.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using namespace host::commands;
using Members = std::vector<std::pair<std::string, std::string>>;

const std::vector<Option>& all() {
    static const std::vector<Option> options = options_of(R"({"type":"object","properties":{
        "email":{"type":"string","format":"email","description":"The address."},
        "first_name":{"type":["string","null"],"description":"The name."},
        "role":{"type":"string","enum":["ADMIN","CUSTOMER"]},
        "quiet":{"type":"boolean"},
        "tags":{"type":"array","items":{"type":"string"}},
        "password":{"type":"string","format":"password"}},
        "required":["email","password"]})");
    return options;
}

std::optional<std::string> secret(const Option&) { return "hush-hush-17"; }
std::optional<std::string> silence(const Option&) { return std::nullopt; }

/// The sentence of the refusal.
std::string refusal(const std::vector<Given>& given, const Ask& ask = secret) {
    try {
        members_of(all(), given, ask);
    } catch (const std::invalid_argument& fault) {
        return fault.what();
    }
    return "none";
}

TEST(Options, ComeFromTheSchema) {
    ASSERT_EQ(all().size(), 6u);
    EXPECT_TRUE(all()[0].required);
    EXPECT_EQ(all()[1].name, "first-name");
    EXPECT_FALSE(all()[1].required);
    EXPECT_EQ(all()[2].choices, "ADMIN|CUSTOMER");
    EXPECT_TRUE(all()[3].is_switch);
    EXPECT_TRUE(all()[4].repeats);
    EXPECT_TRUE(all()[5].secret);
    EXPECT_TRUE(options_of("").empty());
}

TEST(Options, AreTextsForTheHandler) {
    const Members members = members_of(
        all(), {{"email", "a@example.com"}, {"first_name", "Anna"}, {"quiet", {}}, {"tags", "x"}, {"tags", "y"}}, secret);
    EXPECT_EQ(members, (Members{{"email", "a@example.com"},
                                {"first_name", "Anna"},
                                {"quiet", "true"},
                                {"tags", "x"},
                                {"tags", "y"},
                                {"password", "hush-hush-17"}}));
}

TEST(Options, AreRefusedWithASentence) {
    const Given email{"email", "a@example.com"};
    EXPECT_EQ(refusal({}), "still needed: --email");
    EXPECT_EQ(refusal({email, {"first-nam", "x"}}), "there is no option --first-nam; did you mean --first-name?");
    EXPECT_EQ(refusal({email, {"wardrobe", "x"}}), "there is no option --wardrobe");
    EXPECT_EQ(refusal({email, email}), "--email is given twice");
    EXPECT_EQ(refusal({{"email", {}}}), "--email needs a value: The address.");
    EXPECT_EQ(refusal({email, {"quiet", "perhaps"}}), "--quiet stands alone, or with true or false");
}

TEST(Options, AreNoPlaceForSecrets) {
    const Given email{"email", "a@example.com"};
    EXPECT_EQ(refusal({email, {"password", "hush-hush-17"}}).find("--password is no option"), 0u);
    EXPECT_EQ(refusal({email}, silence).find("the password is needed"), 0u);
    bool asked = false;
    refusal({}, [&](const Option&) {
        asked = true;
        return std::optional<std::string>("x");
    });
    EXPECT_FALSE(asked) << "nobody types a password for what will not be done";
}

}  // namespace
