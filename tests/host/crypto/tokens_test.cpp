// What an access token must be, to the last bit.
#include "crypto/tokens.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;

namespace host::crypto {
namespace {

const std::string secret = "6TqXW2m0u1pF8sKd7bVnZcLrJ4yHgAe9";
const std::string older = "9eAgHy4JrLcZnVb7dKs8Fp1u0m2WXqT6";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct TokensTest : testing::Test {
    StillClock clock{Time{1'800'000'000s}};
    Tokens tokens{clock, {.keys = {secret}, .issuer = "mortise", .audience = "clients"}};

    std::string minted() const {
        return tokens
            .mint({.sub = "17", .sid = "s1", .email = "anna@example.com", .role = "CUSTOMER", .scopes = {"READ:PROFILE"}})
            .token;
    }
    std::string header() const {
        const auto token = minted();
        return token.substr(0, token.find('.'));
    }
    /// A token whose MAC is right, whatever it says.
    std::string signed_with(const std::string& key, const std::string& first, const std::string& payload) const {
        const auto text = first + "." + to_base64url(payload);
        const auto mac = Mac(key).of(text);
        return text + "." + to_base64url(view(mac));
    }
    Refusal refusal_of(const std::string& payload) const { return tokens.verify(signed_with(secret, header(), payload)).refusal; }

    /// A good payload with one claim replaced, or left out when the value is empty.
    static std::string payload(const std::string& claim = "", const std::string& value = "") {
        std::string all;
        const std::pair<const char*, const char*> good[] = {
            {"aud", R"("clients")"}, {"email", R"("a@b.c")"}, {"exp", "1800001800"},  {"iat", "1800000000"},
            {"iss", R"("mortise")"}, {"jti", R"("j1")"},      {"role", R"("ADMIN")"}, {"scopes", "[]"},
            {"sid", R"("s1")"},      {"sub", R"("17")"}};
        for (const auto& [name, text] : good) {
            const std::string chosen = name == claim ? value : text;
            if (!chosen.empty()) all += (all.empty() ? "" : ",") + ('"' + std::string(name) + "\":" + chosen);
        }
        return "{" + all + "}";
    }
};

TEST_F(TokensTest, SayWhatWasMinted) {
    const auto issued = tokens.mint({.sub = "17",
                                     .sid = "session",
                                     .email = "anna@\xC3\xA4.example",
                                     .role = "PROFESSIONAL",
                                     .scopes = {"READ:WORK", "WRITE:WORK"},
                                     .is_verified = false});
    const auto verified = tokens.verify(issued.token);
    ASSERT_TRUE(verified) << name_of(verified.refusal);
    const auto& claims = verified.claims;
    EXPECT_EQ(claims.sub, "17");
    EXPECT_EQ(claims.sid, "session");
    EXPECT_EQ(claims.email, "anna@\xC3\xA4.example");
    EXPECT_EQ(claims.role, "PROFESSIONAL");
    EXPECT_EQ(claims.scopes, (std::vector<std::string_view>{"READ:WORK", "WRITE:WORK"}));
    EXPECT_EQ(claims.is_verified, false);
    EXPECT_EQ(claims.jti, issued.jti);
    EXPECT_EQ(claims.iat, 1'800'000'000);
    EXPECT_EQ(claims.exp, 1'800'001'800);
    EXPECT_EQ(issued.exp, claims.exp);
}

TEST_F(TokensTest, KeepTheirTextsWhenMoved) {
    auto verified = tokens.verify(minted());
    const Claims claims = std::move(verified.claims);
    tokens.verify(minted());
    EXPECT_EQ(claims.sub, "17");
    EXPECT_EQ(claims.email, "anna@example.com");
    EXPECT_EQ(claims.is_verified, std::nullopt);
}

TEST_F(TokensTest, HaveAnIdOfTheirOwn) { EXPECT_NE(minted(), minted()); }

TEST_F(TokensTest, HaveExactlyOneSpelling) {
    const auto token = minted();
    for (std::size_t at = 0; at < token.size(); ++at)
        for (const char c : alphabet) {
            if (token[at] == c) continue;
            auto changed = token;
            changed[at] = c;
            ASSERT_FALSE(tokens.verify(changed)) << at << ' ' << c;
        }
}

TEST_F(TokensTest, HaveThreePartsAndNothingElse) {
    const auto token = minted();
    const auto last = token.rfind('.');
    for (const auto& other : {std::string(),
                              std::string("."),
                              std::string(".."),
                              std::string("..."),
                              token + ".",
                              "." + token,
                              token + ".AAAA",
                              token + "=",
                              token + "==",
                              token + "A",
                              token + " ",
                              " " + token,
                              token + "\n",
                              token.substr(0, last),
                              token.substr(0, last + 1),
                              token.substr(0, token.size() - 1),
                              token.substr(0, last) + "=." + token.substr(last + 1),
                              token + std::string(1, '\0'),
                              token.substr(0, last) + "A" + token.substr(last),
                              std::string(5'000, 'A') + ".A." + std::string(43, 'A')})
        EXPECT_EQ(tokens.verify(other).refusal == Refusal::none, false) << other;
    EXPECT_EQ(tokens.verify(token + "=").refusal, Refusal::form);
    EXPECT_EQ(tokens.verify(token + ".AAAA").refusal, Refusal::form);
}

TEST_F(TokensTest, HaveTheAlgorithmOfTheirKey) {
    const auto kid_at = std::string(R"("kid":")");
    const auto plain = *from_base64url(header());
    const auto kid = plain.substr(plain.find(kid_at) + kid_at.size(), 12);
    const auto body = payload();
    for (const std::string& other :
         {R"({"alg":"none","kid":")" + kid + R"(","typ":"JWT"})", R"({"alg":"HS512","kid":")" + kid + R"(","typ":"JWT"})",
          R"({"alg":"HS256","typ":"JWT"})" + std::string(), R"({"alg":"HS256","kid":"other","typ":"JWT"})" + std::string(),
          R"({"alg":"HS256","kid":")" + kid + R"("})", R"({"alg":"HS256","kid":")" + kid + R"(","typ":"JWT","crit":["x"]})",
          R"({"alg": "HS256","kid":")" + kid + R"(","typ":"JWT"})",
          R"({"alg":"HS256","alg":"none","kid":")" + kid + R"(","typ":"JWT"})"})
        EXPECT_EQ(tokens.verify(signed_with(secret, to_base64url(other), body)).refusal, Refusal::key) << other;
    EXPECT_EQ(tokens.verify(signed_with(secret, header(), body)).refusal, Refusal::none);
    EXPECT_EQ(tokens.verify(to_base64url(R"({"alg":"none"})") + "." + to_base64url(body) + ".").refusal, Refusal::form);
}

TEST_F(TokensTest, AreSignedWithOurKey) {
    EXPECT_EQ(tokens.verify(signed_with(older, header(), payload())).refusal, Refusal::signature);
    EXPECT_EQ(tokens.verify(signed_with("", header(), payload())).refusal, Refusal::signature);
    EXPECT_EQ(tokens.verify(signed_with(older, header(), "not json")).refusal, Refusal::signature) << "the MAC comes first";
}

TEST_F(TokensTest, AreTakenUnderBothKeysWhileTheyChange) {
    const Tokens before(clock, {.keys = {older}, .issuer = "mortise", .audience = "clients"});
    const Tokens rotating(clock, {.keys = {secret, older}, .issuer = "mortise", .audience = "clients"});
    const auto old_token = before.mint({.sub = "1", .sid = "s", .email = "e", .role = "r"}).token;
    EXPECT_TRUE(rotating.verify(old_token));
    EXPECT_TRUE(rotating.verify(minted()));
    EXPECT_TRUE(tokens.verify(rotating.mint({.sub = "1", .sid = "s", .email = "e", .role = "r"}).token));
    EXPECT_EQ(tokens.verify(old_token).refusal, Refusal::key);
}

TEST_F(TokensTest, ExpireWithAShortLeeway) {
    const auto token = minted();
    clock.advance(30min + 29s);
    EXPECT_TRUE(tokens.verify(token));
    clock.advance(1s);
    EXPECT_EQ(tokens.verify(token).refusal, Refusal::expired);
}

TEST_F(TokensTest, AreNotTakenBeforeTheirTime) {
    const auto token = minted();
    clock.advance(-30s);
    EXPECT_TRUE(tokens.verify(token));
    clock.advance(-1s);
    EXPECT_EQ(tokens.verify(token).refusal, Refusal::not_yet);
}

TEST_F(TokensTest, AreForThisIssuerAndAudience) {
    const Tokens other(clock, {.keys = {secret}, .issuer = "mortise", .audience = "others"});
    const Tokens stranger(clock, {.keys = {secret}, .issuer = "stranger", .audience = "clients"});
    EXPECT_EQ(other.verify(minted()).refusal, Refusal::claims);
    EXPECT_EQ(stranger.verify(minted()).refusal, Refusal::claims);
}

TEST_F(TokensTest, HaveEveryClaimWithItsExactType) {
    EXPECT_EQ(refusal_of(payload()), Refusal::none);
    for (const char* claim : {"aud", "email", "exp", "iat", "iss", "jti", "role", "scopes", "sid", "sub"}) {
        EXPECT_EQ(refusal_of(payload(claim, "")), Refusal::claims) << claim << " left out";
        for (const char* value : {"null", "1.5", "true", "{}", R"("\u0000")", "[1]"})
            EXPECT_EQ(refusal_of(payload(claim, value)), Refusal::claims) << claim << ' ' << value;
    }
    for (const char* number :
         {"1e300", "1800001800.0", "-1", "8589934593", "18446744073709551615", "99999999999999999999", R"("1800001800")"}) {
        EXPECT_EQ(refusal_of(payload("exp", number)), Refusal::claims) << number;
        EXPECT_EQ(refusal_of(payload("iat", number)), Refusal::claims) << number;
    }
    EXPECT_EQ(refusal_of(payload("aud", R"(["clients"])")), Refusal::claims);
    EXPECT_EQ(refusal_of(payload("jti", R"("")")), Refusal::claims);
    EXPECT_EQ(refusal_of(payload("sub", R"("")")), Refusal::claims);
    EXPECT_EQ(refusal_of(payload("exp", "1800000000")), Refusal::claims) << "no life at all";
    EXPECT_EQ(refusal_of(payload("exp", "8589934592")), Refusal::none);
}

TEST_F(TokensTest, HaveAPayloadThatIsOneObject) {
    const auto good = payload();
    for (const std::string& other :
         {std::string("null"), std::string("[]"), std::string("17"), std::string("{}"), good + good, good + " x", good.substr(1),
          good.substr(0, good.size() - 1), good.substr(0, good.size() - 1) + ",}",
          good.substr(0, good.size() - 1) + R"(,"sub":"18"})", good.substr(0, good.size() - 1) + ",\"x\":\"\xFF\"}",
          good.substr(0, good.size() - 1) + R"(,"\u0073ub":"18"})",
          good.substr(0, good.size() - 1) + ",\"deep\":" + std::string(40, '[') + std::string(40, ']') + "}"})
        EXPECT_EQ(refusal_of(other), Refusal::claims) << other;
    EXPECT_EQ(refusal_of(good.substr(0, good.size() - 1) + R"(,"later":{"a":[1]}})"), Refusal::none)
        << "a claim of a later version";
}

TEST_F(TokensTest, AreNotMintedTooLongToBeTaken) {
    const std::string endless(4'000, 'x');
    EXPECT_THROW(tokens.mint({.sub = "1", .sid = "s", .email = endless, .role = "r"}), std::length_error);
    std::vector<std::string_view> scopes(60, "WRITE:PROFESSIONAL_PROFILE");
    EXPECT_TRUE(
        tokens.verify(tokens.mint({.sub = "1", .sid = "s", .email = "e", .role = "ADMIN", .scopes = std::move(scopes)}).token));
}

TEST_F(TokensTest, AreMintedAndVerifiedByManyThreads) {
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 100; ++n) good += tokens.verify(minted()) ? 1 : 0;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 400);
}

}  // namespace
}  // namespace host::crypto
