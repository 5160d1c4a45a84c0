// The order of mints and revocations, and what is kept of it.
#include "sessions/revocations.h"

#include <gtest/gtest.h>

#include "storage/support.h"

namespace {

using namespace host;
using namespace std::chrono_literals;

class RevocationsTest : public storage_test::Storage {
  protected:
    void SetUp() override {
        quiet.clock.set(Time{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}});
        open({});
        revocations = std::make_unique<Revocations>(quiet.clock, 30min);
        revocations->load(*database);
    }
    /// Somebody whose token is signed now.
    Principal signed_now(std::int64_t user, std::string session) {
        Principal principal;
        principal.user = user;
        principal.session = std::move(session);
        principal.minted = revocations->next();
        return principal;
    }
    void revoke_user(std::int64_t user, std::string_view except = {}) {
        write([&](mortise_db& db) { revocations->revoke_user(db, user, except); });
    }
    void revoke_session(std::string_view session) {
        write([&](mortise_db& db) { revocations->revoke_session(db, session); });
    }
    void restart() {
        revocations = std::make_unique<Revocations>(quiet.clock, 30min);
        revocations->load(*database);
    }
    std::unique_ptr<Revocations> revocations;
};

TEST_F(RevocationsTest, NumbersOnlyRise) {
    std::uint64_t last = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::uint64_t next = revocations->next();
        ASSERT_GT(next, last);
        last = next;
    }
    quiet.clock.set({});  // a clock that is set back
    EXPECT_GT(revocations->next(), last);
}

TEST_F(RevocationsTest, RefuseWhatWasSignedBeforeAndNotWhatIsSignedAfterWithinOneInstant) {
    const Principal before = signed_now(7, "s1"), other = signed_now(8, "s2");
    revoke_user(7);
    const Principal after = signed_now(7, "s3");
    EXPECT_TRUE(revocations->refuses(before));
    EXPECT_FALSE(revocations->refuses(other));
    EXPECT_FALSE(revocations->refuses(after));
}

TEST_F(RevocationsTest, SpareOneSession) {
    const Principal mine = signed_now(7, "mine"), another = signed_now(7, "another");
    revoke_user(7, "mine");
    EXPECT_FALSE(revocations->refuses(mine));
    EXPECT_TRUE(revocations->refuses(another));
    restart();
    EXPECT_FALSE(revocations->refuses(mine));
    EXPECT_TRUE(revocations->refuses(another));
    revoke_user(7);
    EXPECT_TRUE(revocations->refuses(mine)) << "the later word counts";
}

TEST_F(RevocationsTest, EndASessionForGood) {
    const Principal before = signed_now(7, "s1");
    revoke_session("s1");
    EXPECT_TRUE(revocations->refuses(before));
    EXPECT_TRUE(revocations->refuses(signed_now(7, "s1")));
    EXPECT_FALSE(revocations->refuses(signed_now(7, "s2")));
}

TEST_F(RevocationsTest, ComeWithTheCommitOrNotAtAll) {
    const Principal principal = signed_now(7, "s1");
    EXPECT_THROW(write([&](mortise_db& db) {
                     revocations->revoke_user(db, 7, {});
                     EXPECT_FALSE(revocations->refuses(principal)) << "nothing is committed yet";
                     throw Problem{409, "no", "No."};
                 }),
                 Problem);
    EXPECT_FALSE(revocations->refuses(principal));
    restart();
    EXPECT_FALSE(revocations->refuses(principal));
}

TEST_F(RevocationsTest, RefuseWhatWasSignedBetweenTheStatementAndTheCommit) {
    Principal between;
    write([&](mortise_db& db) {
        revocations->revoke_user(db, 7, {});
        between = signed_now(7, "s1");
    });
    EXPECT_TRUE(revocations->refuses(between));
}

TEST_F(RevocationsTest, OutliveARestart) {
    const Principal all = signed_now(7, "s1"), one = signed_now(8, "s2"), fine = signed_now(9, "s3");
    revoke_user(7);
    revoke_session("s2");
    restart();
    EXPECT_TRUE(revocations->refuses(all));
    EXPECT_TRUE(revocations->refuses(one));
    EXPECT_FALSE(revocations->refuses(fine));
    EXPECT_FALSE(revocations->refuses(signed_now(7, "s4")));
}

TEST_F(RevocationsTest, AreForgottenWhenEveryTokenHasEnded) {
    revoke_user(7);
    revoke_session("s2");
    std::int64_t gone = -1;
    write([&](mortise_db& db) { gone = revocations->prune(db); });
    EXPECT_EQ(gone, 0);
    quiet.clock.advance(33min);
    write([&](mortise_db& db) { gone = revocations->prune(db); });
    EXPECT_EQ(gone, 2);
    restart();
    EXPECT_FALSE(revocations->refuses(signed_now(8, "s2")));
}

}  // namespace
