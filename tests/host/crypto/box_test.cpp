// What a box keeps to itself.
#include "crypto/box.h"

#include <gtest/gtest.h>

namespace host::crypto {
namespace {

TEST(Box, GivesBackWhatItClosed) {
    const Box box({"a key of some length for the test"});
    for (const std::string& bytes : {std::string(), std::string("17"), std::string("\0\xFF", 2), std::string(70'000, 'x')})
        EXPECT_EQ(box.open("here", box.close("here", bytes)), bytes);
}

TEST(Box, ShowsNothingOfIt) {
    const Box box({"a key of some length for the test"});
    const std::string secret = "the token that opens the door", closed = box.close("here", secret);
    for (std::size_t at = 0; at + 4 <= secret.size(); ++at) EXPECT_EQ(closed.find(secret.substr(at, 4)), std::string::npos);
    EXPECT_NE(closed, box.close("here", secret)) << "the same text twice cannot be told";
}

TEST(Box, RefusesAnythingThatWasChanged) {
    const Box box({"a key of some length for the test"});
    const std::string closed = box.close("here", "id=17");
    for (std::size_t at = 0; at < closed.size(); ++at) {
        std::string changed = closed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(box.open("here", changed)) << at;
    }
    for (std::size_t length = 0; length < closed.size(); ++length) EXPECT_FALSE(box.open("here", closed.substr(0, length)));
    EXPECT_FALSE(box.open("here", closed + "x"));
}

TEST(Box, OpensInItsContextAndUnderItsKeysOnly) {
    const Box box({"one"}), stranger({"two"}), rotated({"two", "one"});
    const std::string closed = box.close("here", "id=17");
    EXPECT_FALSE(box.open("there", closed));
    EXPECT_FALSE(box.open("", closed));
    EXPECT_FALSE(stranger.open("here", closed));
    EXPECT_EQ(rotated.open("here", closed), "id=17");
}

}  // namespace
}  // namespace host::crypto
