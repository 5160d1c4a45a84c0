// Shows nodes as one line of text, so that a test can say what it expects.
#pragma once
#include <string>
#include <string_view>

#include "body/nodes.h"

namespace host::body {

inline std::string_view text_of(mortise_str text) { return {text.p, text.n}; }

/// `{a:"x" b:[1 true null] f:<0>}`: the whole tree, made from nothing but the flat nodes.
inline void show(const mortise_node*& at, std::string& out) {
    const mortise_node& node = *at++;
    if (node.key.n > 0) out.append(text_of(node.key)).append(":");
    switch (node.kind) {
        case MORTISE_NODE_NULL:
            out += "null";
            return;
        case MORTISE_NODE_STRING:
            out.append("\"").append(text_of(node.text)).append("\"");
            return;
        case MORTISE_NODE_FILE:
            out.append("<").append(text_of(node.text)).append(">");
            return;
        case MORTISE_NODE_ARRAY:
        case MORTISE_NODE_OBJECT:
            break;
        default:
            out += text_of(node.text);
            return;
    }
    const bool object = node.kind == MORTISE_NODE_OBJECT;
    out += object ? '{' : '[';
    for (const auto* end = at + node.inside; at < end;) {
        show(at, out);
        if (at < end) out += ' ';
    }
    out += object ? '}' : ']';
}

inline std::string shown(const Nodes& nodes) {
    std::string out;
    const mortise_nodes view = nodes.view();
    if (view.n == 0) return out;
    const mortise_node* at = view.p;
    show(at, out);
    return at == view.p + view.n ? out : out + " and more";
}

}  // namespace host::body
