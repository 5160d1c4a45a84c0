// Makes one object of named values, gathering those of the same name.
#include "body/members.h"

#include <vector>

namespace host::body {
namespace {

mortise_str borrow(std::string_view text) { return {text.data(), text.size()}; }

// The members are few (200), so that comparing names pairwise costs less than any table.
void append_group(std::span<const Member> members, std::size_t first, std::vector<bool>& taken, Nodes& out) {
    const auto at = out.nodes_.size();
    const Member& head = members[first];
    out.nodes_.push_back({head.kind, 0, borrow(head.name), borrow(head.text)});
    for (std::size_t i = first + 1; i < members.size(); ++i) {
        if (taken[i] || members[i].name != head.name) continue;
        if (out.nodes_[at].kind != MORTISE_NODE_ARRAY || out.nodes_[at].inside == 0) {
            out.nodes_[at] = {MORTISE_NODE_ARRAY, 1, borrow(head.name), {}};
            out.nodes_.push_back({head.kind, 0, {}, borrow(head.text)});
        }
        out.nodes_.push_back({members[i].kind, 0, {}, borrow(members[i].text)});
        ++out.nodes_[at].inside;
        taken[i] = true;
    }
}

}  // namespace

void append_object(std::span<const Member> members, Nodes& out) {
    const auto object = out.nodes_.size();
    out.nodes_.push_back({MORTISE_NODE_OBJECT, 0, {}, {}});
    std::vector<bool> taken(members.size());
    for (std::size_t i = 0; i < members.size(); ++i)
        if (!taken[i]) append_group(members, i, taken, out);
    out.nodes_[object].inside = static_cast<std::uint32_t>(out.nodes_.size() - object - 1);
}

}  // namespace host::body
