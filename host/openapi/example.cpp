// Examples by a field's type, bounds and name.
#include "openapi/example.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace host::openapi {
namespace {

struct Known {
    std::string_view part, text;  ///< of a field's name, and what such a field says
};
constexpr std::array known{Known{"email", "asha@example.com"},
                           Known{"phone", "+91 98450 12345"},
                           Known{"password", "correct horse battery staple"},
                           Known{"pin_code", "560001"},
                           Known{"pincode", "560001"},
                           Known{"address", "12 Lake Road, Bengaluru"},
                           Known{"city", "Bengaluru"},
                           Known{"registration", "KA01AB1234"},
                           Known{"vehicle", "KA01AB1234"},
                           Known{"user_name", "asha"},
                           Known{"username", "asha"},
                           Known{"name", "Asha Rao"},
                           Known{"url", "https://www.example.com"},
                           Known{"title", "A short title"},
                           Known{"reason", "Something came up."},
                           Known{"description", "In a few words."},
                           Known{"remarks", "All well."},
                           Known{"comment", "All well."},
                           Known{"token", "a-token"},
                           Known{"currency", "INR"},
                           Known{"time", "18:00"}};

std::int64_t number_of(const Value& schema, std::string_view name, std::int64_t otherwise) {
    const Value* value = schema.find(name);
    std::int64_t out = otherwise;
    if (value) std::from_chars(value->text.data(), value->text.data() + value->text.size(), out);
    return out;
}

Value text_for(const Value& schema, std::string_view name) {
    const Value* format = schema.find("format");
    if (format && format->text == "date-time") return "2026-01-15T10:00:00Z";
    if (format && format->text == "date") return "2026-01-15";
    if (format && format->text == "email") return "asha@example.com";
    if (format && format->text == "binary") return "the content of the file";
    const auto at = std::find_if(known.begin(), known.end(),
                                 [&](const Known& each) { return name.find(each.part) != std::string_view::npos; });
    std::string text(at == known.end() ? "text" : at->text);
    const auto least = static_cast<std::size_t>(std::max<std::int64_t>(0, number_of(schema, "minLength", 0)));
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(0, number_of(schema, "maxLength", 1 << 20)));
    while (text.size() < least) text += text;
    if (text.size() > most) text.resize(most);
    return text;
}

Value whole_for(const Value& schema) {
    const std::int64_t least = number_of(schema, "minimum", 1),
                       most = number_of(schema, "maximum", std::max<std::int64_t>(least, 1));
    Value out;
    out.kind = Value::Kind::number;
    out.text = std::to_string(std::clamp<std::int64_t>(std::max<std::int64_t>(least, 1), least, std::max(least, most)));
    return out;
}

/// Money mostly: within the bounds, with two decimals.
Value decimal_for(const Value& schema) {
    const std::int64_t least = number_of(schema, "minimum", 0),
                       most = number_of(schema, "maximum", std::max<std::int64_t>(least, 499));
    Value out;
    out.kind = Value::Kind::number;
    out.text = std::to_string(std::clamp<std::int64_t>(499, least, std::max(least, most))) + ".00";
    return out;
}

Value object_for(const Value& schema) {
    Value out = Value::object();
    if (const Value* properties = schema.find("properties"))
        for (const auto& [name, property] : properties->items) out[name] = example_of(property, name);
    return out;
}

bool allows(const Value& schema, std::string_view type) {
    const Value* said = schema.find("type");
    if (!said) return false;
    return said->text == type ||
           std::any_of(said->items.begin(), said->items.end(), [&](const auto& each) { return each.second.text == type; });
}

}  // namespace

Value example_of(const Value& schema, std::string_view name) {
    if (const Value* words = schema.find("enum"); words && !words->empty()) return words->items.front().second;
    if (allows(schema, "object")) return object_for(schema);
    if (allows(schema, "array")) {
        const Value* items = schema.find("items");
        return items ? Value::array({example_of(*items, name)}) : Value::array();
    }
    if (allows(schema, "boolean")) return true;
    if (allows(schema, "integer")) return whole_for(schema);
    if (allows(schema, "number")) return decimal_for(schema);
    if (allows(schema, "string")) return text_for(schema, name);
    return Value::object();
}

bool has_file(const Value& schema) {
    const Value* format = schema.find("format");
    if (format && format->text == "binary") return true;
    return std::any_of(schema.items.begin(), schema.items.end(), [](const auto& item) { return has_file(item.second); });
}

}  // namespace host::openapi
