// Counts schemas by their text and names those that come again.
#include "openapi/schemas.h"

#include <algorithm>
#include <set>
#include <vector>

namespace host::openapi {
namespace {

bool is_object(const Value& schema) {
    const Value* properties = schema.find("properties");
    return properties && !properties->empty() && is_type(schema, "object");
}

/// The schema without what belongs to the place where it stands: a description, and that it may be null.
Value bare(const Value& schema) {
    Value out = schema;
    out.erase("description");
    out["type"] = "object";
    return out;
}

bool is_page(const Value& schema) {
    const Value* properties = schema.find("properties");
    return properties && properties->find("next_cursor") && properties->find("items");
}

}  // namespace

void Schemas::see(const Value& schema, const Place& place) {
    if (const Value* either = schema.find("oneOf")) {
        for (const auto& [name, each] : either->items) see(each, place);
        return;
    }
    const std::string noun = camel(singular(place.path.last_word()));
    const bool names_one = !place.path.segments.empty() && !place.path.segments.back().kind.empty();
    const bool is_list = place.path.last_word() != singular(place.path.last_word());
    if (!place.is_answer) {
        const bool changes = place.method == "PUT" || place.method == "PATCH";
        return see(schema, {8, noun.empty() ? place.path.camel() : noun + (changes ? "Change" : "Body")}, place.tag);
    }
    if (is_page(schema)) return see(schema, {1, noun + "Page"}, place.tag);
    if (place.method == "GET" && names_one) return see(schema, {0, noun}, place.tag);
    if (is_list && (place.method == "POST" || names_one)) return see(schema, {2, noun}, place.tag);
    if (place.method == "GET") return see(schema, {3, noun.empty() ? place.path.camel() : noun}, place.tag);
    see(schema, {6, place.path.camel() + "Answer"}, place.tag);
}

void Schemas::see(const Value& schema, const Wish& wish, const std::string& tag) {
    if (const Value* items = schema.find("items")) return see(*items, {wish.rank + 1, singular(wish.name)}, tag);
    if (!is_object(schema)) return;
    const Value own = bare(schema);
    const auto [at, is_new] = seen_.try_emplace(own.json());
    Seen& seen = at->second;
    ++seen.times;
    if (is_new || wish.rank < seen.wish.rank) {
        seen.wish = wish;
        seen.tag = tag;
    }
    if (!is_new) return;
    seen.order = seen_.size();
    seen.schema = own;
    see_inside(own, wish, tag);
}

void Schemas::see_inside(const Value& schema, const Wish& wish, const std::string& tag) {
    for (const auto& [name, property] : schema.find("properties")->items) {
        const bool is_row = name == "items" && is_page(schema) && wish.name.ends_with("Page");
        see(property, is_row ? Wish{1, wish.name.substr(0, wish.name.size() - 4)} : Wish{5, camel(singular(name))}, tag);
    }
}

void Schemas::name() {
    std::vector<Seen*> again;
    for (auto& [text, seen] : seen_)
        if (seen.times > 1) again.push_back(&seen);
    std::sort(again.begin(), again.end(),
              [](const Seen* a, const Seen* b) { return std::pair(a->wish.rank, a->order) < std::pair(b->wish.rank, b->order); });
    std::set<std::string> taken{"Problem"};
    for (Seen* seen : again) {
        const std::string longer = camel(seen->tag) + seen->wish.name;
        std::string name = taken.contains(seen->wish.name) ? longer : seen->wish.name;
        for (int i = 2; taken.contains(name); ++i) name = longer + std::to_string(i);
        seen->component = name;
        taken.insert(name);
    }
}

Value Schemas::written(const Value& schema) const {
    if (is_object(schema)) {
        const auto at = seen_.find(bare(schema).json());
        if (at != seen_.end() && !at->second.component.empty()) return reference(schema, at->second);
    }
    return inside_written(schema);
}

Value Schemas::inside_written(Value schema) const {
    for (auto& [name, member] : schema.items) {
        if (name == "items") member = written(member);
        if (name != "properties" && name != "oneOf") continue;
        for (auto& property : member.items) property.second = written(property.second);
    }
    return schema;
}

Value Schemas::reference(const Value& schema, const Seen& seen) const {
    Value out = Value::object();
    if (const Value* description = schema.find("description")) out["description"] = *description;
    const Value to = Value::object({{"$ref", "#/components/schemas/" + seen.component}});
    if (schema.find("type")->kind == Value::Kind::string) {
        out["$ref"] = to.items.front().second;
    } else {
        out["anyOf"] = Value::array({to, Value::object({{"type", "null"}})});
    }
    return out;
}

Value Schemas::components() const {
    std::map<std::string, Value> sorted;
    for (const auto& [text, seen] : seen_)
        if (!seen.component.empty()) sorted.emplace(seen.component, inside_written(seen.schema));
    Value out = Value::object();
    for (auto& [name, schema] : sorted) out[name] = std::move(schema);
    return out;
}

}  // namespace host::openapi
