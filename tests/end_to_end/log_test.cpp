// The log: objects for machines, and nothing in them that is nobody's business.
#include <gtest/gtest.h>
#include <signal.h>

#include <sstream>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

TEST(Log, IsJsonAndKeepsSecretsToItself) {
    const Folder data;
    ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
    Program program(data, {"log.format=json", "log.level=debug", "log.sql=on"},
                    {"JWT_SECRET_KEY=kiln-lantern-orchard-velvet-harbour-9"});
    const unsigned short port = program.port();
    const Answer entrance =
        call(port, "POST", "/api/auth/login", R"({"username":"anna@example.com","password":"anna-demo-2026"})");
    ASSERT_EQ(entrance.status, 200);
    const std::string token = entrance["access_token"].text(), renewal = entrance["refresh_token"].text();
    call(port, "POST", "/api/auth/login", R"({"username":"anna@example.com","password":"wrong-zeppelin"})");
    call(port, "POST", "/api/auth/refresh", R"({"refresh_token":")" + renewal + R"("})");
    EXPECT_EQ(call(port, "POST", "/api/service-requests", R"({"service_id":1,"remarks":"under the flowerpot"})", token).status,
              201);
    EXPECT_EQ(call(port, "GET", "/api/services?q=quicksilver").status, 200);
    EXPECT_EQ(call(port, "GET", "/api/services?colour=quicksilver").status, 400);
    EXPECT_EQ(call(port, "GET", "/api/nowhere/quicksilver").status, 404);
    EXPECT_EQ(call(port, "POST", "/api/service-requests", R"({"service_id":1,"remarks":"under the flowerpot",)", token).status,
              400);
    EXPECT_EQ(call(port, "GET", "/api/auth/me", {}, "forged.zeppelin.token").status, 401);
    program.signal(SIGTERM);
    const Ended ended = program.wait();
    ASSERT_EQ(ended.code, 0);

    std::istringstream lines(ended.err);
    int requests = 0;
    for (std::string line; std::getline(lines, line);) {
        Value entry;
        ASSERT_NO_THROW(entry = Value::parse(line)) << line;
        EXPECT_FALSE(entry["time"].is_null()) << line;
        EXPECT_FALSE(entry["level"].is_null()) << line;
        EXPECT_FALSE(entry["message"].is_null()) << line;
        if (entry["message"] != "request") continue;
        ++requests;
        for (const char* field : {"request_id", "method", "route", "status", "ms", "user"})
            EXPECT_TRUE(entry.has(field)) << field << line;
    }
    EXPECT_EQ(requests, 9) << ended.err;
    EXPECT_NE(ended.err.find("\"route\":\"/services\""), std::string::npos) << "templates stand there";
    for (const std::string& secret : {token, renewal, std::string("anna-demo-2026"), std::string("wrong-zeppelin"),
                                      std::string("forged.zeppelin"), std::string("flowerpot"), std::string("quicksilver"),
                                      std::string("anna@example.com"), std::string("kiln-lantern-orchard-velvet-harbour-9")})
        EXPECT_EQ(ended.err.find(secret), std::string::npos) << secret;
}

TEST(Log, IsTextWhenAsked) {
    const Folder data;
    Program program(data, {"log.format=text"});
    call(program.port(), "GET", "/api/services");
    program.signal(SIGTERM);
    const Ended ended = program.wait();
    EXPECT_NE(ended.err.find("request"), std::string::npos);
    EXPECT_EQ(ended.err.find('{'), std::string::npos) << ended.err;
}

}  // namespace
