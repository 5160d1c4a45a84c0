// What a log line looks like.
#include "base/log_line.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

using namespace std::chrono_literals;

namespace host {
namespace {

const Time noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 2} + 12h + 3min + 4s + 56ms;

std::string json(std::string_view message, const std::vector<Field>& fields) {
    std::string out;
    append_json_line(out, noon, Level::info, message, fields);
    return out;
}

std::string text(std::string_view message, const std::vector<Field>& fields) {
    std::string out;
    append_text_line(out, noon, Level::warn, message, fields);
    return out;
}

TEST(LogLine, IsOneJsonObject) {
    EXPECT_EQ(
        json("plugin started", {{"plugin", "parking"}, {"ms", 12}, {"share", 0.5}, {"required", true}}),
        R"({"time":"2026-01-02T12:03:04.056Z","level":"info","message":"plugin started","plugin":"parking","ms":12,"share":0.5,"required":true})"
        "\n");
}

TEST(LogLine, IsReadableOnATerminal) {
    EXPECT_EQ(text("plugin started", {{"plugin", "parking"}, {"why", "two words"}, {"empty", ""}, {"ms", 12u}}),
              "2026-01-02T12:03:04.056Z warn  plugin started plugin=parking why=\"two words\" empty=\"\" ms=12\n");
}

TEST(LogLine, WritesNumbersOfEveryKind) {
    const auto line = json("", {{"low", std::numeric_limits<std::int64_t>::min()},
                                {"high", std::numeric_limits<std::uint64_t>::max()},
                                {"nan", std::numeric_limits<double>::quiet_NaN()},
                                {"small", std::int8_t{-1}},
                                {"float", 1.5f}});
    EXPECT_NE(line.find(R"("low":-9223372036854775808,"high":18446744073709551615,"nan":null,"small":-1,"float":1.5})"),
              std::string::npos)
        << line;
}

TEST(LogLine, EscapesWhatATerminalOrALogReaderWouldObey) {
    const auto line = json("a\nb\"c\\d", {{"evil", std::string_view("\x1b[31m\r\0\x7f\xC2\x9b", 10)}});
    EXPECT_NE(line.find(R"(a\nb\"c\\d)"), std::string::npos) << line;
    EXPECT_NE(line.find(R"("evil":"\u001b[31m\u000d\u0000\u007f\u009b")"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_EQ(text("x\ny", {{"a\nb", "c\nd"}}).find('\n'), text("x\ny", {{"a\nb", "c\nd"}}).size() - 1);
}

TEST(LogLine, ReplacesInvalidUtf8) {
    EXPECT_NE(json("a\xFF"
                   "b\xC3",
                   {})
                  .find("\"a\xEF\xBF\xBD"
                        "b\xEF\xBF\xBD\""),
              std::string::npos);
    EXPECT_NE(json("\xC3\xA4", {}).find("\"\xC3\xA4\""), std::string::npos);
}

TEST(LogLine, MasksFieldsWhoseNamesSpeakOfSecrets) {
    for (const char* name : {"password", "old_password", "Token", "access_token", "AUTHORIZATION", "client_secret", "Set-Cookie",
                             "api_key", "apiKey", "credential"}) {
        EXPECT_EQ(json("", {{name, "hunter2"}}).find("hunter2"), std::string::npos) << name;
        EXPECT_EQ(json("", {{name, 4711}}).find("4711"), std::string::npos) << name;
        EXPECT_EQ(text("", {{name, "hunter2"}}).find("hunter2"), std::string::npos) << name;
    }
    EXPECT_NE(json("", {{"user", "anna"}}).find("anna"), std::string::npos);
}

TEST(LogLine, CutsWhatIsTooLong) {
    const std::string endless(1 << 20, 'x');
    EXPECT_LT(json(endless, {{"a", endless}}).size(), 10'000u);
    EXPECT_LT(json("", std::vector<Field>(1'000, Field{"a", 1})).size(), 1'000u);
}

}  // namespace
}  // namespace host
