// Bodies made from a schema: one that is as it asks, and all the ways to leave it by one step.
#pragma once
#include <mortise/testing/json.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>

namespace contract {

using mortise::testing::Value;

/// One step away from what the schema asks: the place as problems name it ("address.lines[0]"), and what stands there instead;
/// nothing: the member is left out.
struct Step {
    std::string place;
    std::optional<std::string> text;
    std::string why;
    std::set<std::string> codes;  ///< one of which the fault has
};

inline bool has_type(const Value& schema, std::string_view type) {
    if (schema["type"] == type) return true;
    const Value types = schema["type"];
    for (const auto& [key, each] : types.items())
        if (each == type) return true;
    return false;
}

inline std::string member_place(const std::string& place, const std::string& name) {
    return place.empty() ? name : place + '.' + name;
}

/// JSON that fits the schema but for the step. Forms (an e-mail address) are not asked after: their faults come beside the one
/// looked for.
inline std::string shaped(const Value& schema, const std::string& place, const Step& step) {
    if (place == step.place && !place.empty() && step.text) return *step.text;
    if (has_type(schema, "object")) {
        std::string out;
        const Value properties = schema["properties"];
        for (const auto& [name, property] : properties.items()) {
            const std::string here = member_place(place, name);
            if (here == step.place && !step.text) continue;
            out += (out.empty() ? "\"" : ",\"") + name + "\":" + shaped(property, here, step);
        }
        // A step to a member that the schema does not know.
        if (step.place == member_place(place, "no_such_field"))
            out += (out.empty() ? "" : ",") + std::string("\"no_such_field\":1");
        return '{' + out + '}';
    }
    if (has_type(schema, "array")) {
        const std::string first = place + "[0]";
        const bool one = schema.has("minItems") || step.place.starts_with(first);
        return one ? '[' + shaped(schema["items"], first, step) + ']' : "[]";
    }
    if (schema.has("enum")) return '"' + schema["enum"][0].text() + '"';
    if (has_type(schema, "boolean")) return "true";
    if (has_type(schema, "integer") || has_type(schema, "number")) return schema.has("minimum") ? schema["minimum"].text() : "1";
    if (schema["format"] == "date-time") return R"("2026-02-01T10:00:00Z")";
    if (schema["format"] == "date") return R"("2026-02-01")";
    const std::int64_t least = schema.has("minLength") ? schema["minLength"].number() : 1;
    return '"' + std::string(static_cast<std::size_t>(std::max<std::int64_t>(1, least)), 'a') + '"';
}

inline std::string letters(std::int64_t count) { return '"' + std::string(static_cast<std::size_t>(count), 'a') + '"'; }

/// The steps that the schema of one value forbids.
inline void steps_of_value(const Value& schema, const std::string& place, std::vector<Step>& out) {
    const std::set<std::string> other{"wrong-type", "out-of-range"};
    if (!schema.has("type")) return;
    out.push_back({place, has_type(schema, "object") ? "7" : "{\"a\":1}", "another type", other});
    if (!has_type(schema, "null")) out.push_back({place, "null", "null", other});
    if (schema.has("enum")) out.push_back({place, "\"no such word\"", "a word that is none", {"out-of-range"}});
    if (schema.has("minLength") && schema["minLength"].number() > 0)
        out.push_back({place, letters(schema["minLength"].number() - 1), "too short", {"too-short", "missing"}});
    if (schema.has("maxLength")) out.push_back({place, letters(schema["maxLength"].number() + 1), "too long", {"too-long"}});
    if (schema.has("minimum"))
        out.push_back(
            {place, std::to_string(std::llround(std::floor(std::stod(schema["minimum"].text()))) - 1), "too small", other});
    if (schema.has("maximum"))
        out.push_back(
            {place, std::to_string(std::llround(std::ceil(std::stod(schema["maximum"].text()))) + 1), "too large", other});
    if (schema.has("maxItems")) {
        std::string items;
        for (std::int64_t i = 0; i <= schema["maxItems"].number(); ++i)
            items += (i == 0 ? "" : ",") + shaped(schema["items"], "-", {});
        out.push_back({place, '[' + items + ']', "too many", {"too-long"}});
    }
    if (schema.has("minItems") && schema["minItems"].number() > 0) out.push_back({place, "[]", "too few", {"too-short"}});
}

/// All steps of a schema and of what it holds.
inline void steps(const Value& schema, const std::string& place, std::vector<Step>& out) {
    if (has_type(schema, "array")) {
        steps_of_value(schema["items"], place + "[0]", out);
        steps(schema["items"], place + "[0]", out);
    }
    if (!has_type(schema, "object")) return;
    out.push_back({member_place(place, "no_such_field"), "1", "unknown", {"unknown-field"}});
    const Value required = schema["required"], properties = schema["properties"];
    for (const auto& [key, name] : required.items())
        out.push_back({member_place(place, name.text()), std::nullopt, "missing", {"missing"}});
    for (const auto& [name, property] : properties.items()) {
        const std::string here = member_place(place, name);
        steps_of_value(property, here, out);
        steps(property, here, out);
    }
}

}  // namespace contract
