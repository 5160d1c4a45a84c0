// Binds the host's nodes to described structs and finds all their faults at once.
#pragma once
#include <mortise/problem.h>
#include <mortise/types.h>

#include <bitset>
#include <charconv>

namespace mortise {

/// A body of which any part may be missing, for partial changes: `has` tells, by the field's place, which were there.
template <Described T>
struct Partial {
    T value{};
    std::bitset<field_count<T>> has;
    template <class Owner, class Member>
    bool names(Member Owner::*member) const {
        bool found = false;
        each_field<T>([&](const auto& field, auto index) {
            if constexpr (std::same_as<std::remove_cv_t<decltype(field.member)>, Member Owner::*>)
                found = found || (field.member == member && has[index]);
        });
        return found;
    }
};

namespace bind {

/// Where in the body one is: written out only when there is a fault.
struct Path {
    const Path* up = nullptr;
    std::string_view name = {};
    std::size_t index = 0;
    std::string text() const {
        std::string before = up ? up->text() : std::string{};
        if (name.empty()) return up ? before + '[' + std::to_string(index) + ']' : before;
        return before.empty() ? std::string(name) : before + '.' + std::string(name);
    }
};

/// What binding needs from the host, and what it found.
struct Binding {
    const mortise_host* host = nullptr;
    const mortise_json* forms = nullptr;  ///< for the operator's own forms
    bool texts = false;                   ///< every value is a text: a query or a form
    std::vector<Fault> faults = {};

    void fault(const Path& path, std::string_view code, std::string message) {
        faults.push_back({path.text(), std::string(code), std::move(message)});
    }
};

/// An address that mail servers everywhere take: ASCII, with a domain written as it stands in the DNS.
inline bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || at > 64 || text.size() > 254 ||
        text.find('@', at + 1) != std::string_view::npos)
        return false;
    const std::string_view domain = text.substr(at + 1);
    for (const unsigned char c : text)
        if (c <= 0x20 || c >= 0x7F || c == ',' || c == ';' || c == '<' || c == '>' || c == '"') return false;
    return domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.' &&
           domain.find("..") == std::string_view::npos;
}

inline bool is_phone(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    std::size_t digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            ++digits;
        } else if (c != ' ' && c != '-') {
            return false;
        }
    }
    return digits >= 6 && digits <= 15;
}

/// Free of control characters, of line ends, of marks that turn the writing direction and of blanks without width. Joiners stay:
/// several scripts are written with them.
inline bool is_plain(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned first = at(i), second = at(i + 1), third = at(i + 2);
        if (first < 0x20 || first == 0x7F) return false;
        if (first == 0xC2 && second < 0xA0) return false;   // U+0080 to U+009F
        if (first == 0xD8 && second == 0x9C) return false;  // U+061C
        if (first == 0xE2 && second == 0x80 && (third == 0x8B || third == 0x8E || third == 0x8F)) return false;
        if (first == 0xE2 && second == 0x80 && third >= 0xA8 && third <= 0xAE) return false;  // U+2028 to U+202E
        if (first == 0xE2 && second == 0x81 && third >= 0xA6 && third <= 0xA9) return false;  // U+2066 to U+2069
    }
    return true;
}

inline const char* form_fault(const Binding& in, std::string_view form, std::string_view text) {
    if (form == "email") return is_email(text) ? nullptr : "must be an e-mail address";
    if (form == "phone") return is_phone(text) ? nullptr : "must be a telephone number";
    if (form == "name") return is_plain(text) ? nullptr : "must not hold control characters";
    if (!in.forms) return nullptr;
    return in.forms->matches(in.host, border::str(form), border::str(text)) == 1 ? nullptr
                                                                                 : "is not of the form that is asked for";
}

template <class T>
void read(Binding& in, const mortise_node* node, const Rules& rules, const Path& path, T& out);

inline const mortise_node* next(const mortise_node* node) { return node + 1 + node->inside; }

inline void read_text(Binding& in, const mortise_node* node, const Rules& rules, const Path& path, std::string& out) {
    if (node->kind != MORTISE_NODE_STRING) return in.fault(path, "wrong-type", "must be a text");
    const std::string_view text = rules.verbatim || rules.secret ? border::view(node->text) : trimmed(border::view(node->text));
    const auto size = static_cast<std::int64_t>(characters(text));
    const std::int64_t least = rules.min == Rules{}.min ? 0 : rules.min, most = rules.max == Rules{}.max ? text_limit : rules.max;
    if (size < least) {
        in.fault(path, least == 1 ? "missing" : "too-short",
                 least == 1 ? "must not be empty" : "must have at least " + std::to_string(least) + " characters");
    } else if (size > most) {
        in.fault(path, "too-long", "must have at most " + std::to_string(most) + " characters");
    } else if (const char* why = rules.form.empty() || text.empty() ? nullptr : form_fault(in, rules.form, text)) {
        in.fault(path, "bad-form", why);
    } else {
        out = text;
    }
}

