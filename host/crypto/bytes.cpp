// How those tools work; see bytes.h.
#include "crypto/bytes.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace host::crypto {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> reverse = [] {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return table;
}();

void require(bool done) {
    if (!done) throw std::runtime_error("SHA-256 failed");
}

void begin(EVP_MD_CTX* context) {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // to look it up costs more than to use it
    require(context && fetched && EVP_DigestInit_ex2(context, fetched, nullptr) == 1);
}

void put_into(EVP_MD_CTX* context, std::string_view bytes) {
    require(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
}

Digest end_of(EVP_MD_CTX* context) {
    Digest digest;
    require(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
    return digest;
}

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (count != 0 && RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the random generator failed");
    return bytes;
}

std::string random_token(std::size_t bits) { return to_base64url(random_bytes((bits + 7) / 8)); }

std::string random_name() {
    constexpr std::size_t bytes = 12, names = 256;
    thread_local std::string drawn;
    if (drawn.empty()) drawn = random_bytes(bytes * names);
    std::string name = to_base64url(std::string_view(drawn).substr(drawn.size() - bytes));
    drawn.resize(drawn.size() - bytes);
    return name;
}

Digest sha256(std::string_view bytes) {
    // A context costs as much to make as a short text to digest.
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    begin(context.get());
    put_into(context.get(), bytes);
    return end_of(context.get());
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { begin(context_.get()); }

void Sha256::put(std::string_view bytes) { put_into(context_.get(), bytes); }

void Sha256::put_field(std::string_view bytes) {
    put(std::to_string(bytes.size()) + ':');
    put(bytes);
}

Digest Sha256::end() { return end_of(context_.get()); }

std::string hex(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 0xf];
    }
    return out;
}

std::string to_base64url(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() * 4 + 2) / 3);
    unsigned bits = 0, count = 0;
    for (const unsigned char byte : bytes) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 6; count -= 6) out += alphabet[bits >> (count - 6) & 0x3f];
    }
    if (count > 0) out += alphabet[bits << (6 - count) & 0x3f];
    return out;
}

bool from_base64url(std::string_view text, std::string& out) {
    const auto value = [text](std::size_t at) { return static_cast<int>(reverse[static_cast<unsigned char>(text[at])]); };
    const std::size_t rest = text.size() % 4;
    if (rest == 1) return false;
    out.resize(text.size() * 3 / 4);
    char* to = out.data();
    int all = 0;  // negative once a character was foreign
    for (std::size_t at = 0; at + 4 <= text.size(); at += 4) {
        const int a = value(at), b = value(at + 1), c = value(at + 2), d = value(at + 3);
        all |= a | b | c | d;
        const auto bits = static_cast<unsigned>(a) << 18 | static_cast<unsigned>(b) << 12 | static_cast<unsigned>(c) << 6 |
                          static_cast<unsigned>(d);
        *to++ = static_cast<char>(bits >> 16);
        *to++ = static_cast<char>(bits >> 8);
        *to++ = static_cast<char>(bits);
    }
    if (rest == 0) return all >= 0;
    unsigned bits = 0;
    for (std::size_t at = text.size() - rest; at < text.size(); ++at) {
        all |= value(at);
        bits = bits << 6 | static_cast<unsigned>(value(at));
    }
    const unsigned stray = rest == 2 ? 4 : 2;
    if (rest == 3) *to++ = static_cast<char>(bits >> 10);
    *to = static_cast<char>(bits >> stray);
    return all >= 0 && (bits & ((1u << stray) - 1)) == 0;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    return from_base64url(text, out) ? std::optional(std::move(out)) : std::nullopt;
}

bool equal_in_constant_time(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace host::crypto
