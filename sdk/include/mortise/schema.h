// The JSON Schema of described structs and plain values.
#pragma once
#include <mortise/json.h>

namespace mortise::json {

/// How a schema is meant: a body, a body of which any part may be missing, an answer.
enum class Use { input, partial, output };

template <class T>
void schema(Out& out, Use use, const Rules& rules = {});

namespace members {

template <class T>
void of(Out& out, Use use, const Rules& rules, bool nullable);

inline void bounds(Out& out, const Rules& rules, std::string_view least, std::string_view most) {
    if (rules.min != Rules{}.min) {
        out.raw(least);
        out.number(rules.min);
    }
    if (rules.max != Rules{}.max) {
        out.raw(most);
        out.number(rules.max);
    }
}

inline void type(Out& out, std::string_view name, bool nullable) {
    out.raw(nullable ? "\"type\":[\"" : "\"type\":\"");
    out.raw(name);
    out.raw(nullable ? "\",\"null\"]" : "\"");
}

template <class T>
void object(Out& out, Use use, bool nullable) {
    type(out, "object", nullable);
    out.raw(",\"additionalProperties\":false,\"properties\":{");
    std::string required;
    bool first = true;
    each_field<T>([&](const auto& field, auto) {
        using Member = typename std::remove_cvref_t<decltype(field)>::Type;
        if (!first) out.raw(',');
        first = false;
        out.string(field.name);
        out.raw(":{\"description\":");
        out.string(field.doc);
        out.raw(',');
        of<Member>(out, use, field.rules, use == Use::output && Optional<Member>);
        out.raw('}');
        const bool always = use == Use::output ? !field.rules.omitted : use == Use::input && !may_be_absent(field);
        if (always) required += (required.empty() ? "\"" : ",\"") + std::string(field.name) + '"';
    });
    out.raw('}');
    if (!required.empty()) out.raw(",\"required\":[" + required + ']');
}

template <Worded T>
void choice(Out& out, bool nullable) {
    type(out, "string", nullable);
    out.raw(",\"enum\":[");
    bool first = true;
    for (const std::string_view each : words(T{})) {
        if (!first) out.raw(',');
        first = false;
        out.string(each);
    }
    out.raw(nullable ? ",null]" : "]");
}

template <class First, class... More>
void one_of(Out& out, Use use, const std::variant<First, More...>*) {
    out.raw("\"oneOf\":[");
    schema<First>(out, use);
    ((out.raw(','), schema<More>(out, use)), ...);
    out.raw(']');
}

/// The members of the schema of T, without its braces.
template <class T>
void of(Out& out, Use use, const Rules& rules, bool nullable) {
    if constexpr (Optional<T>) {
        of<typename T::value_type>(out, use, rules, nullable || use != Use::output);
    } else if constexpr (Described<T>) {
        object<T>(out, use, nullable);
    } else if constexpr (OneOf<T>) {
        one_of(out, use, static_cast<const T*>(nullptr));
    } else if constexpr (List<T>) {
        type(out, "array", nullable);
        bounds(out, rules, ",\"minItems\":", ",\"maxItems\":");
        out.raw(",\"items\":{");
        of<typename T::value_type>(out, use, {}, false);
        out.raw('}');
    } else if constexpr (std::same_as<T, bool>) {
        type(out, "boolean", nullable);
    } else if constexpr (std::same_as<T, PersonId>) {
        if (use == Use::output) return type(out, "integer", nullable);
        out.raw("\"type\":[\"integer\",\"string\"],\"minimum\":1,\"pattern\":\"^(ADM|MEC|CST)?[0-9]+$\"");
    } else if constexpr (std::derived_from<T, Id>) {
        type(out, "integer", nullable);
        out.raw(",\"minimum\":1");
    } else if constexpr (std::same_as<T, Money>) {
        if (use == Use::output) {
            type(out, "number", nullable);
        } else {
            out.raw(nullable ? "\"type\":[\"number\",\"string\",\"null\"]" : "\"type\":[\"number\",\"string\"]");
            if (rules.min != Rules{}.min) {
                out.raw(",\"minimum\":");
                out.raw(to_text(Money{rules.min}));
            }
            if (rules.max != Rules{}.max) {
                out.raw(",\"maximum\":");
                out.raw(to_text(Money{rules.max}));
            }
        }
    } else if constexpr (std::same_as<T, Time>) {
        type(out, "string", nullable);
        out.raw(",\"format\":\"date-time\"");
    } else if constexpr (std::same_as<T, Date>) {
        type(out, "string", nullable);
        out.raw(",\"format\":\"date\"");
    } else if constexpr (Worded<T>) {
        choice<T>(out, nullable);
    } else if constexpr (std::same_as<T, Upload>) {
        out.raw("\"type\":\"string\",\"format\":\"binary\"");
    } else if constexpr (std::same_as<T, Json>) {
        out.raw("\"description\":\"Any JSON.\"");
    } else if constexpr (Duration<T> || Whole<T>) {
        type(out, "integer", nullable);
        bounds(out, rules, ",\"minimum\":", ",\"maximum\":");
    } else if constexpr (std::floating_point<T>) {
        type(out, "number", nullable);
        bounds(out, rules, ",\"minimum\":", ",\"maximum\":");
    } else {
        type(out, "string", nullable);
        Rules shown = rules;
        if (use != Use::output && shown.max == Rules{}.max) shown.max = text_limit;
        bounds(out, shown, ",\"minLength\":", ",\"maxLength\":");
        if (rules.form == "email") out.raw(",\"format\":\"email\"");
        if (rules.secret) out.raw(",\"format\":\"password\"");
    }
}

}  // namespace members

/// The JSON Schema of T.
template <class T>
void schema(Out& out, Use use, const Rules& rules) {
    out.raw('{');
    members::of<T>(out, use, rules, false);
    out.raw('}');
}

template <class T>
std::string schema_text(Use use) {
    std::string out;
    {
        Out json{border::into(out)};
        schema<T>(json, use);
    }
    return out;
}

}  // namespace mortise::json
