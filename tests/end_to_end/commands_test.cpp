// The commands that do not serve.
#include <gtest/gtest.h>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Commands, VersionSaysWhatThisIs) {
    const Ended ended = run({"version"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_TRUE(ended.out.starts_with("mortise ")) << ended.out;
    EXPECT_TRUE(holds(ended.out, "SDK ABI 1"));
}

TEST(Commands, PluginsListNamesWhatIsEnabled) {
    const Folder data;
    const Ended ended = run(with({"plugins", "list"}, data));
    EXPECT_EQ(ended.code, 0) << ended.err;
    for (const char* name : {"auth ", "services ", "requests ", "docs "})
        EXPECT_TRUE(holds("\n" + ended.out, std::string("\n") + name)) << ended.out;
}

TEST(Commands, PluginsInfoShowsRoutesTasksAndSettings) {
    const Folder data;
    const Ended ended = run(with({"plugins", "info", "requests"}, data));
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_TRUE(holds(ended.out, "needs    services\n"));
    EXPECT_TRUE(holds(ended.out, "route    POST   /service-requests/{id:int}/claim "));
    EXPECT_TRUE(holds(ended.out, "task     requests.close-finished"));
    EXPECT_TRUE(holds(ended.out, "setting  requests.auto_close\n"));
    const Ended unknown = run(with({"plugins", "info", "gardening"}, data));
    EXPECT_EQ(unknown.code, 2);
    EXPECT_TRUE(holds(unknown.err, "gardening"));
}

TEST(Commands, TheDatabaseIsMadeFilledCheckedAndRemoved) {
    const Folder data;
    const auto db = [&](const Words& words) { return run(with(words, data)); };
    EXPECT_TRUE(holds(db({"db", "status"}).out, "pending"));
    EXPECT_EQ(db({"db", "migrate"}).code, 0);
    const Ended status = db({"db", "status"});
    EXPECT_EQ(status.code, 0);
    EXPECT_TRUE(holds(status.out, "0001_requests")) << status.out;
    EXPECT_FALSE(holds(status.out, "pending")) << status.out;
    const Ended seed = db({"db", "seed"});
    EXPECT_EQ(seed.code, 0) << seed.err;
    EXPECT_TRUE(holds(seed.out, "anna@example.com"));
    EXPECT_EQ(db({"db", "seed"}).code, 0) << "a second time it finds everything there";
    EXPECT_EQ(db({"db", "check"}).out, "sound\n");

    const Ended unsure = db({"db", "reset"});
    EXPECT_EQ(unsure.code, 2);
    EXPECT_TRUE(std::filesystem::exists(data.path() + "/mortise.db"));
    EXPECT_EQ(db({"db", "reset", "--yes"}).code, 0);
    EXPECT_FALSE(std::filesystem::exists(data.path() + "/mortise.db"));
}

TEST(Commands, SeedingTwiceLeavesOneOfEach) {
    const Folder data;
    run(with({"db", "seed"}, data));
    run(with({"db", "seed"}, data));
    const Program program(data);
    EXPECT_EQ(call(program.port(), "GET", "/api/services")["items"].size(), 10u);
    const std::string anna = log_in(program.port(), "anna@example.com", "anna-demo-2026");
    EXPECT_EQ(call(program.port(), "GET", "/api/service-requests", {}, anna)["items"].size(), 5u);
}

TEST(Commands, ARunningHostKeepsItsData) {
    const Folder data;
    const Program program(data);
    for (const Words& words : {Words{"db", "reset", "--yes"}, Words{"db", "seed"}}) {
        const Ended ended = run(with(words, data));
        EXPECT_EQ(ended.code, 1);
        EXPECT_TRUE(holds(ended.err, "is in use by process ")) << ended.err;
    }
    EXPECT_TRUE(std::filesystem::exists(data.path() + "/mortise.db"));
    EXPECT_EQ(call(program.port(), "GET", "/readyz").status, 200);
}

TEST(Commands, DemoDataHasNoPlaceInProduction) {
    const Folder data;
    const Ended ended = run(with(
        {"db", "seed"}, data, {"organisation.environment=production", "auth.signing_key=kiln-lantern-orchard-velvet-harbour-9"}));
    EXPECT_EQ(ended.code, 78) << ended.err;
    EXPECT_TRUE(holds(ended.err, "organisation.environment")) << ended.err;
}

TEST(Commands, OpenapiPrintsWhatTheHostServes) {
    const Folder data;
    const Ended printed = run(with({"openapi"}, data));
    ASSERT_EQ(printed.code, 0) << printed.err;
    const Value document = Value::parse(printed.out);
    EXPECT_EQ(document["openapi"], "3.1.0");
    EXPECT_TRUE(document["paths"].has("/service-requests/{id}/claim"));
    const Program program(data);
    const Answer served = call(program.port(), "GET", "/openapi.json");
    EXPECT_EQ(served.status, 200);
    EXPECT_EQ(served.body + "\n", printed.out);
    const Ended yaml = run(with({"openapi", "--yaml"}, data));
    EXPECT_EQ(yaml.code, 0);
    EXPECT_TRUE(holds(yaml.out, "openapi: ")) << yaml.out.substr(0, 200);
}

TEST(Commands, HealthAsksTheRunningHost) {
    const Folder data, other;
    std::string listen;
    {
        const Program program(data);
        listen = program.address().substr(7);
        const Ended up = run(with({"health"}, other, {"http.listen=" + listen}));
        EXPECT_EQ(up.code, 0);
        EXPECT_EQ(up.out, listen + " ready\n");
    }
    const Ended down = run(with({"health"}, other, {"http.listen=" + listen}));
    EXPECT_EQ(down.code, 1);
    EXPECT_EQ(down.out, listen + " nobody answers\n");
}

}  // namespace
