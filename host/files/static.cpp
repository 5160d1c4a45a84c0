// Lists a folder, digests what is in it, and opens what was listed.
#include "files/static.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "crypto/bytes.h"
#include "files/beneath.h"

namespace host::files {
namespace {

constexpr std::pair<std::string_view, std::string_view> types[] = {
    {".css", "text/css; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".gif", "image/gif"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/vnd.microsoft.icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".md", "text/markdown; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".xml", "application/xml"},
    {".yaml", "application/yaml"},
};

Time changed_at(const struct stat& status) {
    return Time(std::chrono::seconds(status.st_mtim.tv_sec) + std::chrono::milliseconds(status.st_mtim.tv_nsec / 1'000'000));
}

std::string quoted_digest(int descriptor) {
    std::string content;
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        const auto got = ::read(descriptor, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "a served file");
        if (got == 0) break;
        content.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return '"' + crypto::hex(crypto::view(crypto::sha256(content)).substr(0, 16)) + '"';
}

}  // namespace

std::string_view content_type_of(std::string_view name) {
    const auto dot = name.rfind('.');
    if (dot != name.npos)
        for (const auto& [ending, type] : types)
            if (name.substr(dot) == ending) return type;
    return "application/octet-stream";
}

StaticFolder::StaticFolder(const std::filesystem::path& folder) : folder_(open_folder(folder.c_str())) {
    namespace fs = std::filesystem;
    if (!folder_) throw fs::filesystem_error("cannot open the folder", folder, std::error_code(errno, std::generic_category()));
    for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator(); ++entry) {
        const bool hidden = entry->path().filename().native().starts_with('.');
        if (hidden || entry->is_symlink()) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file()) continue;
        std::string name = entry->path().lexically_relative(folder).generic_string();
        const Descriptor file = open_beneath(folder_.get(), name, O_RDONLY);
        struct stat status {};
        if (!file || ::fstat(file.get(), &status) != 0)
            throw fs::filesystem_error("cannot open the file", entry->path(), std::error_code(errno, std::generic_category()));
        files_[std::move(name)] = {static_cast<std::uint64_t>(status.st_size), changed_at(status),
                                   content_type_of(entry->path().native()), quoted_digest(file.get())};
    }
}

const StaticFile* StaticFolder::find(std::string_view path) const {
    const auto file = files_.find(path);
    return file == files_.end() ? nullptr : &file->second;
}

Descriptor StaticFolder::open(std::string_view path) const {
    const StaticFile* known = find(path);
    if (!known) return {};
    Descriptor file = open_beneath(folder_.get(), path, O_RDONLY | O_NONBLOCK);
    struct stat status {};
    const bool same = file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) &&
                      static_cast<std::uint64_t>(status.st_size) == known->bytes && changed_at(status) == known->changed;
    return same ? std::move(file) : Descriptor();
}

}  // namespace host::files
