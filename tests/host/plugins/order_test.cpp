// Plugins by their manifests: an order in which everyone stands behind what he needs.
#include <gtest/gtest.h>

#include "plugins/manifest.h"

namespace {

using namespace host;

Manifest plugin(std::string name, std::vector<std::string> needs = {}) {
    return {std::move(name), "1.0.0", 1, std::move(needs), {}};
}

std::string names(const std::vector<Manifest>& all) {
    std::string out;
    for (const Manifest& each : all) out += (out.empty() ? "" : " ") + each.name;
    return out;
}

std::string refusal(std::vector<Manifest> all) {
    try {
        in_order(std::move(all));
    } catch (const Refused& why) {
        return why.what();
    }
    return "";
}

TEST(Order, PutsWhatIsNeededFirstAndKeepsTheRestAsWritten) {
    EXPECT_EQ(names(in_order({plugin("c", {"b"}), plugin("z"), plugin("b", {"a"}), plugin("a")})), "a b c z");
    EXPECT_EQ(names(in_order({plugin("b"), plugin("a")})), "b a");
    EXPECT_EQ(names(in_order({plugin("d", {"b", "c"}), plugin("c", {"a"}), plugin("b", {"a"}), plugin("a")})), "a b c d");
}

TEST(Order, RefusesWhatIsNeededAndMissing) {
    EXPECT_EQ(refusal({plugin("a", {"b"})}), "plugin a needs b, which is not enabled; add it to plugins.enabled");
}

TEST(Order, NamesTheCircleAndNothingElse) {
    EXPECT_EQ(refusal({plugin("a", {"b"}), plugin("b", {"c"}), plugin("c", {"b"})}),
              "plugins need each other in a circle: b needs c needs b");
    EXPECT_EQ(refusal({plugin("a", {"a"})}), "plugins need each other in a circle: a needs a");
}

}  // namespace
