// The kinds of values a field may have, and what each is called in a schema.
#pragma once
#include <mortise/fields.h>
#include <mortise/id.h>
#include <mortise/money.h>
#include <mortise/time.h>

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mortise {

/// An uploaded file in a multipart body: look at it and keep it through <mortise/files.h>.
struct Upload {
    std::string handle;
};

/// JSON text that is passed on as it is.
struct Json {
    std::string text;
};

/// A value that is not one of the SDK's says its words: `constexpr auto words(State) { return std::array{"open"sv, "closed"sv};
/// }`, found by argument-dependent look-up, in the order of the enumerators from 0.
template <class T>
concept Worded = std::is_enum_v<T> && requires(T value) {
    words(value).size();
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsVariant : std::false_type {};
template <class... T>
struct IsVariant<std::variant<T...>> : std::true_type {};
template <class T>
struct IsDuration : std::false_type {};
template <class Rep, class Period>
struct IsDuration<std::chrono::duration<Rep, Period>> : std::true_type {};

template <class T>
concept Optional = IsOptional<T>::value;
template <class T>
concept List = IsVector<T>::value;
/// An answer of one of several shapes: `oneOf` them in the schema.
template <class T>
concept OneOf = IsVariant<T>::value;
template <class T>
concept Duration = IsDuration<T>::value;
template <class T>
concept Whole = std::integral<T> && !std::same_as<T, bool>;

/// The word of an enumerator, and the enumerator of a word.
template <Worded E>
constexpr std::string_view word(E value) {
    return words(E{})[static_cast<std::size_t>(value)];
}
template <Worded E>
constexpr std::optional<E> from_word(std::string_view text) {
    const auto all = words(E{});
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i] == text) return static_cast<E>(i);
    return {};
}

/// True when a body need not name the field.
template <class Owner, class Member>
constexpr bool may_be_absent(const Field<Owner, Member>& field) {
    return field.rules.optional || Optional<Member> || List<Member>;
}

/// Characters (code points) of a UTF-8 text.
inline std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The longest text a field takes that does not say otherwise.
inline constexpr std::int64_t text_limit = 255;

}  // namespace mortise
