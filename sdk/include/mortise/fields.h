// The field table of a described struct: from it come binding, validation, columns, JSON and the schema.
#pragma once
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace mortise {

/// What is asked of a field beyond its type.
struct Rules {
    std::int64_t min = std::numeric_limits<std::int64_t>::min();  ///< of a number; of a text its characters; of a list its items
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    bool optional = false;         ///< may be absent: the member keeps its default
    bool verbatim = false;         ///< not trimmed
    bool secret = false;           ///< never shown: not in the audit, not on the command line
    bool omitted = false;          ///< left out of the answer when empty, instead of null
    bool computed = false;         ///< no column: filled by hand
    std::string_view form = {};    ///< "email", "phone", "pin-code", "name"
    std::string_view column = {};  ///< SQL expression, where it is not the name
};

/// One row of the table.
template <class Owner, class Member>
struct Field {
    using Type = Member;
    std::string_view name;
    Member Owner::*member;
    std::string_view doc;
    Rules rules;
};

namespace rule {

struct Range {
    std::int64_t min, max;
    constexpr void apply(Rules& rules) const { rules.min = min, rules.max = max; }
};
struct Flag {
    bool Rules::*flag;
    constexpr void apply(Rules& rules) const { rules.*flag = true; }
};
struct Text {
    std::string_view Rules::*what;
    std::string_view text;
    constexpr void apply(Rules& rules) const { rules.*what = text; }
};

}  // namespace rule

/// Characters of a text, or items of a list, both ends included.
constexpr rule::Range length(std::int64_t min, std::int64_t max) { return {min, max}; }
/// A number (Money in minor units, durations in their own unit), both ends included.
constexpr rule::Range between(std::int64_t min, std::int64_t max) { return {min, max}; }
constexpr rule::Range at_least(std::int64_t min) { return {min, std::numeric_limits<std::int64_t>::max()}; }
/// May be absent; the member keeps its default. (std::optional and std::vector members need no word.)
inline constexpr rule::Flag optional{&Rules::optional};
/// Blanks at the ends belong to it.
inline constexpr rule::Flag verbatim{&Rules::verbatim};
/// A password or token: blanks belong to it, and it is never shown.
inline constexpr rule::Flag secret{&Rules::secret};
inline constexpr rule::Flag omitted_when_empty{&Rules::omitted};
/// Not read from the database by `select`; filled by hand.
inline constexpr rule::Flag computed{&Rules::computed};
/// A known form: "email", "phone" (E.164 or 6 to 15 digits), "name" (no control characters), "pin-code" (the operator's pattern).
constexpr rule::Text form(std::string_view name) { return {&Rules::form, name}; }
/// The SQL expression that fills it.
constexpr rule::Text column(std::string_view sql) { return {&Rules::column, sql}; }

template <class Owner, class Member, class... Asked>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member, std::string_view doc, Asked... asked) {
    Field<Owner, Member> out{name, member, doc, {}};
    (asked.apply(out.rules), ...);
    return out;
}

/// The table: `static constexpr auto fields = mortise::fields(mortise::field("name", &T::name, "What it is."), …);`
template <class... F>
constexpr std::tuple<F...> fields(F... rows) {
    return {rows...};
}

/// The rows of a struct that this one derives from, followed by its own.
template <class Parent, class... F>
constexpr auto fields_of(F... rows) {
    return std::tuple_cat(Parent::fields, std::tuple<F...>{rows...});
}

template <class T>
concept Described = requires {
    std::tuple_size<std::remove_cvref_t<decltype(T::fields)>>::value;
};

template <class T>
inline constexpr std::size_t field_count = std::tuple_size_v<std::remove_cvref_t<decltype(T::fields)>>;

/// Calls `visit(field, index)` for each row.
template <class T, class Visit>
constexpr void each_field(Visit&& visit) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (visit(std::get<I>(T::fields), std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<field_count<T>>{});
}

}  // namespace mortise
