// Small exact tools: random bytes, digests, base64url, comparison in constant time.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace host::crypto {

using Digest = std::array<std::uint8_t, 32>;

/// From the system's generator. Throws std::runtime_error when it fails. [any thread]
std::string random_bytes(std::size_t count);

/// A text of that many random bits (rounded up to whole bytes) in base64url.
std::string random_token(std::size_t bits);

/// A name that nothing else will bear: 16 letters of 96 random bits. No secret, because its bytes are drawn long before their
/// use, many at a time: to ask the generator costs more than the rest of a short request. [any thread]
std::string random_name();

Digest sha256(std::string_view bytes);

/// A digest of what comes piece by piece. One thread at a time.
class Sha256 {
  public:
    Sha256();
    void put(std::string_view bytes);
    /// A field of several: its length goes before it, so that no two rows of fields read alike.
    void put_field(std::string_view bytes);
    /// Of all that was put. Nothing can be put afterwards.
    Digest end();

  private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string hex(std::string_view bytes);

/// The bytes of a digest as text, for hex() and to_base64url().
inline std::string_view view(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

/// Without padding.
std::string to_base64url(std::string_view bytes);

/// Only what to_base64url writes: no padding, no foreign character, no stray bits in the last one.
std::optional<std::string> from_base64url(std::string_view text);
/// The same into `out`, which is replaced; for callers that keep a buffer.
bool from_base64url(std::string_view text, std::string& out);

/// Takes equally long wherever they differ; texts of different length are different.
bool equal_in_constant_time(std::string_view one, std::string_view other);

}  // namespace host::crypto
