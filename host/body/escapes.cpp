// Decodes percent-escapes and says whether what came out is text.
#include "body/escapes.h"

#include <algorithm>

#include "base/utf8.h"

namespace host::body {
namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

bool unescape(std::string_view text, bool plus_is_blank, std::string& out) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_blank) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (text.size() - i < 3) return false;
            const int high = digit(text[i + 1]), low = digit(text[i + 2]);
            if (high < 0 || low < 0) return false;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return true;
}

bool is_plain_text(std::string_view text, bool lines_too) {
    const auto is_refused = [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F || (byte < 0x20 && !(lines_too && (c == '\t' || c == '\r' || c == '\n')));
    };
    return std::none_of(text.begin(), text.end(), is_refused) && utf8::length(text).has_value();
}

}  // namespace host::body
