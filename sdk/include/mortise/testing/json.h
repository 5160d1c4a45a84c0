// A JSON value to look into, for tests: what a reply says.
#pragma once
#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mortise::testing {

/// Numbers keep their raw text: 499.00 is "499.00". What is not there is null.
class Value {
  public:
    enum class Kind { null, boolean, number, string, array, object };

    /// Throws std::runtime_error for what is not JSON.
    static Value parse(std::string_view text) {
        std::size_t at = 0;
        Value value = read(text, at);
        blanks(text, at);
        if (at != text.size()) throw std::runtime_error("not JSON: " + std::string(text.substr(0, 200)));
        return value;
    }

    Kind kind() const { return kind_; }
    bool is_null() const { return kind_ == Kind::null; }
    /// A string's characters, or a number, true or false as written.
    const std::string& text() const& { return text_; }
    std::string text() && { return std::move(text_); }
    std::int64_t number() const { return std::stoll(text_); }
    std::size_t size() const { return items_.size(); }
    Value operator[](std::string_view member) const {
        for (const auto& [key, value] : items_)
            if (kind_ == Kind::object && key == member) return value;
        return {};
    }
    Value operator[](std::size_t index) const { return index < items_.size() ? items_[index].second : Value{}; }
    const std::vector<std::pair<std::string, Value>>& items() const& { return items_; }
    std::vector<std::pair<std::string, Value>> items() && { return std::move(items_); }
    bool has(std::string_view member) const {
        for (const auto& item : items_)
            if (item.first == member) return true;
        return false;
    }

    friend bool operator==(const Value& a, std::string_view b) {
        return (a.kind_ == Kind::string || a.kind_ == Kind::number) && a.text_ == b;
    }
    friend bool operator==(const Value& a, const char* b) { return a == std::string_view{b}; }
    friend bool operator==(const Value& a, bool b) { return a.kind_ == Kind::boolean && a.text_ == (b ? "true" : "false"); }
    friend bool operator==(const Value& a, int b) { return a.kind_ == Kind::number && a.text_ == std::to_string(b); }
    friend bool operator==(const Value& a, std::int64_t b) { return a.kind_ == Kind::number && a.text_ == std::to_string(b); }

  private:
    static void blanks(std::string_view text, std::size_t& at) {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) ++at;
    }
    [[noreturn]] static void fail(std::string_view text) {
        throw std::runtime_error("not JSON: " + std::string(text.substr(0, 200)));
    }

    static std::string string(std::string_view text, std::size_t& at) {
        std::string out;
        for (++at;; ++at) {
            if (at >= text.size()) fail(text);
            if (text[at] == '"') break;
            if (text[at] != '\\') {
                out += text[at];
                continue;
            }
            if (++at >= text.size()) fail(text);
            switch (text[at]) {
                case 'n':
                    out += '\n';
                    break;
                case 'r':
                    out += '\r';
                    break;
                case 't':
                    out += '\t';
                    break;
                case 'b':
                    out += '\b';
                    break;
                case 'f':
                    out += '\f';
                    break;
                case 'u': {
                    if (at + 4 >= text.size()) fail(text);
                    const unsigned code = static_cast<unsigned>(std::stoul(std::string(text.substr(at + 1, 4)), nullptr, 16));
                    at += 4;
                    if (code < 0x80) {
                        out += static_cast<char>(code);
                    } else if (code < 0x800) {
                        out += static_cast<char>(0xC0 | (code >> 6));
                        out += static_cast<char>(0x80 | (code & 0x3F));
                    } else {
                        out += static_cast<char>(0xE0 | (code >> 12));
                        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
                        out += static_cast<char>(0x80 | (code & 0x3F));
                    }
                    break;
                }
                default:
                    out += text[at];
            }
        }
        ++at;
        return out;
    }

    static Value read(std::string_view text, std::size_t& at) {
        blanks(text, at);
        if (at >= text.size()) fail(text);
        Value value;
        const char first = text[at];
        if (first == '"') {
            value.kind_ = Kind::string;
            value.text_ = string(text, at);
        } else if (first == '{' || first == '[') {
            const char last = first == '{' ? '}' : ']';
            value.kind_ = first == '{' ? Kind::object : Kind::array;
            for (++at;;) {
                blanks(text, at);
                if (at >= text.size()) fail(text);
                if (text[at] == last) break;
                if (text[at] == ',' && !value.items_.empty()) {
                    ++at;
                    blanks(text, at);
                }
                std::string key;
                if (first == '{') {
                    if (at >= text.size() || text[at] != '"') fail(text);
                    key = string(text, at);
                    blanks(text, at);
                    if (at >= text.size() || text[at] != ':') fail(text);
                    ++at;
                }
                value.items_.emplace_back(std::move(key), read(text, at));
            }
            ++at;
        } else {
            const std::size_t end = std::min(text.find_first_of(",]} \n\r\t", at), text.size());
            value.text_ = text.substr(at, end - at);
            value.kind_ = value.text_ == "null"                             ? Kind::null
                          : value.text_ == "true" || value.text_ == "false" ? Kind::boolean
                                                                            : Kind::number;
            at = end;
        }
        return value;
    }

    Kind kind_ = Kind::null;
    std::string text_;
    std::vector<std::pair<std::string, Value>> items_;
};

}  // namespace mortise::testing
