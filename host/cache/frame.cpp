// Frames values: "M1", eight bytes of length, sixteen of SHA-256, the value.
#include "cache/frame.h"

#include <cstdint>

#include "crypto/bytes.h"

namespace host {
namespace {

constexpr std::string_view version = "M1";
constexpr std::size_t length_bytes = 8, digest_bytes = 16, head_bytes = version.size() + length_bytes + digest_bytes;

std::string big_endian(std::uint64_t number) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
    return bytes;
}

// The key is part of it, so that a value that comes back for another key is no value.
std::string digest(std::string_view key, std::string_view value) {
    std::string all = big_endian(key.size());
    all.append(key).append(value);
    return std::string(crypto::view(crypto::sha256(all)).substr(0, digest_bytes));
}

}  // namespace

std::string framed(std::string_view key, std::string_view value) {
    std::string frame;
    frame.reserve(head_bytes + value.size());
    return frame.append(version).append(big_endian(value.size())).append(digest(key, value)).append(value);
}

std::optional<std::string> unframed(std::string_view key, std::string_view frame) {
    if (frame.size() < head_bytes) return std::nullopt;
    const auto value = frame.substr(head_bytes);
    const auto head = frame.substr(0, head_bytes);
    const bool whole = head.substr(0, version.size()) == version &&
                       head.substr(version.size(), length_bytes) == big_endian(value.size()) &&
                       head.substr(version.size() + length_bytes) == digest(key, value);
    return whole ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace host
