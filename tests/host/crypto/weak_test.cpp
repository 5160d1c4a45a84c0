// Which passwords and keys are refused.
#include "crypto/weak.h"

#include <gtest/gtest.h>

#include <string>

namespace host::crypto {
namespace {

TEST(WeakPasswords, AreThoseThatEverybodyTries) {
    for (const char* password :
         {"password", "Password1", "PASSWORD123", "admin123", "changeme", "qwertyuiop", "iloveyou1", "12345678", "11111111",
          "abababab", "welcome@123", "Summer2024", "letmein!", "p@ssw0rd", "aaaaaaaaaaaa", "1q2w3e4r"})
        EXPECT_EQ(weakness_of_password(password), Weakness::too_common) << password;
}

TEST(WeakPasswords, AreTooShortOrTooLongByCharactersAndNotByBytes) {
    EXPECT_EQ(weakness_of_password("Xk3!vq9"), Weakness::too_short);
    EXPECT_EQ(weakness_of_password("Xk3!vq9z"), Weakness::none);
    EXPECT_EQ(weakness_of_password("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F"), Weakness::too_short);
    std::string longest;
    for (int i = 0; i < 64; ++i)
        longest += i % 3 == 0 ? "\xC3\xA4\xC3\xB6"
                              : "\xC3\xBC"
                                "x";
    EXPECT_EQ(weakness_of_password(longest), Weakness::none);
    EXPECT_EQ(weakness_of_password(longest + "x"), Weakness::too_long);
}

TEST(WeakPasswords, AreNoText) {
    EXPECT_EQ(weakness_of_password("correct\xFFhorse"), Weakness::not_text);
    EXPECT_EQ(weakness_of_password(std::string_view("correct\0horse", 13)), Weakness::not_text);
}

TEST(WeakPasswords, AreNotThoseWithoutDigitsOrSigns) {
    EXPECT_EQ(weakness_of_password("correct horse battery staple"), Weakness::none);
    EXPECT_EQ(weakness_of_password("mnbgtrvd"), Weakness::none);
    EXPECT_EQ(sentence_of(Weakness::none), "");
    EXPECT_NE(sentence_of(Weakness::too_common), "");
}

TEST(WeakPasswords, IncludeShortOnesForThoseWhoAsk) {
    EXPECT_TRUE(is_common_password("admin"));
    EXPECT_TRUE(is_common_password(""));
    EXPECT_FALSE(is_common_password("Xk3!vq9"));
}

TEST(WeakKeys, AreShortOnesAndPlaceholders) {
    EXPECT_NE(weakness_of_key("changeme"), "");
    EXPECT_NE(weakness_of_key(std::string(31, 'x') + ""), "");
    EXPECT_NE(weakness_of_key(std::string(64, 'x')), "");
    EXPECT_NE(weakness_of_key("your-secret-key-change-in-production-please"), "");
    EXPECT_EQ(weakness_of_key("6TqXW2m0u1pF8sKd7bVnZcLrJ4yHgAe9"), "");
}

}  // namespace
}  // namespace host::crypto
