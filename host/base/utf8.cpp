// How UTF-8 is read and written; see utf8.h.
#include "base/utf8.h"

namespace host::utf8 {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

}  // namespace

std::optional<char32_t> next(std::string_view text, std::size_t& at) {
    const unsigned lead = byte_at(text, at);
    const std::size_t begin = at++;
    if (lead < 0x80) return lead;
    const std::size_t more = lead >= 0xc2 && lead < 0xe0   ? 1
                             : lead >= 0xe0 && lead < 0xf0 ? 2
                             : lead >= 0xf0 && lead < 0xf5 ? 3
                                                           : 0;
    if (more == 0 || text.size() - begin <= more) return {};
    char32_t point = lead & (0x3fu >> more);
    for (std::size_t i = 1; i <= more; ++i) {
        const unsigned tail = byte_at(text, begin + i);
        if ((tail & 0xc0) != 0x80) return {};
        point = point << 6 | (tail & 0x3f);
    }
    const bool overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
    if (overlong || (point >= 0xd800 && point < 0xe000) || point > 0x10ffff) return {};
    at = begin + more + 1;
    return point;
}

void append(std::string& out, char32_t point) {
    const auto tail = [point](int shift) { return static_cast<char>(0x80 | (point >> shift & 0x3f)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xc0 | point >> 6);
        out += tail(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xe0 | point >> 12);
        out += tail(6);
        out += tail(0);
    } else {
        out += static_cast<char>(0xf0 | point >> 18);
        out += tail(12);
        out += tail(6);
        out += tail(0);
    }
}

std::optional<std::size_t> length(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        if (!next(text, at)) return {};
    return count;
}

}  // namespace host::utf8
