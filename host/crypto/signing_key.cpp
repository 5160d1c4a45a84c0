// How the signing key is found, made and kept; see signing_key.h.
#include "crypto/signing_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
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
void make_key(const std::filesystem::path& file, const std::string& key) {
    const std::filesystem::path draft = file.string() + "." + random_token(64);
    const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written = descriptor >= 0 && write_whole(descriptor, key + "\n");
    if (descriptor >= 0) close(descriptor);
    const bool placed = written && (link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int fault = errno;
    unlink(draft.c_str());
    if (!placed)
        throw Misconfigured(file.string(), std::string(setting),
                            "the key cannot be kept: " + std::generic_category().message(fault));
    sync_folder(file.parent_path());
}

std::string_view form_of(Algorithm algorithm) {
    constexpr std::array<std::string_view, 3> forms{"a random text", "an Ed25519 private key in PEM",
                                                    "an RSA private key in PEM"};
    return forms[static_cast<std::size_t>(algorithm)];
}

std::filesystem::path kept_key(const std::filesystem::path& data_folder, Algorithm algorithm) {
    constexpr std::array<std::string_view, 3> files{"signing.key", "signing.eddsa.pem", "signing.rs256.pem"};
    return data_folder / files[static_cast<std::size_t>(algorithm)];
}

std::string weakness_of_secret(const TokenKey& key, std::string_view text, bool in_production) {
    return in_production && key.algorithm() == Algorithm::hs256 ? weakness_of_key(text) : "";
}

}  // namespace

std::string fault_of_signing_key(const std::string& configured, Algorithm algorithm, bool in_production) try {
    if (configured.empty()) return {};
    const TokenKey key(configured);
    if (key.algorithm() != algorithm || !key.can_sign())
        return "must be " + std::string(form_of(algorithm)) + ", as auth.algorithm is " + std::string(name_of(algorithm));
    return weakness_of_secret(key, configured, in_production);
} catch (const std::invalid_argument& fault) {
    return fault.what();
}

std::string fault_of_previous_key(const std::string& configured, bool in_production) try {
    return configured.empty() ? "" : weakness_of_secret(TokenKey(configured), configured, in_production);
} catch (const std::invalid_argument& fault) {
    return fault.what();
}

std::string signing_key(const std::string& configured, const std::filesystem::path& data_folder, bool in_production,
                        Algorithm algorithm) {
    const std::string key(setting);
    if (const auto fault = fault_of_signing_key(configured, algorithm, in_production); !fault.empty())
        throw Misconfigured("", key, fault);
    if (!configured.empty()) return configured;
    if (in_production)
        throw Misconfigured(
            "", key,
            "must be set in production: " + std::string(form_of(algorithm)) + " (JWT_SECRET_KEY, or auth.signing_key_file)");
    const auto file = kept_key(data_folder, algorithm);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) make_key(file, new_key(algorithm));
    auto kept = read_secret_file(file, "", key);
    if (kept.size() < 32 || !fault_of_signing_key(kept, algorithm, false).empty())
        throw Misconfigured(file.string(), key, "is cut short; remove the file to have a new key made");
    return kept;
}

}  // namespace host::crypto
