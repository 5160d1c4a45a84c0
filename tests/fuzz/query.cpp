// Fuzzes queries, forms and path segments: what is taken is clean UTF-8 in a well-formed tree.
#include <cstdint>
#include <cstdlib>

#include "base/problem.h"
#include "base/utf8.h"
#include "body/nodes.h"

namespace {

void check_clean(mortise_str text) {
    const std::string_view view(text.p, text.n);
    if (!host::utf8::length(view) || view.find('\0') != view.npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace host::body;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    static Nodes nodes;
    for (const auto kind : {Pairs::query, Pairs::form}) {
        try {
            parse_pairs(text, nodes, kind);
            const auto view = nodes.view();
            if (view.n > 0 && view.p[0].inside + 1 != view.n) std::abort();
            for (std::size_t i = 0; i < view.n; ++i) {
                check_clean(view.p[i].key);
                check_clean(view.p[i].text);
            }
        } catch (const host::Problem&) {
            if (nodes.view().n != 0) std::abort();
        }
    }
    try {
        const auto segment = decode_segment(text);
        check_clean({segment.data(), segment.size()});
        if (segment.find('/') != segment.npos) std::abort();
    } catch (const host::Problem&) {
    }
    return 0;
}
