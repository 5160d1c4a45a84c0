// A plugin of 500 routes that nobody calls: half of them beneath the path that the benchmark measures, half elsewhere.
#include <mortise/plugin.h>

#include <array>

namespace {

struct Echo {
    std::int64_t id = 0;
    static constexpr auto fields = mortise::fields(mortise::field("id", &Echo::id, "The number in the path."));
};

Echo echo(mortise::Call& call) { return {call.id("id").value}; }

/// The rows of a plugin refer to their paths, which must outlive it.
const std::array<std::string, 500>& paths() {
    static const auto all = [] {
        std::array<std::string, 500> out;
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = i % 2 == 0 ? "/services/{id:int}/bench-" + std::to_string(i) : "/bench/" + std::to_string(i) + "/{id:int}";
        return out;
    }();
    return all;
}

}  // namespace

mortise::Plugin describe() {
    mortise::Plugin plugin{.sentence = "Five hundred routes, for the benchmark of the router."};
    for (const std::string& path : paths()) plugin.routes.emplace_back("GET", path, mortise::signed_in, echo, "Echoes a number.");
    return plugin;
}
