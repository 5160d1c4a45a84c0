// How failures look outside.
#include "dispatch/problem_answer.h"

#include <gtest/gtest.h>

namespace {

using namespace host;

http::Answer written(const Problem& problem) {
    http::Answer answer;
    answer.set("X-Before", "goes");
    write_problem(answer, problem, "r-1");
    return answer;
}

TEST(ProblemAnswer, HasTheMembersOfItsStandardAndAMessage) {
    const http::Answer answer = written({404, "not-found", "There is no such \"thing\"."});
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.body, R"({"type":"/problems/not-found","title":"Not Found","status":404,"message":"Not Found",)"
                           R"("detail":"There is no such \"thing\".","code":"not-found","request_id":"r-1"})");
    EXPECT_NE(answer.fields.find("Content-Type: application/problem+json\r\n"), std::string::npos);
    EXPECT_NE(answer.fields.find("Cache-Control: no-store\r\n"), std::string::npos);
    EXPECT_EQ(answer.fields.find("X-Before"), std::string::npos);
}

TEST(ProblemAnswer, TellsNothingOfAFault) {
    Problem problem{500, "sqlite-corrupt", "disk image of /srv/secret is malformed"};
    problem.members = R"("path":"/srv/secret")";
    problem.faults.push_back({"secret", "secret", "secret"});
    const http::Answer answer = written(problem);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
    EXPECT_EQ(answer.body.find("sqlite"), std::string::npos);
    EXPECT_NE(answer.body.find(R"("code":"internal")"), std::string::npos);
    EXPECT_NE(answer.body.find(R"("request_id":"r-1")"), std::string::npos);
}

TEST(ProblemAnswer, MakesAFaultOfAStatusThatIsNoFailure) {
    for (const int status : {0, 7, 200, 302, 600, -1}) EXPECT_EQ(written({status, "odd", "odd"}).status, 500) << status;
}

TEST(ProblemAnswer, NamesFieldsAndMembers) {
    Problem problem{422, "invalid", "name is required"};
    problem.members = R"("state":"open")";
    problem.faults = {{"name", "missing", "is required"}, {"lines[0].text", "too-long", "is \"too\" long"}};
    const std::string body = written(problem).body;
    EXPECT_NE(body.find(R"(,"state":"open","errors":[{"field":"name","code":"missing","message":"is required"},)"
                        R"({"field":"lines[0].text","code":"too-long","message":"is \"too\" long"}]})"),
              std::string::npos)
        << body;
}

TEST(ProblemAnswer, SaysHowToComeBack) {
    Problem busy{503, "busy", "Later."};
    busy.retry_after_s = 4;
    EXPECT_NE(written(busy).fields.find("Retry-After: 4\r\n"), std::string::npos);
    EXPECT_NE(written({401, "unauthorized", "Who?"}).fields.find("WWW-Authenticate: Bearer\r\n"), std::string::npos);
    EXPECT_NE(written({401, "token-expired", "Old."}).fields.find("WWW-Authenticate: Bearer error=\"invalid_token\"\r\n"),
              std::string::npos);
}

TEST(ProblemAnswer, EscapesWhatEndsAStringOrALine) {
    std::string out;
    append_json_string(out, std::string_view("a\"b\\c\n\x01\xc3\xa9", 9));
    EXPECT_EQ(out, "\"a\\\"b\\\\c\\u000a\\u0001\xc3\xa9\"");
}

}  // namespace
