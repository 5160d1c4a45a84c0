// Fuzzes parse_json against a plain reader of RFC 8259 that shares no line with it: both must take and refuse the same texts.
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <set>

#include "base/problem.h"
#include "base/utf8.h"
#include "body/nodes.h"

namespace {

/// Reads recursively and by the grammar; true as long as nothing was wrong.
struct Reader {
    std::string_view text;
    std::size_t at = 0, nodes = 0;

    void blanks() {
        while (at < text.size() && std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos) ++at;
    }
    bool take(std::string_view what) {
        if (text.substr(at, what.size()) != what) return false;
        at += what.size();
        return true;
    }
    bool digits() {
        const auto begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        return at > begin;
    }
    bool number() {
        take("-");
        if (!take("0") && !digits()) return false;
        if (take(".") && !digits()) return false;
        if (take("e") || take("E")) {
            if (!take("+")) take("-");
            return digits();
        }
        return true;
    }
    bool unit(unsigned& value) {
        value = 0;
        for (int i = 0; i < 4; ++i, ++at) {
            if (at >= text.size() || !std::isxdigit(static_cast<unsigned char>(text[at]))) return false;
            value = value * 16 + static_cast<unsigned>(std::strtoul(std::string(1, text[at]).c_str(), nullptr, 16));
        }
        return true;
    }
    bool escape(std::string& out) {
        unsigned high = 0, low = 0;
        if (take("u")) {
            if (!unit(high) || high == 0 || (high >= 0xDC00 && high < 0xE000)) return false;
            if (high >= 0xD800 && high < 0xDC00) {
                if (!take("\\u") || !unit(low) || low < 0xDC00 || low >= 0xE000) return false;
                high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            }
            host::utf8::append(out, high);
            return true;
        }
        constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
        const auto which = at < text.size() ? from.find(text[at]) : from.npos;
        if (which == from.npos) return false;
        ++at;
        out += to[which];
        return true;
    }
    bool string(std::string& out) {
        if (!take("\"")) return false;
        while (at < text.size()) {
            if (take("\"")) return true;
            if (static_cast<unsigned char>(text[at]) < 0x20) return false;
            if (take("\\")) {
                if (!escape(out)) return false;
            } else {
                out += text[at++];
            }
        }
        return false;
    }
    bool object(int depth) {
        std::set<std::string> names;
        blanks();
        if (take("}")) return true;
        do {
            std::string name;
            blanks();
            if (!string(name) || !names.insert(name).second) return false;
            blanks();
            if (!take(":") || !value(depth)) return false;
            blanks();
        } while (take(","));
        return take("}");
    }
    bool array(int depth) {
        blanks();
        if (take("]")) return true;
        do {
            if (!value(depth)) return false;
            blanks();
        } while (take(","));
        return take("]");
    }
    bool value(int depth) {
        blanks();
        if (++nodes > host::body::most_nodes) return false;
        if (take("{")) return depth < 32 && object(depth + 1);
        if (take("[")) return depth < 32 && array(depth + 1);
        std::string ignored;
        if (at < text.size() && text[at] == '"') return string(ignored);
        return take("true") || take("false") || take("null") || number();
    }
    bool document(bool any) {
        blanks();
        if (!any && at < text.size() && text[at] != '{' && text[at] != '[') return false;
        if (!host::utf8::length(text) || !value(0)) return false;
        blanks();
        return at == text.size();
    }
};

void check(std::string_view text, host::body::Top top) {
    static host::body::Nodes nodes;
    bool taken = true;
    try {
        host::body::parse_json(text, nodes, top);
    } catch (const host::Problem& problem) {
        if (problem.status != 400 || problem.code != "bad-json" || !host::utf8::length(problem.detail)) std::abort();
        taken = false;
    }
    Reader reader{text};
    if (taken != reader.document(top == host::body::Top::any)) std::abort();
    const auto view = nodes.view();
    if (taken ? view.n != reader.nodes || view.p[0].inside + 1 != view.n : view.n != 0) std::abort();
    for (std::size_t i = 0; i < view.n; ++i) {
        if (i + view.p[i].inside >= view.n) std::abort();
        if (!host::utf8::length({view.p[i].text.p, view.p[i].text.n}) || !host::utf8::length({view.p[i].key.p, view.p[i].key.n}))
            std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    check(text, host::body::Top::container);
    check(text, host::body::Top::any);
    return 0;
}
