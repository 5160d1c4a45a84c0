// The number grammar of RFC 8259, read once from left to right.
#include "body/json_number.h"

namespace host::body {
namespace {

bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

// Moves behind the digits; false when there are none.
bool skip_digits(std::string_view text, std::size_t& at) {
    const auto begin = at;
    while (is_digit(text, at)) ++at;
    return at > begin;
}

}  // namespace

bool is_json_number(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    if (is_digit(text, at) && text[at] == '0') {
        ++at;
    } else if (!skip_digits(text, at)) {
        return false;
    }
    if (at < text.size() && text[at] == '.' && !skip_digits(text, ++at)) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (!skip_digits(text, at)) return false;
    }
    return at == text.size();
}

}  // namespace host::body
