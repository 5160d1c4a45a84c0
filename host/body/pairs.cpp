// Reads what browsers write behind '?' and in plain forms, and decodes path segments.
#include <vector>

#include "base/problem.h"
#include "body/escapes.h"
#include "body/members.h"
#include "body/nodes.h"

namespace host::body {
namespace {

[[noreturn]] void refuse(Pairs kind, std::string_view what) {
    const bool query = kind == Pairs::query;
    std::string sentence = query ? "The query " : "The form ";
    throw Problem(400, query ? "bad-query" : "bad-form", sentence.append(what));
}

// Decodes `raw` behind what `text` holds already; there is room, as decoding never lengthens.
std::string_view decoded(std::string_view raw, bool lines_too, Pairs kind, std::string& text) {
    const auto begin = text.size();
    if (!unescape(raw, true, text)) refuse(kind, "has a broken %-escape.");
    const auto result = std::string_view(text).substr(begin);
    if (!is_plain_text(result, lines_too)) refuse(kind, "has a control byte, or is not UTF-8.");
    return result;
}

}  // namespace

void parse_pairs(std::string_view text, Nodes& out, Pairs kind) try {
    out.clear();
    if (text.empty()) return;
    out.text_.reserve(text.size() + 32);  // beyond what a string holds in itself: nodes may be moved
    std::vector<Member> members;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (pair.empty()) continue;
        if (members.size() == most_pairs) refuse(kind, "has more than 200 values.");
        const auto equals = pair.find('=');
        const auto name = decoded(pair.substr(0, equals), false, kind, out.text_);
        if (name.empty()) refuse(kind, "has a value without a name.");
        const auto value = equals == pair.npos ? std::string_view() : pair.substr(equals + 1);
        members.push_back({name, decoded(value, kind == Pairs::form, kind, out.text_)});
    }
    append_object(members, out);
} catch (...) {
    out.clear();
    throw;
}

std::string decode_segment(std::string_view segment) {
    std::string result;
    result.reserve(segment.size());
    if (!unescape(segment, false, result)) throw Problem(400, "bad-path", "The path has a broken %-escape.");
    if (!is_plain_text(result, false)) throw Problem(400, "bad-path", "The path has a control byte, or is not UTF-8.");
    if (result.find('/') != result.npos) throw Problem(400, "bad-path", "The path has an escaped '/'.");
    return result;
}

}  // namespace host::body
