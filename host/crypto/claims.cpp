// How a payload is read; see claims.h.
#include "crypto/claims.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace host::crypto {
namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t latest = std::int64_t{1} << 33;
constexpr std::size_t deepest = 16;

/// Copies the texts of the payload into one block, which they fit since decoding never lengthens a JSON string.
class Block {
  public:
    explicit Block(std::size_t bytes) : bytes_(new char[bytes]), end_(bytes_.get()) {}
    std::string_view keep(std::string_view text) {
        char* begin = std::exchange(end_, std::ranges::copy(text, end_).out);
        return {begin, text.size()};
    }
    std::unique_ptr<char[]> release() { return std::move(bytes_); }

  private:
    std::unique_ptr<char[]> bytes_;
    char* end_;
};

bool read_text(dom::element value, Block& block, std::string_view& out) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS || text.find('\0') != std::string_view::npos) return false;
    out = block.keep(text);
    return true;
}

bool read_seconds(dom::element value, std::int64_t& out) {
    return value.type() == dom::element_type::INT64 && value.get_int64().get(out) == simdjson::SUCCESS && out >= 0 &&
           out <= latest;
}

bool read_texts(dom::element value, Block& block, std::vector<std::string_view>& out) {
    dom::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return false;
    out.reserve(array.size());
    for (const auto item : array)
        if (!read_text(item, block, out.emplace_back())) return false;
    return true;
}

bool read_flag(dom::element value, std::optional<bool>& out) {
    bool flag = false;
    if (value.get_bool().get(flag) != simdjson::SUCCESS) return false;
    out = flag;
    return true;
}

constexpr std::array<std::string_view, 11> names{"sub", "sid", "email", "role",   "jti",        "iss",
                                                 "aud", "iat", "exp",   "scopes", "is_verified"};
constexpr unsigned needed = (1u << 10) - 1;  // all but is_verified

struct Issue {
    std::string_view issuer, audience;
};

bool read_claim(std::size_t which, dom::element value, Block& block, Claims& claims, Issue& issue) {
    switch (which) {
        case 0:
            return read_text(value, block, claims.sub);
        case 1:
            return read_text(value, block, claims.sid);
        case 2:
            return read_text(value, block, claims.email);
        case 3:
            return read_text(value, block, claims.role);
        case 4:
            return read_text(value, block, claims.jti);
        case 5:
            return read_text(value, block, issue.issuer);
        case 6:
            return read_text(value, block, issue.audience);
        case 7:
            return read_seconds(value, claims.iat);
        case 8:
            return read_seconds(value, claims.exp);
        case 9:
            return read_texts(value, block, claims.scopes);
        default:
            return read_flag(value, claims.is_verified);
    }
}

}  // namespace

bool read_claims(std::string& payload, std::string_view issuer, std::string_view audience, Claims& claims) {
    thread_local dom::parser parser(Tokens::most_bytes);
    if (parser.max_depth() != deepest && parser.allocate(Tokens::most_bytes, deepest) != simdjson::SUCCESS) return false;
    payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
    dom::object object;
    if (parser.parse(payload.data(), payload.size(), false).get_object().get(object) != simdjson::SUCCESS) return false;

    Block block(payload.size());
    Issue issue;
    unsigned seen = 0;
    for (const auto [name, value] : object) {
        const auto which = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
        if (which == names.size()) continue;
        if ((seen & 1u << which) != 0 || !read_claim(which, value, block, claims, issue)) return false;
        seen |= 1u << which;
    }
    claims.storage = block.release();
    return (seen & needed) == needed && issue.issuer == issuer && issue.audience == audience;
}

}  // namespace host::crypto
