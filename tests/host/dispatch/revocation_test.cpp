// Ended sessions, through the whole host and over a restart.
#include <gtest/gtest.h>
#include <mortise/testing.h>
#include <unistd.h>

#include <filesystem>

namespace {

using mortise::testing::App;
using mortise::testing::Client;

std::string seen(const Client& client) {
    const auto reply = client.get("/api/desk/me");
    return reply.status == 200 ? "let in" : reply.code();
}

TEST(Revocation, RefusesWhatWasSignedBeforeItAndTakesWhatWasSignedAfterInTheSameInstant) {
    App app{{"desk"}};
    const Client first = app.bearer(7, "", {}), second = app.bearer(7, "", {}), other = app.bearer(8, "", {});
    EXPECT_EQ(first.post("/api/desk/end-all", "{}").status, 204);
    EXPECT_EQ(seen(first), "token-revoked");
    EXPECT_EQ(seen(second), "token-revoked");
    EXPECT_EQ(seen(other), "let in");
    const Client later = app.bearer(7, "", {});
    EXPECT_EQ(seen(later), "let in") << "the clock has not moved";
    EXPECT_EQ(later.post("/api/desk/end-all", "{}").status, 204);
    EXPECT_EQ(seen(later), "token-revoked");
}

TEST(Revocation, OfASessionLeavesTheOthers) {
    App app{{"desk"}};
    const Client first = app.bearer(7, "", {}), second = app.bearer(7, "", {});
    EXPECT_EQ(first.post("/api/desk/end").status, 204);
    EXPECT_EQ(seen(first), "token-revoked");
    EXPECT_EQ(seen(second), "let in");
}

TEST(Revocation, OutlivesARestart) {
    const auto folder = std::filesystem::temp_directory_path() / ("mortise-revocation-" + std::to_string(::getpid()));
    const App::Settings same{{"data.folder", folder.string()}};
    std::string ended, all, fine;
    {
        App app({"desk"}, same);
        const Client one = app.bearer(7, "", {}), two = app.bearer(8, "", {}), three = app.bearer(9, "", {});
        EXPECT_EQ(one.post("/api/desk/end").status, 204);
        EXPECT_EQ(two.post("/api/desk/end-all", "{}").status, 204);
        ended = one.token(), all = two.token(), fine = three.token();
    }
    {
        App app({"desk"}, same);
        EXPECT_EQ(seen(app.bearer(ended)), "token-revoked");
        EXPECT_EQ(seen(app.bearer(all)), "token-revoked");
        EXPECT_EQ(seen(app.bearer(fine)), "let in");
        EXPECT_EQ(seen(app.bearer(8, "", {})), "let in") << "signed after the restart";
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
