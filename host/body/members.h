// Named texts that become one object: what queries, forms and multipart bodies have in common.
#pragma once
#include <span>
#include <string_view>

#include "body/nodes.h"

namespace host::body {

/// One name and its value; the views point into what outlives the nodes, usually Nodes::text_.
struct Member {
    std::string_view name, text;
    int kind = MORTISE_NODE_STRING;
};

/// Adds an object of these members to `out`, in the order in which the names first appear; a repeated name becomes an array.
void append_object(std::span<const Member> members, Nodes& out);

}  // namespace host::body
