// What a product does not start with, each with its sentence, and what a plugin leaves that fails half-way.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <filesystem>

namespace {

using mortise::testing::App;

std::string refusal(std::initializer_list<std::string_view> plugins, const App::Settings& settings = {}) {
    try {
        App app(plugins, settings);
    } catch (const std::runtime_error& why) {
        return why.what();
    }
    return "it started";
}

TEST(Start, RefusesOneRouteOfTwoPluginsNamingBoth) {
    EXPECT_EQ(refusal({"twin-a", "twin-b"}), "plugin twin-b and plugin twin-a both declare GET /api/twins/{id:int}");
}

TEST(Start, RefusesAPluginWhoseNeedIsNotEnabled) {
    EXPECT_EQ(refusal({"needy"}), "plugin needy needs absent, which is not enabled; add it to plugins.enabled");
}

TEST(Start, RefusesPluginsThatNeedEachOtherInACircle) {
    EXPECT_EQ(refusal({"ring-a", "ring-b", "ring-c"}),
              "plugins need each other in a circle: ring-a needs ring-b needs ring-c needs ring-a");
}

TEST(Start, RefusesAPluginThatIsEnabledTwice) {
    EXPECT_EQ(refusal({"quiet", "quiet"}), "plugin quiet stands twice in plugins.enabled");
}

TEST(Start, RefusesAPluginThatFailsWhileItDescribesItself) {
    EXPECT_EQ(refusal({"half"}), "plugin half cannot be loaded: the route GET no-slash does not begin with a slash");
    EXPECT_EQ(refusal({"broken"}), "plugin broken cannot be loaded: something that is no std::exception was thrown");
}

TEST(Start, LeavesNothingOfAPluginThatFailedHalfWay) {
    const auto folder = std::filesystem::temp_directory_path() / ("mortise-half-" + std::to_string(::getpid()));
    const App::Settings same{{"data.folder", folder.string()}};
    EXPECT_NE(refusal({"quiet", "half"}, same), "it started");
    std::size_t copies = 0;
    if (std::filesystem::exists(folder))
        for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) copies += file.path().extension() == ".so";
    EXPECT_EQ(copies, 0u);
    {
        App app({"quiet"}, same);
        EXPECT_EQ(app.stranger().get("/api/half").status, 404);
        EXPECT_EQ(app.sql("SELECT count(*) FROM mortise_migrations WHERE owner = 'half'"), "0");
    }
    std::filesystem::remove_all(folder);
}

TEST(Start, LeavesOutAPluginThatDoesNotStartAndWhatNeedsIt) {
    App app{{"plain", "late", "leaning"}};
    EXPECT_EQ(app.stranger().get("/api/plain").status, 200);
    EXPECT_EQ(app.stranger().get("/api/late").status, 404);
}

TEST(Start, RunsNothingOfAPluginThatDidNotStart) {
    App app{{"thrower", "late"}};
    EXPECT_THROW(app.run("late.task"), std::runtime_error);
    EXPECT_EQ(app.stranger().post("/api/thrower/events", R"({"kind":"fine"})").status, 204);
    app.settle();
    EXPECT_EQ(app.sql("SELECT count(*) FROM thrower_rows"), "1");
    EXPECT_EQ(app.sql("SELECT count(*) FROM late_rows"), "0");
}

TEST(Start, RefusesToGoOnWithoutAPluginThatIsRequired) {
    EXPECT_EQ(refusal({"late"}, {{"plugins.required", "late"}}),
              "plugin late did not start: something that is no std::exception was thrown");
    EXPECT_EQ(refusal({"late", "leaning"}, {{"plugins.required", "leaning"}}), "plugin leaning needs late, which did not start");
}

TEST(Start, KnowsNoSettingsOfAPluginThatIsNowhere) {
    EXPECT_NE(refusal({"quiet"}, {{"nowhere.size", "4"}}).find("nowhere.size"), std::string::npos);
}

}  // namespace