template <class Number>
void read_number(Binding& in, const mortise_node* node, const Rules& rules, const Path& path, Number& out) {
    const std::string_view text = border::view(node->text);
    const bool right_kind = node->kind == MORTISE_NODE_NUMBER || (in.texts && node->kind == MORTISE_NODE_STRING);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!right_kind || text.empty() || error == std::errc::invalid_argument || end != text.data() + text.size())
        return in.fault(path, "wrong-type", std::floating_point<Number> ? "must be a number" : "must be a whole number");
    const bool low = rules.min != Rules{}.min && value < static_cast<Number>(rules.min);
    const bool high = rules.max != Rules{}.max && value > static_cast<Number>(rules.max);
    if (error != std::errc{} || low || high) {
        std::string message = "must be ";
        if (rules.min != Rules{}.min && rules.max != Rules{}.max) {
            message += "between " + std::to_string(rules.min) + " and " + std::to_string(rules.max);
        } else if (rules.min != Rules{}.min) {
            message += "at least " + std::to_string(rules.min);
        } else {
            message += rules.max != Rules{}.max ? "at most " + std::to_string(rules.max) : "a smaller number";
        }
        return in.fault(path, "out-of-range", std::move(message));
    }
    out = value;
}

inline void read_money(Binding& in, const mortise_node* node, const Rules& rules, const Path& path, Money& out) {
    const bool right_kind = node->kind == MORTISE_NODE_NUMBER || node->kind == MORTISE_NODE_STRING;
    const auto money = right_kind ? money_from(border::view(node->text)) : std::nullopt;
    if (!money) return in.fault(path, "wrong-type", "must be an amount with at most two decimals");
    if (money->minor < rules.min) return in.fault(path, "out-of-range", "must be at least " + to_text(Money{rules.min}));
    if (money->minor > rules.max) return in.fault(path, "out-of-range", "must be at most " + to_text(Money{rules.max}));
    out = *money;
}

template <class Known>
void read_object(Binding& in, const mortise_node* node, const Path& path, Known& out, std::bitset<field_count<Known>>& has) {
    if (node->kind != MORTISE_NODE_OBJECT) return in.fault(path, "wrong-type", "must be an object");
    const mortise_node* const end = next(node);
    for (const mortise_node* member = node + 1; member != end; member = next(member)) {
        const std::string_view key = border::view(member->key);
        const Path here{path.up || !path.name.empty() ? &path : nullptr, key};
        bool known = false;
        each_field<Known>([&](const auto& field, auto index) {
            if (known || field.name != key) return;
            known = true;
            has[index] = true;
            read(in, member, field.rules, here, out.*field.member);
        });
        if (!known) in.fault(here, "unknown-field", "is not known here");
    }
}

template <class T>
void read_list(Binding& in, const mortise_node* node, const Rules& rules, const Path& path, std::vector<T>& out) {
    out.clear();
    const Rules each{.min = rules.form.empty() ? Rules{}.min : 1, .form = rules.form};
    if (in.texts && node->kind != MORTISE_NODE_ARRAY) {
        read(in, node, each, path, out.emplace_back());
    } else if (node->kind != MORTISE_NODE_ARRAY) {
        return in.fault(path, "wrong-type", "must be a list");
    } else {
        const mortise_node* const end = next(node);
        for (const mortise_node* item = node + 1; item != end; item = next(item)) {
            const Path here{&path, {}, out.size()};
            read(in, item, each, here, out.emplace_back());
        }
    }
    const auto size = static_cast<std::int64_t>(out.size());
    if (size < rules.min) in.fault(path, "too-short", "must have at least " + std::to_string(rules.min) + " items");
    if (size > rules.max) in.fault(path, "too-long", "must have at most " + std::to_string(rules.max) + " items");
}

