// How passwords are hashed, and what happens in a storm.
#include "crypto/passwords.h"

#include <gtest/gtest.h>

#include <atomic>
#include <ctime>
#include <limits>

namespace host::crypto {
namespace {

constexpr Passwords::Cost cheap{.memory_kib = 64, .passes = 1, .lanes = 1};

TEST(Passwords, AreTakenWhenRight) {
    Passwords passwords(cheap);
    const auto phc = passwords.hash("correct horse");
    EXPECT_TRUE(passwords.verify("correct horse", phc).right);
    EXPECT_FALSE(passwords.verify("correct hors", phc).right);
    EXPECT_FALSE(passwords.verify("", phc).right);
    EXPECT_NE(passwords.hash("correct horse"), phc) << "the salt is fresh";
}

TEST(Passwords, AreKeptWhole) {
    Passwords passwords(cheap);
    const std::string with_nul("correct\0horse", 13);
    const auto phc = passwords.hash(with_nul);
    EXPECT_TRUE(passwords.verify(with_nul, phc).right);
    EXPECT_FALSE(passwords.verify("correct", phc).right);
}

TEST(Passwords, CostWhatTheContractSays) {
    Passwords passwords;
    const auto phc = passwords.hash("correct horse");
    EXPECT_TRUE(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << phc;
    EXPECT_FALSE(passwords.verify("correct horse", phc).needs_rehash);
}

TEST(Passwords, AskForANewHashWhenTheCostHasGrown) {
    Passwords yesterday(cheap), today({.memory_kib = 128, .passes = 1, .lanes = 1});
    const auto phc = yesterday.hash("correct horse");
    EXPECT_TRUE(today.verify("correct horse", phc).needs_rehash);
    EXPECT_FALSE(today.verify("wrong", phc).needs_rehash);
    EXPECT_FALSE(yesterday.verify("correct horse", today.hash("correct horse")).needs_rehash);
}

TEST(Passwords, AreNeverRightAgainstAHashThatIsNone) {
    Passwords passwords(cheap);
    for (const char* phc :
         {"", "correct horse", "$argon2i$v=19$m=64,t=1,p=1$YWJjZGVmZ2g$YWJjZA", "$argon2id$v=19$m=64,t=1,p=1$",
          "$argon2id$v=19$m=4294967295,t=1,p=1$YWJjZGVmZ2g$YWJjZA", "$argon2id$v=19$m=64,t=4000000000,p=1$YWJjZGVmZ2g$YWJjZA"})
        EXPECT_FALSE(passwords.verify("correct horse", phc).right) << phc;
}

TEST(Passwords, TakeAsMuchWorkForNobodyAsForSomebody) {
    Passwords passwords;
    const auto phc = passwords.hash("correct horse");
    const auto least_work_of = [](auto work) {  // of the processor: the time on the wall depends on who else is busy
        auto least = std::numeric_limits<std::clock_t>::max();
        for (int i = 0; i < 5; ++i) {
            const auto begin = std::clock();
            work();
            least = std::min(least, std::clock() - begin);
        }
        return static_cast<double>(least);
    };
    const auto somebody = least_work_of([&] { passwords.verify("wrong", phc); });
    const auto nobody = least_work_of([&] { passwords.verify_nobody("wrong"); });
    EXPECT_GT(nobody, somebody / 2);
    EXPECT_LT(nobody, somebody * 2);
}

TEST(Passwords, TurnCallersAwayWhenTooManyWait) {
    Passwords passwords({.memory_kib = 16 * 1024, .passes = 4, .lanes = 1});
    std::atomic<int> hashed = 0, refused = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 80; ++i)
        callers.emplace_back([&] {
            try {
                passwords.verify_nobody("storm");
                ++hashed;
            } catch (const Busy&) {
                ++refused;
            }
        });
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(hashed + refused, 80);
    EXPECT_GE(hashed, static_cast<int>(Passwords::most_waiting));
    EXPECT_GT(refused, 0);
    passwords.verify_nobody("calm");
}

}  // namespace
}  // namespace host::crypto
