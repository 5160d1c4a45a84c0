// Which plugins are loaded, from where, and in which order.
#include <algorithm>

#include "plugins/manifest.h"

namespace host {
namespace {

const Manifest* named(const std::vector<Manifest>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Manifest& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// Depth first; `path` is the way from the first plugin to this one, in which a second visit is a cycle.
void visit(const Manifest& plugin, const std::vector<Manifest>& all, std::vector<std::string>& path, std::vector<Manifest>& out) {
    if (named(out, plugin.name)) return;
    const auto before = std::find(path.begin(), path.end(), plugin.name);
    if (before != path.end()) {
        std::string cycle;
        for (auto step = before; step != path.end(); ++step) cycle += *step + " needs ";
        throw Refused("plugins need each other in a circle: " + cycle + plugin.name);
    }
    path.push_back(plugin.name);
    for (const std::string& need : plugin.needs) {
        const Manifest* needed = named(all, need);
        if (!needed)
            throw Refused("plugin " + plugin.name + " needs " + need + ", which is not enabled; add it to plugins.enabled");
        visit(*needed, all, path, out);
    }
    path.pop_back();
    out.push_back(plugin);
}

}  // namespace

std::vector<Manifest> in_order(const std::vector<Manifest>& manifests) {
    std::vector<Manifest> out;
    std::vector<std::string> path;
    for (const Manifest& plugin : manifests) visit(plugin, manifests, path, out);
    return out;
}

std::vector<Manifest> find_plugins(const std::vector<std::string>& enabled, const std::vector<std::filesystem::path>& folders) {
    std::vector<Manifest> out;
    for (const std::string& name : enabled) {
        if (named(out, name)) throw Refused("plugin " + name + " stands twice in plugins.enabled");
        std::error_code ignored;
        const auto folder = std::find_if(folders.begin(), folders.end(), [&](const std::filesystem::path& each) {
            return std::filesystem::exists(each / (name + ".so"), ignored);
        });
        if (folder == folders.end()) {
            std::string looked;
            for (const auto& each : folders) looked += (looked.empty() ? "" : ", ") + each.string();
            throw Refused("plugin " + name + " is enabled, but there is no " + name + ".so in " + looked);
        }
        Manifest manifest = read_manifest(*folder / (name + ".so"));
        if (manifest.name != name) throw Refused(manifest.file.string() + " is the plugin " + manifest.name + ", not " + name);
        out.push_back(std::move(manifest));
    }
    return out;
}

}  // namespace host
