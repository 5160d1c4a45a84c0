// Files that plugins keep: found by key, by their owner alone, and nothing else is.
#include "files/store.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <stdexcept>

#include "files/beneath.h"
#include "folder.h"

namespace host::files {
namespace {

namespace fs = std::filesystem;

std::string content_of(const Descriptor& file) {
    std::string text(1 << 20, '\0');
    const auto got = file ? ::pread(file.get(), text.data(), text.size(), 0) : -1;
    return got < 0 ? "nothing" : text.substr(0, static_cast<std::size_t>(got));
}

unsigned mode_of(const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
}

class KeptFiles : public testing::Test {
  protected:
    std::string keep(std::string_view plugin, std::string_view text) {
        Spool spool(store_.spool_folder());
        spool.write(text);
        return store_.keep(plugin, spool);
    }
    fs::path place(std::string_view plugin, std::string_view key) const {
        return folder_.path() / "data/uploads" / plugin / key.substr(0, 2) / key;
    }

    Folder folder_;
    Store store_{folder_.path() / "data"};
};

TEST_F(KeptFiles, AreFoundByTheirKey) {
    const auto key = keep("cases", "content");
    EXPECT_EQ(key.size(), 32U);
    EXPECT_EQ(content_of(store_.open("cases", key)), "content");
    EXPECT_NE(keep("cases", "content"), key);
    EXPECT_EQ(content_of(store_.open("cases", keep("cases", ""))), "");
    EXPECT_EQ(content_of(Store(folder_.path() / "data").open("cases", key)), "content");
}

TEST_F(KeptFiles, AreForTheirOwnerAlone) {
    const auto key = keep("cases", "content");
    EXPECT_EQ(mode_of(place("cases", key)), 0600U);
    EXPECT_EQ(mode_of(place("cases", key).parent_path()), 0700U);
    EXPECT_EQ(mode_of(folder_.path() / "data/uploads/cases"), 0700U);
    EXPECT_EQ(mode_of(store_.spool_folder()), 0700U);
}

TEST_F(KeptFiles, OfOneKeyBelongToOnePlugin) {
    const auto key = keep("cases", "content");
    EXPECT_FALSE(store_.open("parking", key));
    EXPECT_FALSE(store_.drop("parking", key));
    EXPECT_TRUE(store_.open("cases", key));
}

TEST_F(KeptFiles, AreDroppedOnce) {
    const auto key = keep("cases", "content");
    const Descriptor open = store_.open("cases", key);
    EXPECT_TRUE(store_.drop("cases", key));
    EXPECT_FALSE(store_.drop("cases", key));
    EXPECT_FALSE(store_.open("cases", key));
    EXPECT_EQ(content_of(open), "content");
}

TEST_F(KeptFiles, AreNotFoundByWhatIsNoKey) {
    const auto key = keep("cases", "content");
    std::string upper = key;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    for (const std::string& wrong :
         {std::string(), key.substr(1), key + "0", "../" + key.substr(3), std::string(32, '.'), std::string(32, 'g'),
          std::string(31, '0') + '\0', std::string(31, 'a') + '/', std::string(32, '0')}) {
        EXPECT_FALSE(store_.open("cases", wrong)) << wrong;
        EXPECT_FALSE(store_.drop("cases", wrong)) << wrong;
    }
    EXPECT_TRUE(upper == key || !store_.open("cases", upper));
    for (const char* plugin : {"", "..", "a/b", "../data", "A", "."})
        EXPECT_THROW(store_.open(plugin, key), std::invalid_argument) << plugin;
}

TEST_F(KeptFiles, AreNotFoundThroughLinks) {
    const auto key = keep("cases", "content");
    folder_.write("secret", "secret");
    fs::remove(place("cases", key));
    fs::create_symlink(folder_.path() / "secret", place("cases", key));
    EXPECT_FALSE(store_.open("cases", key));
    fs::create_directory_symlink(folder_.path() / "data/uploads/cases", folder_.path() / "data/uploads/other");
    const auto second = keep("cases", "content");
    EXPECT_FALSE(store_.open("other", second));
    EXPECT_THROW(keep("other", "content"), std::system_error);
}

TEST_F(KeptFiles, ComeFromAnySpoolFolder) {
    const Spool elsewhere = [] {
        // Another file system where there is one to write to: keeping must copy then.
        Spool spool(::access("/dev/shm", W_OK) == 0 ? fs::path("/dev/shm") : fs::temp_directory_path());
        spool.write(std::string(200'000, 'x'));
        return spool;
    }();
    const auto key = store_.keep("cases", elsewhere);
    EXPECT_EQ(content_of(store_.open("cases", key)), std::string(200'000, 'x'));
    EXPECT_EQ(mode_of(place("cases", key)), 0600U);
    EXPECT_FALSE(fs::exists(place("cases", key).string() + ".part"));
}

TEST_F(KeptFiles, MayBeKeptTwiceFromOneSpool) {
    Spool spool(store_.spool_folder());
    spool.write("content");
    const std::set<std::string> keys = {store_.keep("cases", spool), store_.keep("cases", spool)};
    EXPECT_EQ(keys.size(), 2U);
    for (const auto& key : keys) EXPECT_EQ(content_of(store_.open("cases", key)), "content");
}

TEST(Spool, LeavesNoName) {
    Folder folder;
    Spool spool(folder.path());
    spool.write("abc");
    spool.write("");
    spool.write("de");
    EXPECT_EQ(spool.bytes(), 5);
    EXPECT_TRUE(fs::is_empty(folder.path()));
    EXPECT_THROW(Spool(folder.path() / "none"), std::system_error);
}

TEST(Beneath, OpensNothingOutside) {
    Folder folder;
    folder.write("in/side/file", "x");
    folder.write("outside", "x");
    fs::create_symlink("../outside", folder.path() / "in/link");
    fs::create_directory_symlink("side", folder.path() / "in/short");
    const Descriptor in = open_folder((folder.path() / "in").c_str());
    EXPECT_TRUE(open_beneath(in.get(), "side/file", O_RDONLY));
    for (const char* path : {"", ".", "..", "../outside", "side/../side/file", "/etc/hostname", "side//file", "side/./file",
                             "link", "short/file", "side/none"})
        EXPECT_FALSE(open_beneath(in.get(), path, O_RDONLY)) << path;
}

}  // namespace
}  // namespace host::files
