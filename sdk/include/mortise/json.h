// Writes described structs as JSON, straight into a sink, and their schemas.
#pragma once
#include <mortise/problem.h>
#include <mortise/types.h>

#include <charconv>
#include <cstring>

namespace mortise::json {

/// JSON on its way out, gathered in a small buffer.
class Out {
  public:
    explicit Out(mortise_sink sink) : sink_(sink) {}
    ~Out() { flush(); }
    Out(const Out&) = delete;
    Out& operator=(const Out&) = delete;

    void raw(std::string_view text) {
        if (text.size() > sizeof buffer_ - used_) flush();
        if (text.size() > sizeof buffer_) return sink_.put(sink_.ctx, {text.data(), text.size()});
        std::memcpy(buffer_ + used_, text.data(), text.size());
        used_ += text.size();
    }
    void raw(char c) { raw(std::string_view{&c, 1}); }

    void string(std::string_view text) {
        raw('"');
        std::size_t clean = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            if (c >= 0x20 && c != '"' && c != '\\') continue;
            raw(text.substr(clean, i - clean));
            clean = i + 1;
            escape(c);
        }
        raw(text.substr(clean));
        raw('"');
    }

    template <class Number>
    void number(Number value) {
        char text[32];
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        raw(std::string_view{text, static_cast<std::size_t>(end - text)});
    }

    void flush() {
        if (used_ != 0) sink_.put(sink_.ctx, {buffer_, used_});
        used_ = 0;
    }

  private:
    void escape(unsigned char c) {
        switch (c) {
            case '"':
                return raw("\\\"");
            case '\\':
                return raw("\\\\");
            case '\n':
                return raw("\\n");
            case '\r':
                return raw("\\r");
            case '\t':
                return raw("\\t");
            default:
                break;
        }
        constexpr char hex[] = "0123456789abcdef";
        const char text[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        raw(std::string_view{text, sizeof text});
    }

    mortise_sink sink_;
    std::size_t used_ = 0;
    char buffer_[2048];
};

/// Writes a value.
template <class T>
void write(Out& out, const T& value) {
    if constexpr (Described<T>) {
        bool first = true;
        out.raw('{');
        each_field<T>([&](const auto& field, auto) {
            const auto& member = value.*field.member;
            using Member = std::remove_cvref_t<decltype(member)>;
            if constexpr (Optional<Member>)
                if (field.rules.omitted && !member) return;
            if (!first) out.raw(',');
            first = false;
            out.raw('"');
            out.raw(field.name);
            out.raw("\":");
            write(out, member);
        });
        out.raw('}');
    } else if constexpr (Optional<T>) {
        value ? write(out, *value) : out.raw("null");
    } else if constexpr (OneOf<T>) {
        std::visit([&](const auto& each) { write(out, each); }, value);
    } else if constexpr (List<T>) {
        out.raw('[');
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i != 0) out.raw(',');
            write(out, value[i]);
        }
        out.raw(']');
    } else if constexpr (std::same_as<T, bool>) {
        out.raw(value ? "true" : "false");
    } else if constexpr (std::derived_from<T, Id>) {
        out.number(value.value);
    } else if constexpr (std::same_as<T, Money>) {
        out.raw(to_text(value));
    } else if constexpr (std::same_as<T, Time> || std::same_as<T, Date>) {
        out.raw('"');
        out.raw(to_text(value));
        out.raw('"');
    } else if constexpr (Duration<T>) {
        out.number(value.count());
    } else if constexpr (Worded<T>) {
        out.string(word(value));
    } else if constexpr (std::same_as<T, Json>) {
        out.raw(value.text.empty() ? std::string_view{"null"} : std::string_view{value.text});
    } else if constexpr (std::is_arithmetic_v<T>) {
        out.number(value);
    } else {
        out.string(value);
    }
}

/// The value as JSON text.
template <class T>
std::string text(const T& value) {
    std::string out;
    {
        Out json{border::into(out)};
        write(json, value);
    }
    return out;
}

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
