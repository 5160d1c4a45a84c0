// How a secret's file is checked and read; see secret_file.h.
#include "settings/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "settings/misconfigured.h"

namespace host {
namespace {

constexpr std::size_t most_bytes = 64 * 1024;

struct Descriptor {
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number_;
};

}  // namespace

std::string read_secret_file(const std::filesystem::path& file, const std::string& place, const std::string& key) {
    const auto refuse = [&](const std::string& why) -> Misconfigured { return {place, key, file.string() + " " + why}; };
    const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (descriptor.number_ < 0) throw refuse("cannot be read: " + std::generic_category().message(errno));
    struct stat about {};
    if (fstat(descriptor.number_, &about) != 0 || !S_ISREG(about.st_mode)) throw refuse("is not a regular file");
    if ((about.st_mode & 0077) != 0) throw refuse("may be read by others than its owner; its mode must be 0600 or less");
    std::string text;
    std::array<char, 4096> part;
    for (ssize_t length; (length = read(descriptor.number_, part.data(), part.size())) != 0;) {
        if (length < 0) throw refuse("cannot be read: " + std::generic_category().message(errno));
        text.append(part.data(), static_cast<std::size_t>(length));
        if (text.size() > most_bytes) throw refuse("is too large for a secret");
    }
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

}  // namespace host
