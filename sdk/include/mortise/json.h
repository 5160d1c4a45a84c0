// Writes described structs as JSON, straight into a sink.
#pragma once
#include <mortise/problem.h>
#include <mortise/types.h>

#include <algorithm>
#include <array>
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
    /// A text whose length the compiler knows.
    template <std::size_t N>
    void raw(const std::array<char, N>& text) {
        std::memcpy(room(N), text.data(), N);
        used_ += N;
    }
    void raw(char c) {
        *room(1) = c;
        ++used_;
    }

    void string(std::string_view text) {
        if (text.size() > sizeof buffer_ - 2 || !is_plain(text)) return escaped(text);
        char* const at = room(text.size() + 2);
        at[0] = at[text.size() + 1] = '"';
        std::memcpy(at + 1, text.data(), text.size());
        used_ += text.size() + 2;
    }

    template <class Number>
    void number(Number value) {
        constexpr std::size_t longest = 32;
        char* const at = room(longest);
        used_ += static_cast<std::size_t>(std::to_chars(at, at + longest, value).ptr - at);
    }

    /// What write_text() writes of it.
    template <class T>
    void text(const T& value) {
        char* const at = room(time_bytes);
        used_ += static_cast<std::size_t>(write_text(at, value) - at);
    }

    void flush() {
        if (used_ != 0) sink_.put(sink_.ctx, {buffer_, used_});
        used_ = 0;
    }

  private:
    static bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }
    /// True when nothing in the text needs an escape. Eight bytes at a time: in a long list most of the time goes here.
    static bool is_plain(std::string_view text) {
        constexpr std::uint64_t ones = ~std::uint64_t{0} / 255, highs = ones * 0x80;
        constexpr auto below = [](std::uint64_t word, std::uint64_t byte) { return (word - ones * byte) & ~word; };
        std::uint64_t found = 0;
        for (; text.size() >= sizeof found; text.remove_prefix(sizeof found)) {
            std::uint64_t word;
            std::memcpy(&word, text.data(), sizeof word);
            found |= below(word, 0x20) | below(word ^ ones * '"', 1) | below(word ^ ones * '\\', 1);
        }
        return (found & highs) == 0 && std::all_of(text.begin(), text.end(), [](char c) { return is_plain(c); });
    }

    void escaped(std::string_view text) {
        raw('"');
        for (std::size_t clean = 0;;) {
            std::size_t i = clean;
            while (i < text.size() && is_plain(text[i])) ++i;
            raw(text.substr(clean, i - clean));
            if (i == text.size()) break;
            escape(static_cast<unsigned char>(text[i]));
            clean = i + 1;
        }
        raw('"');
    }

    /// Where that many bytes can be written.
    char* room(std::size_t bytes) {
        if (bytes > sizeof buffer_ - used_) flush();
        return buffer_ + used_;
    }

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

/// `,"name":` of a field.
template <class T, std::size_t I>
inline constexpr auto key = [] {
    constexpr std::string_view name = std::get<I>(T::fields).name;
    std::array<char, name.size() + 4> out{};
    std::copy(name.begin(), name.end(), out.begin() + 2);
    out[0] = ',';
    out[1] = out[name.size() + 2] = '"';
    out[name.size() + 3] = ':';
    return out;
}();

/// Writes a value.
template <class T>
void write(Out& out, const T& value) {
    if constexpr (Described<T>) {
        bool first = true;
        out.raw('{');
        each_field<T>([&](const auto& field, auto index) {
            const auto& member = value.*field.member;
            if constexpr (Optional<std::remove_cvref_t<decltype(member)>>)
                if (field.rules.omitted && !member) return;
            if (first)
                out.raw(std::string_view{key<T, index>.data() + 1, key<T, index>.size() - 1});
            else
                out.raw(key<T, index>);
            first = false;
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
        out.text(value);
    } else if constexpr (std::same_as<T, Time> || std::same_as<T, Date>) {
        out.raw('"');
        out.text(value);
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

}  // namespace mortise::json