/// Reads one node into `out`, or says what is wrong with it.
template <class T>
void read(Binding& in, const mortise_node* node, const Rules& rules, const Path& path, T& out) {
    const std::string_view text = border::view(node->text);
    const bool word_like = node->kind == MORTISE_NODE_STRING;
    if constexpr (Optional<T>) {
        if (node->kind == MORTISE_NODE_NULL || (in.texts && word_like && text.empty())) return out.reset();
        typename T::value_type value{};
        read(in, node, rules, path, value);
        out = std::move(value);
    } else if constexpr (Described<T>) {
        std::bitset<field_count<T>> has;
        read_object(in, node, path, out, has);
        if (node->kind != MORTISE_NODE_OBJECT) return;
        each_field<T>([&](const auto& field, auto index) {
            if (!has[index] && !may_be_absent(field))
                in.fault(Path{path.up || !path.name.empty() ? &path : nullptr, field.name}, "missing", "is required");
        });
    } else if constexpr (List<T>) {
        read_list(in, node, rules, path, out);
    } else if constexpr (std::same_as<T, bool>) {
        if (node->kind != MORTISE_NODE_BOOL && !(in.texts && word_like && (text == "true" || text == "false")))
            return in.fault(path, "wrong-type", "must be true or false");
        out = text == "true";
    } else if constexpr (std::same_as<T, PersonId>) {
        const bool right_kind = word_like || node->kind == MORTISE_NODE_NUMBER;
        const auto number = right_kind ? person_number(text) : std::nullopt;
        if (!number) return in.fault(path, "wrong-type", "must be the id of a person");
        out.value = *number;
    } else if constexpr (std::derived_from<T, Id>) {
        read_number(in, node, Rules{.min = 1}, path, out.value);
    } else if constexpr (std::same_as<T, Money>) {
        read_money(in, node, rules, path, out);
    } else if constexpr (std::same_as<T, Time>) {
        const auto time = word_like ? time_from(text) : std::nullopt;
        if (!time) return in.fault(path, "wrong-type", "must be a time such as 2026-01-31T12:00:00Z");
        out = *time;
    } else if constexpr (std::same_as<T, Date>) {
        const auto date = word_like ? date_from(text) : std::nullopt;
        if (!date) return in.fault(path, "wrong-type", "must be a date such as 2026-01-31");
        out = *date;
    } else if constexpr (Duration<T>) {
        typename T::rep count{};
        read_number(in, node, rules, path, count);
        out = T{count};
    } else if constexpr (Worded<T>) {
        const auto value = word_like ? from_word<T>(trimmed(text)) : std::nullopt;
        if (!value) {
            std::string message = "must be one of";
            for (const std::string_view each : words(T{})) message += ' ' + std::string(each);
            return in.fault(path, "out-of-range", std::move(message));
        }
        out = *value;
    } else if constexpr (std::same_as<T, Upload>) {
        if (node->kind != MORTISE_NODE_FILE) return in.fault(path, "wrong-type", "must be a file");
        out.handle = text;
    } else if constexpr (std::is_arithmetic_v<T>) {
        read_number(in, node, rules, path, out);
    } else {
        read_text(in, node, rules, path, out);
    }
}

[[noreturn]] inline void refuse(Binding& in, int status, std::string_view code) {
    std::string detail;
    for (const Fault& fault : in.faults)
        detail += (detail.empty() ? "" : "; ") + (fault.field.empty() ? "the body" : fault.field) + ' ' + fault.message;
    if (detail.size() > 400) detail = detail.substr(0, detail.rfind(';', 400)) + "; …";
    Problem problem{status, code, std::move(detail)};
    problem.faults = std::move(in.faults);
    throw problem;
}

inline constexpr mortise_node empty_object{MORTISE_NODE_OBJECT, 0, {}, {}};

/// The struct that the nodes describe. Throws Problem with all faults: 422 "invalid", or 400 "bad-query" for a query.
template <class T>
T bound(const mortise_host* host, const mortise_json* forms, mortise_nodes nodes, bool texts, int status, std::string_view code) {
    Binding in{host, forms, texts};
    T out{};
    read(in, nodes.n == 0 ? &empty_object : nodes.p, Rules{}, Path{}, out);
    if (!in.faults.empty()) refuse(in, status, code);
    return out;
}

template <class T>
Partial<T> bound_partial(const mortise_host* host, const mortise_json* forms, mortise_nodes nodes, bool texts) {
    Binding in{host, forms, texts};
    Partial<T> out;
    read_object(in, nodes.n == 0 ? &empty_object : nodes.p, Path{}, out.value, out.has);
    if (!in.faults.empty()) refuse(in, 422, "invalid");
    return out;
}

}  // namespace bind
}  // namespace mortise
