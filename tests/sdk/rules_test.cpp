// Forms, money, times, dates, words and ids: what is read, to the last digit.
#include <gtest/gtest.h>

#include <array>

#include "sdk/nodes.h"

namespace {

using namespace mortise;
using namespace sdk_test;
using namespace std::literals;

struct Contact {
    std::string email, phone, name;
    static constexpr auto fields = mortise::fields(field("email", &Contact::email, "Mail.", form("email"), optional),
                                                   field("phone", &Contact::phone, "Telephone.", form("phone"), optional),
                                                   field("name", &Contact::name, "Name.", form("name"), optional));
};

std::string contact(std::string_view member, std::string_view text) {
    return refusal<Contact>("{\"" + std::string(member) + "\":\"" + std::string(text) + "\"}");
}

TEST(Forms, KnowAddressesOfMail) {
    for (const char* good : {"a@b.co", "first.last+tag@sub.example.org", "o'neil@example.in"})
        EXPECT_EQ(contact("email", good), "") << good;
    for (const char* bad :
         {"a", "@b.co", "a@b", "a@@b.co", "a@b@c.co", "a b@c.co", "a@.co", "a@b..co", "a@b.", "<a@b.co>", "a@b.co,c@d.co"})
        EXPECT_EQ(contact("email", bad), "email bad-form") << bad;
}

TEST(Forms, KnowTelephones) {
    for (const char* good : {"+919876543210", "080 1234 5678", "123456", "+1-202-555-0100"})
        EXPECT_EQ(contact("phone", good), "") << good;
    for (const char* bad : {"12345", "+", "1234567890123456", "(080) 123456", "+91+9876543", "١٢٣٤٥٦"})
        EXPECT_EQ(contact("phone", bad), "phone bad-form") << bad;
}

TEST(Forms, LetNoNameTurnTheLineOrTheWriting) {
    for (const char* good : {"Ünal Çelik", "राम", "O'Neil-Smith 3rd", "\xe2\x80\x94"})
        EXPECT_EQ(contact("name", good), "") << good;
    for (const char* bad : {"a\\nb", "a\\u0007b",
                            "a\xe2\x80\xae"
                            "b",
                            "a\xe2\x81\xa6"
                            "b",
                            "a\xe2\x80\x8f"
                            "b",
                            "a\\u007f"})
        EXPECT_EQ(contact("name", bad), "name bad-form") << bad;
}

TEST(Forms, AskNothingOfWhatIsEmpty) { EXPECT_EQ(contact("email", ""), ""); }

struct Price {
    Money price;
    static constexpr auto fields = mortise::fields(field("price", &Price::price, "What it costs.", between(50, 100'00)));
};

TEST(Money, IsReadExactly) {
    const auto minor = [](std::string_view text) { return bound<Price>("{\"price\":" + std::string(text) + "}").price.minor; };
    EXPECT_EQ(minor("1"), 100);
    EXPECT_EQ(minor("0.5"), 50);
    EXPECT_EQ(minor("99.99"), 9999);
    EXPECT_EQ(minor("\"99.99\""), 9999);
    EXPECT_EQ(minor("0.57"), 57) << "57 and not 56: no double is asked";
    EXPECT_EQ(minor("100.00"), 10000);
}

TEST(Money, HasNoThirdDecimal) {
    for (const char* text : {"1.005", "1.000", "1e2", "\"\"", "\"1,5\"", "\"1.\"", "\".5\"", "\"+1\"", "\" 1\"", "true", "null",
                             "\"1.2.3\"", "1234567890123456"})
        EXPECT_EQ(refusal<Price>("{\"price\":" + std::string(text) + "}"), "price wrong-type") << text;
    for (const char* text : {"0.49", "-1", "100.01"})
        EXPECT_EQ(refusal<Price>("{\"price\":" + std::string(text) + "}"), "price out-of-range") << text;
}

TEST(Money, IsWrittenWithTwoDecimals) {
    EXPECT_EQ(to_text(Money{0}), "0.00");
    EXPECT_EQ(to_text(Money{49905}), "499.05");
    EXPECT_EQ(to_text(Money{-5}), "-0.05");
    EXPECT_EQ(to_text(Money{std::numeric_limits<std::int64_t>::min()}), "-92233720368547758.08");
    for (const std::int64_t minor : {0LL, 1LL, -1LL, 99LL, 100LL, -12345LL, 99999999999999999LL})
        EXPECT_EQ(money_from(to_text(Money{minor})), Money{minor});
}

TEST(Time, IsReadWithItsOffsetAndKeptInUtc) {
    const auto text = [](std::string_view in) { return time_from(in) ? to_text(*time_from(in)) : "none"; };
    EXPECT_EQ(text("2026-01-31T12:00:00Z"), "2026-01-31T12:00:00Z");
    EXPECT_EQ(text("2026-01-31t12:00:00z"), "2026-01-31T12:00:00Z");
    EXPECT_EQ(text("2026-01-31T12:00:00+05:30"), "2026-01-31T06:30:00Z");
    EXPECT_EQ(text("2026-01-01T00:00:00+05:30"), "2025-12-31T18:30:00Z");
    EXPECT_EQ(text("2026-01-31T23:59:59.999-00:30"), "2026-02-01T00:29:59.999Z");
    EXPECT_EQ(text("2026-01-31T12:00:00.25Z"), "2026-01-31T12:00:00.250Z");
    EXPECT_EQ(text("2026-01-31T12:00:00.2509999Z"), "2026-01-31T12:00:00.250Z");
    EXPECT_EQ(text("2024-02-29T00:00:00Z"), "2024-02-29T00:00:00Z");
    EXPECT_EQ(text("1960-01-01T00:00:00.001Z"), "1960-01-01T00:00:00.001Z");
    for (const char* bad : {"", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31 12:00:00Z", "2026-02-29T00:00:00Z",
                            "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:60Z", "2026-01-31T12:00Z",
                            "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00+0530", "2026-01-31T12:00:00.Z",
                            "2026-01-31T12:00:00ZZ", "2026-1-31T12:00:00Z0", "+026-01-31T12:00:00Z"})
        EXPECT_EQ(text(bad), "none") << bad;
}

TEST(Date, IsADayOfTheCalendar) {
    EXPECT_EQ(to_text(*date_from("2024-02-29")), "2024-02-29");
    for (const char* bad :
         {"2026-02-29", "2026-00-10", "2026-13-01", "2026-01-32", "2026-1-1", "26-01-01", "2026-01-01 ", "0000-01-01"})
        EXPECT_FALSE(date_from(bad)) << bad;
}

enum class Colour { red, dark_blue };
constexpr auto words(Colour) { return std::array{"red"sv, "dark-blue"sv}; }
struct Paint {
    Colour colour{};
    std::optional<Colour> second;
    static constexpr auto fields =
        mortise::fields(field("colour", &Paint::colour, "Which."), field("second", &Paint::second, "And."));
};

TEST(Words, AreTakenAsTheyAreWritten) {
    EXPECT_EQ(bound<Paint>(R"({"colour":" dark-blue "})").colour, Colour::dark_blue);
    for (const char* text : {"\"Red\"", "\"\"", "\"dark blue\"", "0", "null"})
        EXPECT_EQ(refusal<Paint>("{\"colour\":" + std::string(text) + "}"), "colour out-of-range") << text;
    try {
        bound<Paint>(R"({"colour":"green"})");
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.faults.at(0).message, "must be one of red dark-blue");
    }
}

TEST(PersonId, IsANumberOrAPublicCode) {
    EXPECT_EQ(person_number("12"), 12);
    EXPECT_EQ(person_number("CST000210"), 210);
    EXPECT_EQ(person_number("ADM000001"), 1);
    for (const char* bad :
         {"", "0", "-1", "+1", "1.0", "CST", "CST12", "cst000210", "ABC000210", "CST00021x", "CST-00210", "99999999999999999999"})
        EXPECT_FALSE(person_number(bad)) << bad;
}

}  // namespace
