// Folders that are served: what is listed, and that nothing else can be opened.
#include "files/static.h"

#include <gtest/gtest.h>

#include "folder.h"

namespace host::files {
namespace {

namespace fs = std::filesystem;

TEST(StaticFolder, ListsFilesWithAllBelow) {
    Folder folder;
    folder.write("index.html", "<p>");
    folder.write("css/app.css", "p{}");
    folder.write("js/a/b.min.js", "1");
    const StaticFolder files(folder.path());
    EXPECT_EQ(files.size(), 3U);
    ASSERT_NE(files.find("css/app.css"), nullptr);
    EXPECT_EQ(files.find("css/app.css")->bytes, 3U);
    EXPECT_EQ(files.find("css/app.css")->type, "text/css; charset=utf-8");
    EXPECT_EQ(files.find("js/a/b.min.js")->type, "text/javascript; charset=utf-8");
    EXPECT_GT(files.find("index.html")->changed.time_since_epoch().count(), 0);
    EXPECT_TRUE(files.open("index.html"));
}

TEST(StaticFolder, FindsNothingElse) {
    Folder folder;
    folder.write("in/a.txt", "a");
    folder.write("in/.hidden", "a");
    folder.write("in/.git/config", "a");
    folder.write("secret", "a");
    fs::create_symlink("../secret", folder.path() / "in/link");
    fs::create_directory_symlink("..", folder.path() / "in/up");
    const StaticFolder files(folder.path() / "in");
    EXPECT_EQ(files.size(), 1U);
    for (const char* path : {"", "/", ".", "..", "../secret", "./a.txt", "/a.txt", "A.txt", ".hidden", ".git/config", "link",
                             "up/secret", "a.txt/"}) {
        EXPECT_EQ(files.find(path), nullptr) << path;
        EXPECT_FALSE(files.open(path)) << path;
    }
    EXPECT_THROW(StaticFolder(folder.path() / "none"), fs::filesystem_error);
}

TEST(StaticFolder, TagsByContent) {
    Folder folder;
    folder.write("a", "same");
    folder.write("b", "same");
    folder.write("c", "else");
    const StaticFolder files(folder.path());
    EXPECT_EQ(files.find("a")->etag, files.find("b")->etag);
    EXPECT_NE(files.find("a")->etag, files.find("c")->etag);
    EXPECT_EQ(files.find("a")->etag, "\"0967115f2813a3541eaef77de9d9d577\"");
}

TEST(StaticFolder, OpensNoFileThatIsNoLongerWhatWasListed) {
    Folder folder;
    folder.write("a", "one");
    folder.write("b", "one");
    folder.write("c", "one");
    folder.write("secret", "one");
    const StaticFolder files(folder.path());
    folder.write("a", "longer");
    fs::remove(folder.path() / "b");
    fs::remove(folder.path() / "c");
    fs::create_symlink("secret", folder.path() / "c");
    for (const char* path : {"a", "b", "c"}) EXPECT_FALSE(files.open(path)) << path;
    EXPECT_TRUE(files.open("secret"));
}

TEST(ContentType, GoesByTheLastEnding) {
    EXPECT_EQ(content_type_of("a.b/c.PNG"), "application/octet-stream");
    EXPECT_EQ(content_type_of("x.tar.json"), "application/json");
    EXPECT_EQ(content_type_of("json"), "application/octet-stream");
    EXPECT_EQ(content_type_of("font.woff2"), "font/woff2");
}

}  // namespace
}  // namespace host::files
