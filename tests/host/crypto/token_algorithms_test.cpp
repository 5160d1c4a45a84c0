// Tokens by each algorithm: the key decides which, and no token talks it into another.
#include <gtest/gtest.h>
#include <openssl/err.h>

#include <atomic>
#include <map>
#include <thread>

#include "crypto/tokens.h"

using namespace std::chrono_literals;

namespace host::crypto {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Keys are made once: RSA's take a while.
const std::string& key_of(Algorithm algorithm, const std::string& name = "ours") {
    static std::map<std::pair<Algorithm, std::string>, std::string> keys;
    auto& key = keys[{algorithm, name}];
    if (key.empty()) key = new_key(algorithm);
    return key;
}

std::string mac_token(const std::string& secret, const std::string& text) {
    const auto mac = Mac(secret).of(text);
    return text + "." + to_base64url(view(mac));
}

struct Parts {
    explicit Parts(const std::string& token)
        : header(token.substr(0, token.find('.'))),
          payload(token.substr(header.size() + 1, token.rfind('.') - header.size() - 1)),
          signature(token.substr(token.rfind('.') + 1)) {}
    std::string text() const { return header + "." + payload; }
    std::string token() const { return text() + "." + signature; }
    std::string header, payload, signature;
};

struct TokensOfAnyKey : testing::Test {
    StillClock clock{Time{1'800'000'000s}};

    Tokens tokens(std::vector<std::string> keys) const {
        return {clock, {.keys = std::move(keys), .issuer = "mortise", .audience = "clients"}};
    }
    static std::string minted(const Tokens& tokens) {
        return tokens.mint({.sub = "17", .sid = "s1", .email = "anna@example.com", .role = "CUSTOMER"}).token;
    }
    static std::string header(std::string_view algorithm, const std::string& id) {
        return to_base64url(R"({"alg":")" + std::string(algorithm) + R"(","kid":")" + id + R"(","typ":"JWT"})");
    }
};

struct TokenAlgorithms : TokensOfAnyKey, testing::WithParamInterface<Algorithm> {};

INSTANTIATE_TEST_SUITE_P(Each, TokenAlgorithms, testing::Values(Algorithm::hs256, Algorithm::eddsa, Algorithm::rs256),
                         [](const auto& each) { return std::string(name_of(each.param)); });

TEST_P(TokenAlgorithms, MintWhatTheyVerify) {
    const auto ours = tokens({key_of(GetParam())});
    const auto token = minted(ours);
    EXPECT_EQ(Parts(token).header, header(name_of(GetParam()), TokenKey(key_of(GetParam())).id()));
    const auto verified = ours.verify(token);
    ASSERT_TRUE(verified) << name_of(verified.refusal);
    EXPECT_EQ(verified.claims.sub, "17");
    EXPECT_EQ(verified.claims.email, "anna@example.com");
}

TEST_P(TokenAlgorithms, TakeNoTokenOfAnotherKey) {
    const auto ours = tokens({key_of(GetParam())}), others = tokens({key_of(GetParam(), "other")});
    Parts token(minted(others));
    EXPECT_EQ(ours.verify(token.token()).refusal, Refusal::key);
    token.header = Parts(minted(ours)).header;
    EXPECT_EQ(ours.verify(token.token()).refusal, Refusal::signature) << "its signature under our header";
}

TEST_P(TokenAlgorithms, AreNotSwappedByAToken) {
    const TokenKey key(key_of(GetParam()));
    const auto ours = tokens({key_of(GetParam())});
    const Parts good(minted(ours));
    for (const char* other : {"HS256", "EdDSA", "RS256", "none", "None", "HS512", "RS512", "PS256", "ES256", "Ed25519", ""}) {
        if (other == name_of(GetParam())) continue;
        Parts token = good;
        token.header = header(other, key.id());
        EXPECT_EQ(ours.verify(token.token()).refusal, Refusal::key) << other;
        EXPECT_EQ(ours.verify(mac_token(key_of(GetParam()), token.text())).refusal, Refusal::key) << other;
    }
}

TEST_P(TokenAlgorithms, AreNotSwappedWithTheKid) {
    for (const auto other : {Algorithm::hs256, Algorithm::eddsa, Algorithm::rs256}) {
        const auto& before = key_of(other, "before");
        const auto both = tokens({key_of(GetParam()), before});
        Parts token(minted(both));
        token.header = TokenKey(before).header();
        EXPECT_NE(both.verify(token.token()).refusal, Refusal::none) << name_of(other);
        if (other == GetParam()) continue;
        token.header = header(name_of(GetParam()), TokenKey(before).id());
        EXPECT_EQ(both.verify(token.token()).refusal, Refusal::key) << name_of(other);
        token.header = header(name_of(other), TokenKey(key_of(GetParam())).id());
        EXPECT_EQ(both.verify(token.token()).refusal, Refusal::key) << name_of(other);
    }
}

TEST_P(TokenAlgorithms, NeedAKid) {
    const auto ours = tokens({key_of(GetParam())});
    Parts token(minted(ours));
    for (const std::string& other : {R"({"alg":")" + std::string(name_of(GetParam())) + R"(","typ":"JWT"})",
                                     R"({"alg":")" + std::string(name_of(GetParam())) + R"("})"}) {
        token.header = to_base64url(other);
        EXPECT_EQ(ours.verify(token.token()).refusal, Refusal::key) << other;
    }
}

TEST_P(TokenAlgorithms, HaveOneSpellingOfASignature) {
    const auto ours = tokens({key_of(GetParam())});
    const Parts good(minted(ours));
    const auto refused = [&](const std::string& signature) { return !ours.verify(good.text() + "." + signature); };
    for (const std::size_t cut : {1, 2, 4, 8}) EXPECT_TRUE(refused(good.signature.substr(cut))) << cut;
    for (std::size_t cut = 1; cut <= good.signature.size(); cut += 3)
        EXPECT_TRUE(refused(good.signature.substr(0, good.signature.size() - cut))) << cut;
    for (const char* more : {"=", "==", "A", "AA", "AAAA", ".", " ", "\n"}) EXPECT_TRUE(refused(good.signature + more)) << more;
    for (std::size_t at = 0; at < good.signature.size(); ++at) {
        auto signature = good.signature;
        for (const char c : {'A', '_', '=', alphabet[(alphabet.find(signature[at]) + 1) % 64]})
            if (c != good.signature[at]) {
                signature[at] = c;
                EXPECT_TRUE(refused(signature)) << at << ' ' << c;
            }
    }
    for (const char c : alphabet)
        EXPECT_EQ(refused(good.signature.substr(0, good.signature.size() - 1) + c), c != good.signature.back())
            << "stray bits " << c;
    EXPECT_TRUE(refused(std::string(good.signature.size(), 'A')));
    EXPECT_FALSE(refused(good.signature));
}

TEST_P(TokenAlgorithms, SignTheWholeText) {
    const auto ours = tokens({key_of(GetParam())});
    Parts token(minted(ours));
    token.payload = to_base64url("not json");
    EXPECT_EQ(ours.verify(token.token()).refusal, Refusal::signature) << "the signature comes before the payload";
    token.payload = Parts(minted(ours)).payload;
    EXPECT_EQ(ours.verify(token.token()).refusal, Refusal::signature) << "of another token";
}

TEST_P(TokenAlgorithms, VerifyUnderTheKeyBeforeAndDoNotSignWithIt) {
    for (const auto other : {Algorithm::hs256, Algorithm::eddsa, Algorithm::rs256}) {
        const auto& before = key_of(other, "before");
        const auto old_token = minted(tokens({before}));
        const auto rotating = tokens({key_of(GetParam()), before});
        EXPECT_TRUE(rotating.verify(old_token)) << name_of(other);
        EXPECT_EQ(Parts(minted(rotating)).header, TokenKey(key_of(GetParam())).header()) << name_of(other);
        EXPECT_TRUE(tokens({key_of(GetParam())}).verify(minted(rotating)));
        EXPECT_EQ(tokens({key_of(GetParam())}).verify(old_token).refusal, Refusal::key) << "once it is gone";
        if (other == Algorithm::hs256) continue;
        EXPECT_TRUE(tokens({key_of(GetParam()), public_pem(before)}).verify(old_token)) << "its public half is enough";
        EXPECT_THROW(tokens({public_pem(before)}), std::invalid_argument) << "and cannot sign";
    }
}

TEST_P(TokenAlgorithms, ServeManyThreads) {
    const auto ours = tokens({key_of(GetParam()), key_of(Algorithm::eddsa, "before")});
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 10; ++n) good += ours.verify(minted(ours)) ? 1 : 0;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 40);
}

TEST_P(TokenAlgorithms, LeaveNoFaultBehindForTheNextConnection) {
    ERR_clear_error();
    const auto ours = tokens({key_of(GetParam())});
    Parts token(minted(ours));
    token.signature.assign(token.signature.size(), 'A');
    EXPECT_FALSE(ours.verify(token.token()));
    EXPECT_EQ(ERR_peek_error(), 0u);
}

struct TokenConfusion : TokenAlgorithms {};

INSTANTIATE_TEST_SUITE_P(Each, TokenConfusion, testing::Values(Algorithm::eddsa, Algorithm::rs256),
                         [](const auto& each) { return std::string(name_of(each.param)); });

TEST_P(TokenConfusion, MakesNoSecretOfAPublicKey) {
    const TokenKey key(key_of(GetParam()));
    const std::string known = public_pem(key_of(GetParam()));
    const std::string bytes = PemKey(known).public_bytes();
    for (const auto& ours :
         {tokens({key_of(GetParam())}), tokens({key_of(GetParam()), known}), tokens({key_of(Algorithm::hs256), known})}) {
        const auto payload = Parts(minted(ours)).payload;
        for (const std::string& secret : {known, known.substr(0, known.size() - 1), bytes, std::string()})
            for (const std::string& first :
                 {header("HS256", key.id()), key.header(), header("HS256", TokenKey(secret + " ").id()),
                  to_base64url(R"({"alg":"HS256","typ":"JWT"})")}) {
                const auto token = mac_token(secret, first + "." + payload);
                EXPECT_FALSE(ours.verify(token));
                const auto padding = std::string(key.signature_bytes() - sizeof(Digest), '\0');
                const auto mac = Mac(secret).of(first + "." + payload);
                EXPECT_FALSE(ours.verify(first + "." + payload + "." + to_base64url(std::string(view(mac)) + padding)));
                EXPECT_FALSE(ours.verify(first + "." + payload + "." + to_base64url(padding + std::string(view(mac)))));
            }
    }
}

TEST_F(TokensOfAnyKey, OfEdDSAHaveNoSecondScalar) {
    // The group's order: a signature whose second half has grown by it satisfies the same equation.
    const std::string order = *from_base64url("7dP1XBpjEljWnPei3vneFAAAAAAAAAAAAAAAAAAAABA");
    const auto ours = tokens({key_of(Algorithm::eddsa)});
    const Parts good(minted(ours));
    auto signature = *from_base64url(good.signature);
    unsigned carry = 0;
    for (std::size_t at = 0; at < order.size(); ++at) {
        carry += static_cast<unsigned char>(signature[32 + at]) + static_cast<unsigned char>(order[at]);
        signature[32 + at] = static_cast<char>(carry);
        carry >>= 8;
    }
    ASSERT_EQ(carry, 0u);
    EXPECT_EQ(ours.verify(good.text() + "." + to_base64url(signature)).refusal, Refusal::signature);
}

TEST_F(TokensOfAnyKey, OfHS256NameTheirKeyAsTheyEverDid) {
    EXPECT_EQ(TokenKey("6TqXW2m0u1pF8sKd7bVnZcLrJ4yHgAe9").header(),
              "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxLYWNVRjRBNUJicyIsInR5cCI6IkpXVCJ9");
}

}  // namespace
}  // namespace host::crypto
