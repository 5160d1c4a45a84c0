// How the members of described structs and plain values stand in the database.
#pragma once
#include <mortise/bind.h>
#include <mortise/json.h>
#include <mortise/services.h>

#include <span>

namespace mortise::values {

/// A parameter of a statement. `text` holds what the value points to where it had to be made.
struct Bound {
    mortise_value value{};
    std::string text{};
};

inline mortise_value integer(std::int64_t number) { return {MORTISE_INTEGER, 0, number, 0, {}}; }
inline mortise_value bytes(std::string_view text) { return {MORTISE_TEXT, 0, 0, 0, border::str(text)}; }

/// Views stay borrowed: the value must live until the statement has run.
template <class T>
Bound bound(const T& value) {
    if constexpr (Optional<T>) {
        return value ? bound(*value) : Bound{};
    } else if constexpr (std::same_as<T, bool>) {
        return {integer(value ? 1 : 0), {}};
    } else if constexpr (std::derived_from<T, Id>) {
        return {integer(value.value), {}};
    } else if constexpr (std::same_as<T, Money>) {
        return {integer(value.minor), {}};
    } else if constexpr (std::same_as<T, Time>) {
        return {integer(to_ms(value)), {}};
    } else if constexpr (Duration<T>) {
        return {integer(static_cast<std::int64_t>(value.count())), {}};
    } else if constexpr (Worded<T>) {
        return {bytes(word(value)), {}};
    } else if constexpr (std::floating_point<T>) {
        return {{MORTISE_REAL, 0, 0, value, {}}, {}};
    } else if constexpr (std::integral<T>) {
        return {integer(static_cast<std::int64_t>(value)), {}};
    } else if constexpr (std::same_as<T, Date>) {
        return {{MORTISE_TEXT, 0, 0, 0, {}}, to_text(value)};
    } else if constexpr (List<T> || Described<T>) {
        return {{MORTISE_TEXT, 0, 0, 0, {}}, json::text(value)};
    } else if constexpr (std::same_as<T, Json>) {
        return {bytes(value.text), {}};
    } else {
        return {bytes(value), {}};
    }
}

/// The parameters of one statement, settled so that every view is valid.
inline void settle(std::span<Bound> all, std::span<mortise_value> out) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        out[i] = all[i].value;
        if (!all[i].text.empty()) out[i].bytes = border::str(all[i].text);
    }
}

[[noreturn]] inline void mismatch(std::string_view what) {
    throw Problem{500, "internal", "a column does not hold " + std::string(what)};
}

inline std::int64_t whole(const mortise_value& value) {
    if (value.kind != MORTISE_INTEGER) mismatch("a whole number");
    return value.integer;
}

inline std::string_view text(const mortise_value& value) {
    if (value.kind != MORTISE_TEXT && value.kind != MORTISE_BLOB) mismatch("a text");
    return border::view(value.bytes);
}

/// A column into a member. Throws Problem 500 where the kinds do not fit.
template <class T>
void take(const Services& services, const mortise_value& value, T& out) {
    if constexpr (Optional<T>) {
        if (value.kind == MORTISE_NULL) return out.reset();
        take(services, value, out.emplace());
    } else if constexpr (std::same_as<T, bool>) {
        out = whole(value) != 0;
    } else if constexpr (std::derived_from<T, Id>) {
        out.value = whole(value);
    } else if constexpr (std::same_as<T, Money>) {
        out.minor = whole(value);
    } else if constexpr (std::same_as<T, Time>) {
        out = from_ms(whole(value));
    } else if constexpr (Duration<T>) {
        out = T{static_cast<typename T::rep>(whole(value))};
    } else if constexpr (Worded<T>) {
        const auto found = from_word<T>(text(value));
        if (!found) mismatch("one of the words of its type");
        out = *found;
    } else if constexpr (std::floating_point<T>) {
        out = static_cast<T>(value.kind == MORTISE_REAL ? value.real : static_cast<double>(whole(value)));
    } else if constexpr (std::integral<T>) {
        out = static_cast<T>(whole(value));
    } else if constexpr (std::same_as<T, Date>) {
        const auto date = date_from(text(value));
        if (!date) mismatch("a date");
        out = *date;
    } else if constexpr (List<T> || Described<T>) {
        border::need([&](const mortise_fail* fail) {
            struct Use {
                T* out;
                bool fits;
            } use{&out, true};
            const auto bind = [](void* ctx, mortise_nodes nodes) noexcept -> mortise_rc {
                auto* to = static_cast<Use*>(ctx);
                bind::Binding in{};
                bind::read(in, nodes.p, Rules{}, bind::Path{}, *to->out);
                to->fits = in.faults.empty();
                return MORTISE_OK;
            };
            const mortise_rc rc = services.json->parse(services.host, border::str(text(value)), bind, &use, fail);
            if (rc == MORTISE_OK && !use.fits) mismatch("the JSON of its type");
            return rc;
        });
    } else if constexpr (std::same_as<T, Json>) {
        out.text = text(value);
    } else {
        out = text(value);
    }
}

}  // namespace mortise::values
