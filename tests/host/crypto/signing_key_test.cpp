// Where the signing key comes from.
#include "crypto/signing_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "settings/misconfigured.h"

namespace host::crypto {
namespace {

struct SigningKey : testing::Test {
    SigningKey() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mortise-key-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder = pattern;
    }
    ~SigningKey() override { std::filesystem::remove_all(folder); }
    std::filesystem::path folder;
    const std::string good = "6TqXW2m0u1pF8sKd7bVnZcLrJ4yHgAe9";
};

TEST_F(SigningKey, IsTheConfiguredOne) {
    EXPECT_EQ(signing_key(good, folder, true), good);
    EXPECT_EQ(signing_key("changeme", folder, false), "changeme");
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(SigningKey, IsRefusedInProductionWhenWeakOrMissing) {
    EXPECT_THROW(signing_key("changeme", folder, true), Misconfigured);
    EXPECT_THROW(signing_key("", folder, true), Misconfigured);
}

TEST_F(SigningKey, IsOfTheAlgorithmThatTheOperatorNamed) {
    const auto ed25519 = new_key(Algorithm::eddsa), rsa = new_key(Algorithm::rs256);
    for (const bool in_production : {true, false}) {
        EXPECT_EQ(signing_key(ed25519, folder, in_production, Algorithm::eddsa), ed25519);
        EXPECT_EQ(signing_key(rsa, folder, in_production, Algorithm::rs256), rsa);
        const auto fault = [&](const std::string& text, Algorithm algorithm) {
            return fault_of_signing_key(text, algorithm, in_production);
        };
        for (const auto& text : {rsa, public_pem(rsa), public_pem(ed25519), good})
            EXPECT_EQ(fault(text, Algorithm::eddsa), "must be an Ed25519 private key in PEM, as auth.algorithm is EdDSA");
        for (const auto& text : {ed25519, public_pem(rsa), public_pem(ed25519), good})
            EXPECT_EQ(fault(text, Algorithm::rs256), "must be an RSA private key in PEM, as auth.algorithm is RS256");
        for (const auto& text : {rsa, ed25519, public_pem(rsa), public_pem(ed25519)})
            EXPECT_EQ(fault(text, Algorithm::hs256), "must be a random text, as auth.algorithm is HS256");
        EXPECT_EQ(fault("-----BEGIN PRIVATE KEY-----", Algorithm::hs256), "is no PEM key that can be read");
        EXPECT_THROW(signing_key(good, folder, in_production, Algorithm::eddsa), Misconfigured);
    }
    EXPECT_THROW(signing_key("", folder, true, Algorithm::eddsa), Misconfigured);
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(SigningKey, BeforeThisOneIsOfAnyForm) {
    const auto ed25519 = new_key(Algorithm::eddsa);
    for (const auto& text : {std::string(), good, ed25519, public_pem(ed25519)}) EXPECT_EQ(fault_of_previous_key(text, true), "");
    EXPECT_EQ(fault_of_previous_key("changeme", false), "");
    EXPECT_EQ(fault_of_previous_key("changeme", true), "must have 32 bytes or more in production");
    EXPECT_EQ(fault_of_previous_key("-----BEGIN PUBLIC KEY-----", false), "is no PEM key that can be read");
}

TEST_F(SigningKey, IsMadeOnceInDevelopmentAndKept) {
    for (const auto& [algorithm, name] : {std::pair{Algorithm::hs256, "signing.key"},
                                          {Algorithm::eddsa, "signing.eddsa.pem"},
                                          {Algorithm::rs256, "signing.rs256.pem"}}) {
        const auto key = signing_key("", folder, false, algorithm);
        EXPECT_GE(key.size(), 32u);
        EXPECT_EQ(TokenKey(key).algorithm(), algorithm);
        EXPECT_EQ(signing_key("", folder, false, algorithm), key);
        struct stat about {};
        ASSERT_EQ(stat((folder / name).c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 0777, 0600u);
        std::filesystem::remove(folder / name);
        EXPECT_NE(signing_key("", folder, false, algorithm), key);
    }
}

TEST_F(SigningKey, IsTheSameForHostsThatStartTogether) {
    std::vector<std::string> keys(4);
    std::vector<std::thread> hosts;
    for (auto& key : keys) hosts.emplace_back([&key, this] { key = signing_key("", folder, false); });
    for (auto& host : hosts) host.join();
    for (const auto& key : keys) EXPECT_EQ(key, keys.front());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(SigningKey, IsRefusedWhenOthersMayReadItOrWhenItIsCutShort) {
    const auto file = folder / "signing.key";
    std::ofstream(file) << good;
    chmod(file.c_str(), 0644);
    EXPECT_THROW(signing_key("", folder, false), Misconfigured);
    chmod(file.c_str(), 0600);
    EXPECT_EQ(signing_key("", folder, false), good);
    std::ofstream(file, std::ios::trunc) << "short";
    EXPECT_THROW(signing_key("", folder, false), Misconfigured);
    const auto pem = folder / "signing.eddsa.pem";
    const auto whole = signing_key("", folder, false, Algorithm::eddsa);
    std::ofstream(pem, std::ios::trunc) << whole.substr(0, whole.size() / 2);
    EXPECT_THROW(signing_key("", folder, false, Algorithm::eddsa), Misconfigured);
}

TEST_F(SigningKey, NeedsAFolderThatCanBeWritten) { EXPECT_THROW(signing_key("", folder / "missing", false), Misconfigured); }

}  // namespace
}  // namespace host::crypto
