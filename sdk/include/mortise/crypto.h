// Random bytes, hashes, passwords and tokens: the host does them, so that no plugin links a crypto library.
#pragma once
#include <mortise/call.h>

namespace mortise::crypto {

/// `bytes` random bytes in lower-case hex, for secrets and names that nobody can guess. [any lane]
inline std::string random_hex(const Services& services, std::size_t bytes) {
    std::string raw, out;
    border::need(
        [&](const mortise_fail* fail) { return services.crypto->random(services.host, bytes, border::into(raw), fail); });
    constexpr char hex[] = "0123456789abcdef";
    for (const char c : raw) {
        out += hex[static_cast<unsigned char>(c) >> 4];
        out += hex[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

/// SHA-256 in lower-case hex. [any lane]
inline std::string sha256_hex(const Services& services, std::string_view text) {
    std::string raw, out;
    services.crypto->sha256(services.host, border::str(text), border::into(raw));
    constexpr char hex[] = "0123456789abcdef";
    for (const char c : raw) {
        out += hex[static_cast<unsigned char>(c) >> 4];
        out += hex[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

enum class Verdict { wrong = 0, right = 1, right_but_weak = 2 /* made with smaller parameters: hash it anew */ };

/// Hashes a password (Argon2id, a random salt). Waits for one of two threads. Throws Problem 503 "busy" when too many wait.
/// [blocking lane]
inline std::string hash_password(const Services& services, std::string_view password) {
    std::string out;
    border::need([&](const mortise_fail* fail) {
        return services.crypto->hash_password(services.host, border::str(password), border::into(out), fail);
    });
    return out;
}

/// Compares; an empty hash costs as much time and is wrong, so that unknown users look like known ones. [blocking lane]
inline Verdict verify_password(const Services& services, std::string_view password, std::string_view hash) {
    std::int32_t verdict = 0;
    border::need([&](const mortise_fail* fail) {
        return services.crypto->verify_password(services.host, border::str(password), border::str(hash), &verdict, fail);
    });
    return static_cast<Verdict>(verdict);
}

/// True for the passwords that everybody tries first. [any lane]
inline bool is_common_password(const Services& services, std::string_view password) {
    return services.crypto->common_password(services.host, border::str(password)) == 1;
}

}  // namespace mortise::crypto
