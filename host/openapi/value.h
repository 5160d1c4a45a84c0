// A JSON value to build documents of: members keep their order, numbers their text. Not for the way of a request.
#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host::openapi {

struct Value {
    enum class Kind { null, boolean, number, string, array, object };
    using Items = std::vector<std::pair<std::string, Value>>;

    Value() = default;
    Value(std::string_view text_) : kind(Kind::string), text(text_) {}
    Value(const std::string& text_) : kind(Kind::string), text(text_) {}
    Value(const char* text_) : kind(Kind::string), text(text_) {}
    Value(std::same_as<bool> auto yes) : kind(Kind::boolean), text(yes ? "true" : "false") {}
    Value(std::same_as<int> auto number) : kind(Kind::number), text(std::to_string(number)) {}

    static Value object(std::initializer_list<std::pair<std::string_view, Value>> members = {});
    static Value array(std::initializer_list<Value> elements = {});
    /// Throws Problem for what is not JSON.
    static Value read(std::string_view json);

    /// The member of that name; nullptr when there is none.
    const Value* find(std::string_view name) const;
    /// The member of that name, added when there is none.
    Value& operator[](std::string_view name);
    void erase(std::string_view name);
    void push(Value element);
    bool empty() const { return items.empty(); }

    void write(std::string& out) const;
    std::string json() const;

    Kind kind = Kind::null;
    std::string text;  ///< a string's characters; a number, true or false as written
    Items items;       ///< an object's members; an array's elements without names
};

/// True for the schema of that type, and of that type or null.
bool is_type(const Value& schema, std::string_view type);

}  // namespace host::openapi
