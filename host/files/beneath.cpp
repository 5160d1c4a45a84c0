// The kernel's own guarantee where it gives one, else one step after the other.
#include "files/beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <string>

namespace host::files {
namespace {

Descriptor open_step_by_step(int folder, std::string path, int flags) {
    Descriptor below;
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
        const int parent = below ? below.get() : folder;
        below = Descriptor(::openat(parent, path.substr(0, slash).c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!below) return {};
        path.erase(0, slash + 1);
    }
    return Descriptor(::openat(below ? below.get() : folder, path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
}

bool has_step_up(std::string_view path) {
    while (!path.empty()) {
        const auto step = path.substr(0, path.find('/'));
        if (step.empty() || step == "." || step == "..") return true;
        path.remove_prefix(std::min(path.size(), step.size() + 1));
    }
    return false;
}

}  // namespace

Descriptor open_folder(const char* path) { return Descriptor(::open(path, O_DIRECTORY | O_RDONLY | O_CLOEXEC)); }

Descriptor open_beneath(int folder, std::string_view path, int flags) {
    if (path.empty() || has_step_up(path) || path.find('\0') != path.npos) {
        errno = EINVAL;
        return {};
    }
    const std::string name(path);
    open_how how{};
    how.flags = static_cast<decltype(how.flags)>(flags | O_CLOEXEC);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const auto descriptor = ::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how);
    if (descriptor < 0 && (errno == ENOSYS || errno == EPERM)) return open_step_by_step(folder, name, flags);
    return Descriptor(static_cast<int>(descriptor));
}

}  // namespace host::files
