// What a plugin's file says of itself, read from its bytes: nothing of it runs.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace host {

/// The ELF note that mortise_add_plugin() writes.
struct Manifest {
    std::string name, version;
    unsigned abi = 0;
    std::vector<std::string> needs;
    std::filesystem::path file;
};

/// Reads and checks it. Throws Refused with one sentence that names the file and the reason.
Manifest read_manifest(const std::filesystem::path& file);

/// A plugin that the host does not take, and why.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The manifests in an order in which every plugin stands behind what it needs. Throws Refused for a need that is missing and for
/// a cycle.
std::vector<Manifest> in_order(const std::vector<Manifest>& manifests);

/// The file of each enabled plugin in the first folder that has one. Throws Refused for what is missing, unreadable, or bears
/// another name.
std::vector<Manifest> find_plugins(const std::vector<std::string>& enabled, const std::vector<std::filesystem::path>& folders);

}  // namespace host
