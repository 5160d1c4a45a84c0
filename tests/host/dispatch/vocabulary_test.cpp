// Members under two names: in JSON texts, nodes, problems and schemas.
#include "dispatch/vocabulary.h"

#include <gtest/gtest.h>

#include "dispatch/translation.h"
#include "plugins/manifest.h"

namespace {

using namespace host;

const Vocabulary tasks{"compat", {{"service_id", "task_id"}, {"service", "task"}, {"name", "designation"}}};

std::string turned(std::string json) {
    tasks.turn_members(json);
    return json;
}

std::string_view key_of(const body::Nodes& nodes, std::size_t at) {
    const mortise_node node = nodes.view().p[at];
    return {node.key.p, node.key.n};
}

std::string_view text_of(const body::Nodes& nodes, std::size_t at) {
    const mortise_node node = nodes.view().p[at];
    return {node.text.p, node.text.n};
}

TEST(Vocabulary, TurnsMembersWhereverTheyStand) {
    EXPECT_EQ(turned(R"({"service_id":1,"id":2,"items":[{"service":{"name":"x"}},{"service_id":3}]})"),
              R"({"task_id":1,"id":2,"items":[{"task":{"designation":"x"}},{"task_id":3}]})");
    EXPECT_EQ(turned("{\n  \"service_id\" \t: 1,\r\n  \"name\"\n:\"a\"\n}"),
              "{\n  \"task_id\" \t: 1,\r\n  \"designation\"\n:\"a\"\n}");
}

TEST(Vocabulary, TurnsThemBack) {
    const std::string json = R"({"service_id":1,"items":[{"service":{"name":"x"}}]})";
    EXPECT_EQ(turned(turned(json)), json);
}

TEST(Vocabulary, LetsValuesBe) {
    for (const char* json : {R"({"a":"service_id","b":["service","name"],"c":"\"service_id\":1"})", R"(["service_id","name"])",
                             R"("service_id")", R"({"a":"service_id\\","b":"x"})", R"({"a":"\\\"service\":"})", R"({"a":1})",
                             R"({"services":1,"service_i":2,"service_idx":3,"Service":4})", "", "[]", "null", "3.50"})
        EXPECT_EQ(turned(json), json);
}

TEST(Vocabulary, KnowsAMemberThatIsWrittenWithEscapes) {
    EXPECT_EQ(turned(R"({"service\u005fid":1,"\u0073ervice":2})"), R"({"task_id":1,"task":2})");
    for (const char* json : {R"({"service\u015fid":1})", R"({"service\u005":1})", R"({"service\"":1})", R"({"\\service":1})"})
        EXPECT_EQ(turned(json), json);
    EXPECT_EQ(turned(R"({"\"":1,"\\":2,"service":3})"), R"({"\"":1,"\\":2,"task":3})");
}

TEST(Vocabulary, LeavesAsItIsWhatIsCutShort) {
    const std::string whole = R"({"service_id":1,"a\\\"b":"service\"","service":[{"name":"\\"}]})", other = turned(whole);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const std::string piece = turned(whole.substr(0, size));
        // Nothing is lost, and nothing turned that is not certain to be a member.
        EXPECT_EQ(turned(piece), whole.substr(0, size)) << size;
        EXPECT_EQ(piece.find("task_id") != std::string::npos, size > whole.find(':')) << size;
    }
    EXPECT_EQ(turned(whole), other);
}

TEST(Vocabulary, TurnsALargeAnswer) {
    std::string json = R"({"items":[)", expected = json;
    for (int i = 0; i < 20'000; ++i) {
        const std::string rest = ":" + std::to_string(i) + R"(,"text":"of \"service_id\" and name"})";
        json += (i ? ",{\"service_id\"" : "{\"service_id\"") + rest;
        expected += (i ? ",{\"task_id\"" : "{\"task_id\"") + rest;
    }
    EXPECT_EQ(turned(json + "]}"), expected + "]}");
}

