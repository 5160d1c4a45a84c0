// Builds, reads and writes JSON values.
#include "openapi/value.h"

#include <algorithm>
#include <limits>

#include "body/nodes.h"
#include "dispatch/problem_answer.h"

namespace host::openapi {
namespace {

std::string text_of(mortise_str bytes) { return bytes.n == 0 ? std::string() : std::string(bytes.p, bytes.n); }

/// The value that begins at `node`, which is left behind it.
Value value_at(const mortise_node*& node) {
    const mortise_node& at = *node++;
    Value value;
    value.text = text_of(at.text);
    switch (at.kind) {
        case MORTISE_NODE_NULL:
            value.text.clear();
            break;
        case MORTISE_NODE_BOOL:
            value.kind = Value::Kind::boolean;
            break;
        case MORTISE_NODE_NUMBER:
            value.kind = Value::Kind::number;
            break;
        case MORTISE_NODE_ARRAY:
            value.kind = Value::Kind::array;
            break;
        case MORTISE_NODE_OBJECT:
            value.kind = Value::Kind::object;
            break;
        default:
            value.kind = Value::Kind::string;
    }
    for (const mortise_node* const end = node + at.inside; node < end;) {
        std::string key = text_of(node->key);
        value.items.emplace_back(std::move(key), value_at(node));
    }
    return value;
}

}  // namespace

Value Value::object(std::initializer_list<std::pair<std::string_view, Value>> members) {
    Value value;
    value.kind = Kind::object;
    for (const auto& [name, member] : members) value.items.emplace_back(name, member);
    return value;
}

Value Value::array(std::initializer_list<Value> elements) {
    Value value;
    value.kind = Kind::array;
    for (const Value& each : elements) value.items.emplace_back(std::string(), each);
    return value;
}

Value Value::read(std::string_view json) {
    body::Nodes nodes;
    body::parse_json(json, nodes, body::Top::any, std::numeric_limits<std::size_t>::max());
    const mortise_node* node = nodes.nodes_.data();
    return value_at(node);
}

const Value* Value::find(std::string_view name) const {
    if (kind != Kind::object) return nullptr;
    const auto at = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.first == name; });
    return at == items.end() ? nullptr : &at->second;
}

Value& Value::operator[](std::string_view name) {
    kind = Kind::object;
    const auto at = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.first == name; });
    return at == items.end() ? items.emplace_back(name, Value()).second : at->second;
}

void Value::erase(std::string_view name) {
    std::erase_if(items, [&](const auto& item) { return item.first == name; });
}

void Value::push(Value element) {
    kind = Kind::array;
    items.emplace_back(std::string(), std::move(element));
}

void Value::write(std::string& out) const {
    if (kind == Kind::string) return append_json_string(out, text);
    if (kind == Kind::null) {
        out += "null";
        return;
    }
    if (kind != Kind::array && kind != Kind::object) {
        out += text;
        return;
    }
    out += kind == Kind::array ? '[' : '{';
    for (const auto& [name, item] : items) {
        if (&item != &items.front().second) out += ',';
        if (kind == Kind::object) {
            append_json_string(out, name);
            out += ':';
        }
        item.write(out);
    }
    out += kind == Kind::array ? ']' : '}';
}

std::string Value::json() const {
    std::string out;
    write(out);
    return out;
}

bool is_type(const Value& schema, std::string_view type) {
    const Value* said = schema.find("type");
    if (!said) return false;
    if (said->kind == Value::Kind::string) return said->text == type;
    const bool names_it =
        std::any_of(said->items.begin(), said->items.end(), [&](const auto& each) { return each.second.text == type; });
    const bool else_null = std::all_of(said->items.begin(), said->items.end(),
                                       [&](const auto& each) { return each.second.text == type || each.second.text == "null"; });
    return names_it && else_null;
}

}  // namespace host::openapi
