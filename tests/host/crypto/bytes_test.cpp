// The small tools, against published vectors.
#include "crypto/bytes.h"

#include <gtest/gtest.h>

#include <set>

#include "crypto/mac.h"

namespace host::crypto {
namespace {

TEST(Bytes, AreHashedAsFips180Says) {
    EXPECT_EQ(hex(view(sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(view(sha256(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Bytes, AreHashedPieceByPieceAsInOne) {
    Sha256 whole;
    whole.put("a");
    whole.put("");
    whole.put("bc");
    EXPECT_EQ(whole.end(), sha256("abc"));
    EXPECT_EQ(sha256("abc"), sha256("abc")) << "one does not leave anything for the next";
    Sha256 one, other;
    for (const char* field : {"a", "bc"}) one.put_field(field);
    for (const char* field : {"ab", "c"}) other.put_field(field);
    EXPECT_NE(one.end(), other.end());
}

TEST(Bytes, AreAuthenticatedAsRfc4231Says) {
    const Mac mac("Jefe");
    const auto expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    EXPECT_EQ(hex(view(mac.of("what do ya want for nothing?"))), expected);
    EXPECT_EQ(hex(view(mac.of({"what do ya ", "", "want for nothing?"}))), expected);
}

TEST(Bytes, GoThroughBase64UrlAndBack) {
    for (std::size_t length = 0; length < 70; ++length) {
        const auto bytes = random_bytes(length);
        const auto text = to_base64url(bytes);
        EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
        EXPECT_EQ(from_base64url(text), bytes);
    }
    EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64url("\xFF\xEF"), "_-8");
}

TEST(Bytes, HaveOneSpellingInBase64Url) {
    for (const char* text : {"Zg==", "Zh", "Zm9=", "A", "AAAAA", "Zm 9", "Zm9v\n", "Zm+v", "Zm/v", "\xFF\xFF"})
        EXPECT_FALSE(from_base64url(text)) << text;
    EXPECT_EQ(from_base64url("Zg"), "f");
}

TEST(Bytes, AreRandomEachTime) {
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(seen.insert(random_token(128)).second);
    EXPECT_EQ(random_token(256).size(), 43u);
}

TEST(Bytes, AreEqualOnlyWhenAllOfThemAre) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
}

}  // namespace
}  // namespace host::crypto
