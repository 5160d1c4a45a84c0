// What a key's form says of it, and which keys are refused.
#include "crypto/token_key.h"

#include <Poco/Crypto/ECKey.h>
#include <Poco/Crypto/RSAKey.h>
#include <Poco/JWT/Signer.h>
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "crypto/draft.h"

namespace host::crypto {
namespace {

using Poco::Crypto::RSAKey;

template <class Key>
std::string private_pem(const Key& key, const std::string& passphrase = "") {
    std::ostringstream out;
    key.save(nullptr, &out, passphrase);
    return out.str();
}

std::string fault_of(const std::string& text) try {
    const TokenKey good(text);
    return "";
} catch (const std::invalid_argument& fault) {
    return fault.what();
}

/// A PEM text of these bytes.
std::string pem(std::string_view label, std::string_view bytes) {
    std::string base64 = to_base64url(bytes);
    for (char& c : base64) c = c == '-' ? '+' : c == '_' ? '/' : c;
    base64.append((4 - base64.size() % 4) % 4, '=');
    const std::string name(label);
    return "-----BEGIN " + name + "-----\n" + base64 + "\n-----END " + name + "-----\n";
}

TEST(TokenKey, HasTheAlgorithmOfItsForm) {
    EXPECT_EQ(TokenKey("some text").algorithm(), Algorithm::hs256);
    const auto ed25519 = new_key(Algorithm::eddsa), rsa = new_key(Algorithm::rs256);
    EXPECT_EQ(TokenKey(ed25519).algorithm(), Algorithm::eddsa);
    EXPECT_EQ(TokenKey(rsa).algorithm(), Algorithm::rs256);
    for (const auto& each : {ed25519, rsa}) {
        const TokenKey pair(each), half(public_pem(each));
        EXPECT_TRUE(pair.can_sign());
        EXPECT_FALSE(half.can_sign());
        EXPECT_EQ(half.header(), pair.header()) << "one key, one id";
        EXPECT_EQ(TokenKey("Comment: ours\n" + each + "\n").header(), pair.header());
    }
    EXPECT_EQ(TokenKey(private_pem(RSAKey(RSAKey::KL_2048, RSAKey::EXP_LARGE))).algorithm(), Algorithm::rs256) << "PKCS #1";
}

TEST(TokenKey, IsKnownByItsId) {
    const auto one = new_key(Algorithm::eddsa), other = new_key(Algorithm::eddsa);
    EXPECT_NE(TokenKey(one).id(), TokenKey(other).id());
    EXPECT_EQ(TokenKey(one).id().size(), 12u);
    EXPECT_NE(TokenKey("one").id(), TokenKey("other").id());
}

TEST(TokenKey, IsRefusedWithASentence) {
    EXPECT_EQ(fault_of(private_pem(RSAKey(RSAKey::KL_1024, RSAKey::EXP_LARGE))),
              "is an RSA key of 1024 bits; it must have 2048 to 4096");
    EXPECT_EQ(fault_of(private_pem(Poco::Crypto::ECKey("prime256v1"))), "is a key of another kind than Ed25519 and RSA");
    EXPECT_EQ(fault_of(private_pem(RSAKey(RSAKey::KL_2048, RSAKey::EXP_LARGE), "a passphrase")),
              "is encrypted; give it without a passphrase, in a file of mode 0600");
    const auto good = new_key(Algorithm::eddsa);
    auto one_line = good;
    for (std::size_t at = 0; (at = one_line.find('\n', at)) != std::string::npos;) one_line.replace(at, 1, "\\n");
    for (const std::string& text :
         {std::string("-----BEGIN PRIVATE KEY-----"), one_line, good.substr(0, good.size() / 2), good.substr(good.find('\n') - 3),
          pem("PRIVATE KEY", "no DER at all"), pem("PUBLIC KEY", "no DER at all"), pem("CERTIFICATE", "no DER at all"),
          pem("PRIVATE KEY", PemKey(good).public_bytes())})
        EXPECT_EQ(fault_of(text), "is no PEM key that can be read") << text.substr(0, 30);
}

TEST(TokenKey, OfADamagedPairIsRefused) {
    auto bytes = PemKey(new_key(Algorithm::rs256)).private_bytes();
    bytes[200] = static_cast<char>(bytes[200] ^ 0x55);  // of the modulus
    EXPECT_EQ(fault_of(pem("PRIVATE KEY", bytes)), "is damaged: its halves do not fit each other");
}

/// The example of RFC 8037, appendix A.4.
TEST(TokenKey, SignsEdDSAAsThePublishedExampleDoes) {
    const auto prefix = from_base64url("MC4CAQAwBQYDK2VwBCIEIA").value();
    const PemKey key(pem("PRIVATE KEY", prefix + from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").value()));
    EXPECT_EQ(to_base64url(key.sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")),
              "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
}

TEST(TokenKey, SignsRS256AsOthersVerifyIt) {
    const auto text = new_key(Algorithm::rs256);
    Draft draft;
    draft.token.payload().set("sub", std::string("17"));
    const auto signed_token = TokenKey(text).sign(draft);
    std::istringstream stream(public_pem(text));
    Poco::JWT::Signer verifier(Poco::SharedPtr<RSAKey>(new RSAKey(&stream)));
    verifier.addAlgorithm(Poco::JWT::Signer::ALGO_RS256);
    EXPECT_EQ(verifier.verify(signed_token).getSubject(), "17");
}

TEST(TokenKey, SealsWithASecretAlone) {
    const auto pair = new_key(Algorithm::eddsa);
    EXPECT_EQ(seal_secrets({"some text", public_pem(pair)}), std::vector<std::string>{"some text"});
    const auto secrets = seal_secrets({pair});
    ASSERT_EQ(secrets.size(), 1u);
    EXPECT_EQ(secrets.front().size(), sizeof(Digest));
    EXPECT_EQ(seal_secrets({"\n" + pair}), secrets) << "however the text is laid out";
}

}  // namespace
}  // namespace host::crypto
