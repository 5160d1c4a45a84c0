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

TEST_F(SigningKey, IsMadeOnceInDevelopmentAndKept) {
    const auto key = signing_key("", folder, false);
    EXPECT_GE(key.size(), 32u);
    EXPECT_EQ(signing_key("", folder, false), key);
    struct stat about {};
    ASSERT_EQ(stat((folder / "signing.key").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    std::filesystem::remove(folder / "signing.key");
    EXPECT_NE(signing_key("", folder, false), key);
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
}

TEST_F(SigningKey, NeedsAFolderThatCanBeWritten) { EXPECT_THROW(signing_key("", folder / "missing", false), Misconfigured); }

}  // namespace
}  // namespace host::crypto
