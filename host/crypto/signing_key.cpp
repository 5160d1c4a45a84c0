// How the signing key is found, made and kept; see signing_key.h.
#include "crypto/signing_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "crypto/bytes.h"
#include "crypto/weak.h"
#include "settings/misconfigured.h"
#include "settings/secret_file.h"

namespace host::crypto {
namespace {

constexpr std::string_view setting = "auth.signing_key";

bool write_whole(int descriptor, std::string_view text) {
    return write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(descriptor) == 0;
}

void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

/// Writes it whole under another name and links it into place, so that of two hosts at once one wins and none reads half a key.
void make_key(const std::filesystem::path& file) {
    const std::filesystem::path draft = file.string() + "." + random_token(64);
    const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written = descriptor >= 0 && write_whole(descriptor, random_token(256) + "\n");
    if (descriptor >= 0) close(descriptor);
    const bool placed = written && (link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int fault = errno;
    unlink(draft.c_str());
    if (!placed)
        throw Misconfigured(file.string(), std::string(setting),
                            "the key cannot be kept: " + std::generic_category().message(fault));
    sync_folder(file.parent_path());
}

}  // namespace

std::string signing_key(std::string_view configured, const std::filesystem::path& data_folder, bool in_production) {
    const std::string key(setting);
    if (!configured.empty()) {
        if (const auto fault = weakness_of_key(configured); in_production && !fault.empty()) throw Misconfigured("", key, fault);
        return std::string(configured);
    }
    if (in_production) throw Misconfigured("", key, "must be set in production (JWT_SECRET_KEY, or auth.signing_key_file)");
    const auto file = data_folder / "signing.key";
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) make_key(file);
    auto kept = read_secret_file(file, "", key);
    if (kept.size() < 32) throw Misconfigured(file.string(), key, "is cut short; remove the file to have a new key made");
    return kept;
}

}  // namespace host::crypto
