// The host's nodes as a test writes them, and structs bound from them without a host.
#pragma once
#include <mortise/bind.h>
#include <mortise/testing/json.h>

#include <deque>

namespace sdk_test {

using mortise::testing::Value;

/// The nodes of a JSON text; their texts live as long as this does.
class Nodes {
  public:
    explicit Nodes(std::string_view json) { add("", Value::parse(json)); }
    mortise_nodes view() const { return {nodes_.data(), nodes_.size()}; }

  private:
    mortise_str keep(std::string_view text) { return mortise::border::str(texts_.emplace_back(text)); }
    void add(const std::string& key, const Value& value) {
        static constexpr int kinds[] = {MORTISE_NODE_NULL,   MORTISE_NODE_BOOL,  MORTISE_NODE_NUMBER,
                                        MORTISE_NODE_STRING, MORTISE_NODE_ARRAY, MORTISE_NODE_OBJECT};
        const std::size_t at = nodes_.size();
        nodes_.push_back({kinds[static_cast<int>(value.kind())], 0, keep(key), keep(value.text())});
        for (const auto& [name, item] : value.items()) add(name, item);
        nodes_[at].inside = static_cast<std::uint32_t>(nodes_.size() - at - 1);
    }
    std::deque<std::string> texts_;
    std::vector<mortise_node> nodes_;
};

/// "field code, field code" of what is wrong; empty when nothing is.
inline std::string faults(const mortise::Problem& problem) {
    std::string out;
    for (const mortise::Fault& fault : problem.faults) out += (out.empty() ? "" : ", ") + fault.field + ' ' + fault.code;
    return out;
}

template <class T>
T bound(std::string_view json, bool texts = false) {
    return mortise::bind::bound<T>(nullptr, nullptr, Nodes(json).view(), texts, 422, "invalid");
}

/// The faults of a body.
template <class T>
std::string refusal(std::string_view json, bool texts = false) {
    try {
        bound<T>(json, texts);
    } catch (const mortise::Problem& problem) {
        return faults(problem);
    }
    return "";
}

}  // namespace sdk_test
