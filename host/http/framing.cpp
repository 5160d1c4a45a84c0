// The head's bytes and its request line.
#include "http/framing.h"

#include <algorithm>
#include <array>

namespace host::http {
namespace {

constexpr std::size_t longest_method = 32;

constexpr bool alphanumeric(unsigned char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

constexpr auto token_bytes = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0; c < 128; ++c) table[c] = alphanumeric(static_cast<unsigned char>(c));
    for (const unsigned char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'}) table[c] = true;
    return table;
}();

/// What goes on in a line: no end, nothing to refuse.
constexpr auto line_bytes = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0x20; c < 256; ++c) table[c] = c != 0x7f;
    table['\t'] = true;
    return table;
}();

constexpr unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Fault read_version(std::string_view text, Framing& framing) {
    if (text.size() != 8 || text.substr(0, 5) != "HTTP/" || !is_digit(text[5]) || text[6] != '.' || !is_digit(text[7]))
        return {400, "malformed protocol version"};
    if (text == "HTTP/1.1")
        framing.version = 11;
    else if (text == "HTTP/1.0")
        framing.version = 10;
    else
        return {505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    return {};
}

}  // namespace

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return token_bytes[c]; });
}

bool is_field_byte(char byte) { return line_bytes[static_cast<unsigned char>(byte)]; }

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return lower(x) == lower(y); });
}

void HeadScan::reset() {
    at_ = start_ = line_ = lines_ = 0;
    complete_ = false;
}

Fault HeadScan::feed(std::string_view bytes) {
    while (!complete_ && at_ < bytes.size()) {
        if (at_ == line_ && (bytes[at_] == ' ' || bytes[at_] == '\t'))
            return {400, lines_ ? "folded header line" : "blank before the method"};
        auto at = at_;  // a local: the bytes could be those of a member, for all that the compiler knows
        while (at < bytes.size() && line_bytes[static_cast<unsigned char>(bytes[at])]) ++at;
        at_ = at;
        if (at_ == bytes.size()) break;
        if (bytes[at_] == '\n') return {400, "line feed without carriage return"};
        if (bytes[at_] != '\r') return {400, "control byte in the head"};
        if (at_ + 1 == bytes.size()) break;
        if (bytes[at_ + 1] != '\n') return {400, "carriage return without line feed"};
        if (const auto fault = end_line()) return fault;
    }
    return check_room();
}

Fault HeadScan::end_line() {
    const bool empty = at_ == line_;
    at_ += 2;
    if (empty && lines_ == 0) {
        if (start_ != 0) return {400, "empty lines before the request line"};
        start_ = at_;
    } else if (empty) {
        complete_ = true;
    } else {
        ++lines_;
    }
    line_ = at_;
    return check_room();
}

Fault HeadScan::check_room() const {
    constexpr std::size_t around_target = longest_method + sizeof " HTTP/1.1\r\n";
    if (lines_ == 0 && at_ - start_ > limits_->target_bytes + around_target) return {414, "request target too long"};
    if (at_ > limits_->head_bytes) return {431, "request head too large"};
    if (lines_ > limits_->header_count + 1) return {431, "too many header fields"};
    return {};
}

Fault read_request_line(std::string_view line, const Limits& limits, Request& request, Framing& framing) {
    const auto first = line.find(' ');
    if (first == line.npos) return {400, "malformed request line"};
    const auto method = line.substr(0, first);
    if (!is_token(method)) return {400, "malformed method"};
    if (method.size() > longest_method) return {501, "unknown method"};
    const auto second = line.find(' ', first + 1);
    if (second == line.npos) return {400, "request line without version"};
    const auto target = line.substr(first + 1, second - first - 1);
    if (target.empty()) return {400, "request line without target"};
    if (target.size() > limits.target_bytes) return {414, "request target too long"};
    const auto raw = [](unsigned char c) { return c <= 0x20 || c >= 0x7f || c == '#'; };
    if (std::any_of(target.begin(), target.end(), raw)) return {400, "byte in the target that must be percent-coded"};
    request.method = method;
    request.target = target;
    return read_version(line.substr(second + 1), framing);
}

}  // namespace host::http