TEST(Vocabulary, TurnsTheNamesOfNodesAndNotTheirValues) {
    body::Nodes nodes;
    body::parse_json(R"({"task_id":"task_id","service_id":{"designation":["task"]}})", nodes);
    tasks.turn_names(nodes);
    EXPECT_EQ(key_of(nodes, 1), "service_id");
    EXPECT_EQ(text_of(nodes, 1), "task_id");
    EXPECT_EQ(key_of(nodes, 2), "task_id");
    EXPECT_EQ(key_of(nodes, 3), "name");
    EXPECT_EQ(text_of(nodes, 4), "task");
}

TEST(Vocabulary, TurnsTheOrderOfAList) {
    for (const auto& [sent, heard] :
         {std::pair{"sort=task_id", "service_id"}, std::pair{"sort=-designation", "-name"}, std::pair{"sort=service", "task"},
          std::pair{"sort=--task", "--task"}, std::pair{"sort=-price", "-price"}, std::pair{"q=task_id", "task_id"}}) {
        body::Nodes query;
        body::parse_pairs(sent, query);
        tasks.turn_orders(query);
        EXPECT_EQ(text_of(query, 1), heard) << sent;
    }
}

TEST(Vocabulary, NamesInProblemsWhatWasSent) {
    Problem problem{422, "invalid", "service_id is required; items[0].task is not known here"};
    problem.faults = {{"service_id", "missing", "is required"}, {"items[0].task", "unknown-field", "is not known here"}};
    problem.members = R"("service":"service","state":"name")";
    tasks.turn(problem);
    EXPECT_EQ(problem.faults[0].field, "task_id");
    EXPECT_EQ(problem.faults[1].field, "items[0].service");
    EXPECT_EQ(problem.detail, "task_id is required; items[0].service is not known here");
    EXPECT_EQ(problem.members, R"("task":"service","state":"name")");
    Problem prose{404, "not-found", "There is no such service."};
    tasks.turn(prose);
    EXPECT_EQ(prose.detail, "There is no such service.");
}

TEST(Vocabulary, RefusesWordsThatCannotBeToldApart) {
    using Words = std::vector<std::pair<std::string, std::string>>;
    for (const Words& words : {Words{{"a", "b"}, {"a", "c"}}, Words{{"a", "b"}, {"c", "b"}}, Words{{"a", "b"}, {"b", "c"}},
                               Words{{"a", "a"}}, Words{{"a\"", "b"}}, Words{{"a b", "c"}}, Words{{"", "c"}}}) {
        try {
            Vocabulary{"compat", words};
            ADD_FAILURE() << words.front().first;
        } catch (const Refused& fault) {
            EXPECT_EQ(std::string_view(fault.what()).find("plugin compat translates "), 0u) << fault.what();
        }
    }
}

TEST(Translation, OfASchemaTurnsWhatMembersAreCalled) {
    EXPECT_EQ(translated_schema(R"({"type":"object","properties":{"service_id":{"type":"integer"},"properties":{"type":"object",)"
                                R"("properties":{"name":{"type":"string","enum":["name","service"]}},"required":["name"]}},)"
                                R"("required":["service_id","properties"],"additionalProperties":false})",
                                tasks, "GET /x"),
              R"({"type":"object","properties":{"task_id":{"type":"integer"},"properties":{"type":"object",)"
              R"("properties":{"designation":{"type":"string","enum":["name","service"]}},"required":["designation"]}},)"
              R"("required":["task_id","properties"],"additionalProperties":false})");
    EXPECT_EQ(translated_schema("", tasks, "GET /x"), "");
}

TEST(Translation, RefusesAWordThatARouteHasAlready) {
    try {
        translated_schema(R"({"properties":{"items":{"items":{"properties":{"task_id":{}}}}}})", tasks, "GET /x of plugin y");
        FAIL();
    } catch (const Refused& fault) {
        EXPECT_STREQ(fault.what(),
                     "plugin compat translates service_id by task_id, but GET /x of plugin y has a member of that name");
    }
}

}  // namespace
