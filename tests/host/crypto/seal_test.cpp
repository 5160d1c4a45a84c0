// What a seal keeps out.
#include "crypto/seal.h"

#include <gtest/gtest.h>

namespace host::crypto {
namespace {

TEST(Seal, GivesBackWhatItSealed) {
    const Seal seal({"a key of some length for the test"});
    for (const std::string& bytes : {std::string(), std::string("17"), std::string("\0\xFF", 2), std::string(2'000, 'x')})
        EXPECT_EQ(seal.unseal("cursor", seal.seal("cursor", bytes)), bytes);
}

TEST(Seal, RefusesAnythingThatWasChanged) {
    const Seal seal({"a key of some length for the test"});
    const auto text = seal.seal("cursor", "id=17");
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(seal.unseal("cursor", changed)) << at;
    }
    for (const std::string& other :
         {std::string(), text + "=", text + "A", text.substr(1), std::string("x"), std::string(21, 'A')})
        EXPECT_FALSE(seal.unseal("cursor", other)) << other;
}

TEST(Seal, HoldsForItsPurposeAndKeyOnly) {
    const Seal seal({"one"}), stranger({"two"}), rotated({"two", "one"});
    const auto text = seal.seal("cursor", "id=17");
    EXPECT_FALSE(seal.unseal("export", text));
    EXPECT_FALSE(stranger.unseal("cursor", text));
    EXPECT_EQ(rotated.unseal("cursor", text), "id=17");
}

}  // namespace
}  // namespace host::crypto
