// Opens and writes unnamed files.
#include "files/spool.h"

#include <fcntl.h>
#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/problem.h"

namespace host::files {
namespace {

// For file systems that know no O_TMPFILE.
int open_and_unlink(const std::filesystem::path& folder) {
    std::string name = folder / "spool-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0) ::unlink(name.c_str());
    return descriptor;
}

}  // namespace

void throw_file_error(int error, const char* what) {
    if (error == ENOSPC || error == EDQUOT) {
        Problem problem(503, "no-space", "There is no room for files at the moment.");
        problem.retry_after_s = 60;
        throw problem;
    }
    throw std::system_error(error, std::generic_category(), what);
}

Spool::Spool(const std::filesystem::path& folder) : descriptor_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
    if (!descriptor_ && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        descriptor_ = Descriptor(open_and_unlink(folder));
    if (!descriptor_) throw_file_error(errno, "the spool folder");
}

void Spool::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_file_error(errno, "a spooled file");
        bytes.remove_prefix(static_cast<std::size_t>(written));
        bytes_ += written;
    }
}

}  // namespace host::files
