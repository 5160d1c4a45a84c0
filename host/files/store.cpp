// Keeps spooled files by linking them into place, and finds them again by key alone.
#include "files/store.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "files/beneath.h"

namespace host::files {
namespace {

constexpr std::size_t key_digits = 32, twig_digits = 2;

bool is_key(std::string_view key) { return key.size() == key_digits && key.find_first_not_of("0123456789abcdef") == key.npos; }

std::string random_key() {
    std::array<unsigned char, key_digits / 2> bytes;
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::system_error(errno, std::generic_category(), "random bytes");
    std::string key;
    for (const auto byte : bytes) key.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
    return key;
}

void check_plugin(std::string_view plugin) {
    const bool plain = !plugin.empty() && plugin.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == plugin.npos;
    if (!plain) throw std::invalid_argument("no name of a plugin: " + std::string(plugin));
}

std::string path_of(std::string_view plugin, std::string_view key) {
    std::string path(plugin);
    return path.append("/").append(key.substr(0, twig_digits)).append("/").append(key);
}

void sync(int descriptor, const char* what) {
    if (::fsync(descriptor) != 0) throw_file_error(errno, what);
}

std::filesystem::path made(std::filesystem::path folder) {
    std::filesystem::create_directories(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw std::filesystem::filesystem_error("cannot make the folder", folder,
                                                std::error_code(errno, std::generic_category()));
    return folder;
}

// Makes a folder of that name if it lacks, durably, and opens it.
Descriptor step_into(int parent, const std::string& name) {
    if (::mkdirat(parent, name.c_str(), 0700) == 0) {
        sync(parent, "the folder of kept files");
    } else if (errno != EEXIST) {
        throw_file_error(errno, "the folder of kept files");
    }
    Descriptor folder = open_beneath(parent, name, O_DIRECTORY | O_RDONLY);
    if (!folder) throw_file_error(errno, "the folder of kept files");
    return folder;
}

// For a spool on another file system, or one that had a name once and cannot get another.
void copy_into(int folder, const std::string& key, const Spool& spool) {
    const std::string part = key + ".part";
    Descriptor copy(::openat(folder, part.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!copy) throw_file_error(errno, "a kept file");
    const auto give_up = [&](int error) {
        ::unlinkat(folder, part.c_str(), 0);
        throw_file_error(error, "a kept file");
    };
    std::array<char, 64 * 1024> buffer;
    for (off_t at = 0; at < spool.bytes();) {
        const auto got = ::pread(spool.descriptor(), buffer.data(), buffer.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) give_up(got < 0 ? errno : EIO);
        for (ssize_t done = 0; done < got;) {
            const auto put = ::write(copy.get(), buffer.data() + done, static_cast<std::size_t>(got - done));
            if (put < 0 && errno != EINTR) give_up(errno);
            done += std::max<ssize_t>(put, 0);
        }
        at += got;
    }
    if (::fsync(copy.get()) != 0 || ::renameat(folder, part.c_str(), folder, key.c_str()) != 0) give_up(errno);
}

}  // namespace

Store::Store(const std::filesystem::path& data)
    : spool_(made(data / "spool")), uploads_(open_folder(made(data / "uploads").c_str())) {
    if (!uploads_) throw_file_error(errno, "the folder of kept files");
}

Descriptor Store::make_folder(std::string_view plugin, std::string_view twig) const {
    return step_into(step_into(uploads_.get(), std::string(plugin)).get(), std::string(twig));
}

std::string Store::keep(std::string_view plugin, const Spool& spool) {
    check_plugin(plugin);
    std::string key = random_key();
    const Descriptor folder = make_folder(plugin, key.substr(0, twig_digits));
    sync(spool.descriptor(), "a spooled file");
    const std::string source = "/proc/self/fd/" + std::to_string(spool.descriptor());
    if (::linkat(AT_FDCWD, source.c_str(), folder.get(), key.c_str(), AT_SYMLINK_FOLLOW) != 0)
        copy_into(folder.get(), key, spool);
    sync(folder.get(), "the folder of kept files");
    return key;
}

Descriptor Store::open(std::string_view plugin, std::string_view key) const {
    check_plugin(plugin);
    if (!is_key(key)) return {};
    return open_beneath(uploads_.get(), path_of(plugin, key), O_RDONLY);
}

bool Store::drop(std::string_view plugin, std::string_view key) {
    check_plugin(plugin);
    if (!is_key(key)) return false;
    std::string path(plugin);
    const Descriptor folder =
        open_beneath(uploads_.get(), path.append("/").append(key.substr(0, twig_digits)), O_DIRECTORY | O_RDONLY);
    if (!folder || ::unlinkat(folder.get(), std::string(key).c_str(), 0) != 0) {
        if (errno != ENOENT) throw_file_error(errno, "a kept file");
        return false;
    }
    sync(folder.get(), "the folder of kept files");
    return true;
}

}  // namespace host::files
