// The plugin that README.md shows, as a stranger's: from a folder of its own.
#include <gtest/gtest.h>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

TEST(Readme, ThePluginThatItShowsServes) {
    const Folder data;
    const Program program(data, {"plugins.enabled=auth, hello", "plugins.required=hello",
                                 "plugins.folders=" MORTISE_README_PLUGINS, "hello.greeting=Namaste"});
    const Answer answer = call(program.port(), "POST", "/api/hello", R"({"name":"Asha"})");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer["text"], "Namaste, Asha!");
    EXPECT_EQ(call(program.port(), "POST", "/api/hello", R"({"name":""})").status, 422);
}

}  // namespace
