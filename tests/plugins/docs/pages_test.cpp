// The pages /docs and /redoc, as a browser would load them.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <vector>

using mortise::testing::App;
using mortise::testing::Reply;

namespace {

/// What the page loads: the values of its src and href.
std::vector<std::string> loaded_by(const std::string& html) {
    std::vector<std::string> out;
    for (const std::string_view attribute : {" src=\"", " href=\""})
        for (std::size_t at = html.find(attribute); at != std::string::npos; at = html.find(attribute, at + 1)) {
            const std::size_t begin = at + attribute.size();
            out.push_back(html.substr(begin, html.find('"', begin) - begin));
        }
    return out;
}

class Page : public testing::TestWithParam<const char*> {
  protected:
    App app{{"docs"}};
    Reply page = app.stranger().get(GetParam());
};

}  // namespace

TEST_P(Page, IsHtmlForEverybody) {
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
}

TEST_P(Page, LoadsEverythingFromItsOwnHost) {
    int files = 0;
    for (const std::string& each : loaded_by(page.body)) {
        if (each == "data:,") continue;
        ASSERT_TRUE(each.starts_with('/') && !each.starts_with("//")) << each;
        const Reply file = app.stranger().get(each);
        EXPECT_EQ(file.status, 200) << each;
        EXPECT_GT(file.body.size(), 50u) << each;
        ++files;
    }
    EXPECT_GE(files, 2);
}

TEST_P(Page, LetsNoScriptInThatIsNotAFileOfItsHost) {
    const std::string policy = page.header("content-security-policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self'; ")) << policy;
    EXPECT_NE(policy.find("connect-src 'self'"), std::string::npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("http"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe-eval"), std::string::npos);
    EXPECT_EQ(page.body.find("<script>"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Docs, Page, testing::Values("/docs", "/redoc"));

TEST(Start, OfSwaggerUiAsksNobodyElseToValidate) {
    App app{{"docs"}};
    EXPECT_NE(app.stranger().get("/docs/start.js").body.find("validatorUrl: null"), std::string::npos);
}
