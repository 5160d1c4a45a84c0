// Settings that a plugin declares: a key, its default, what it means; their type is that of the default.
#pragma once
#include <mortise/services.h>
#include <mortise/types.h>

#include <algorithm>
#include <charconv>

namespace mortise {

/// In place of a default: the operator must say it.
struct Required {};
inline constexpr Required required{};
/// A default for what is never shown; empty: none.
struct Secret {
    std::string_view preset = {};
};
/// A list; its default is written with commas.
struct Items {
    std::string_view preset = {};
};

/// A row of `.settings`. The key begins with the plugin's name and a dot; "x.*" declares all keys below.
struct Setting {
    std::string key;
    std::int32_t type;
    bool is_required = false;
    std::string preset, sentence;

    Setting(std::string_view k, Required, std::string_view s)
        : key(k), type(MORTISE_SETTING_TEXT), is_required(true), sentence(s) {}
    Setting(std::string_view k, Secret secret, std::string_view s)
        : key(k), type(MORTISE_SETTING_SECRET), preset(secret.preset), sentence(s) {}
    Setting(std::string_view k, Items items, std::string_view s)
        : key(k), type(MORTISE_SETTING_LIST), preset(items.preset), sentence(s) {}
    Setting(std::string_view k, const char* text, std::string_view s)
        : key(k), type(MORTISE_SETTING_TEXT), preset(text), sentence(s) {}
    Setting(std::string_view k, bool value, std::string_view s)
        : key(k), type(MORTISE_SETTING_BOOLEAN), preset(value ? "true" : "false"), sentence(s) {}
    Setting(std::string_view k, int value, std::string_view s)
        : key(k), type(MORTISE_SETTING_INTEGER), preset(std::to_string(value)), sentence(s) {}
    Setting(std::string_view k, std::chrono::milliseconds value, std::string_view s)
        : key(k), type(MORTISE_SETTING_DURATION), preset(written(value)), sentence(s) {}

  private:
    static std::string written(std::chrono::milliseconds value) {
        const std::int64_t ms = value.count();
        if (ms != 0 && ms % 86'400'000 == 0) return std::to_string(ms / 86'400'000) + " d";
        if (ms != 0 && ms % 3'600'000 == 0) return std::to_string(ms / 3'600'000) + " h";
        if (ms != 0 && ms % 60'000 == 0) return std::to_string(ms / 60'000) + " min";
        if (ms % 1'000 == 0) return std::to_string(ms / 1'000) + " s";
        return std::to_string(ms) + " ms";
    }
};

namespace settings {

/// The value of a declared setting in the asked type. Throws Problem 500 for a key that was not declared.
template <class T>
T get(const Services& services, std::string_view key) {
    std::string text;
    border::need([&](const mortise_fail* fail) {
        return services.settings->get(services.host, border::str(key), border::into(text), fail);
    });
    if constexpr (std::same_as<T, std::string>) {
        return text;
    } else if constexpr (std::same_as<T, bool>) {
        return text == "true";
    } else if constexpr (std::same_as<T, std::vector<std::string>>) {
        std::vector<std::string> items;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            items.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        return items;
    } else {
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        if constexpr (Duration<T>) {
            return std::chrono::duration_cast<T>(std::chrono::milliseconds{number});
        } else {
            return static_cast<T>(number);
        }
    }
}

}  // namespace settings
}  // namespace mortise
