// All settings of one start: who declared them, what each source says, and which source wins.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "settings/declaration.h"
#include "settings/environment.h"
#include "settings/misconfigured.h"

namespace host {

/// Sources may be read before or after the settings are declared, in any order; later ones in this list win:
/// built-in, file, systemd credential, the documents' own environment names, MORTISE_…, --set.
/// A secret `x` may be given as `x_file`, the path of a file of mode 0600 or less; it counts where `x_file` was given.
/// After it has been filled it is only read, from any thread.
class Settings {
  public:
    /// Adds a setting. The same owner may declare it anew. Throws Misconfigured when another owner has it.
    void declare(Declaration declaration);
    void declare(std::span<const Declaration> declarations);

    /// Each throws Misconfigured for what cannot be read at all; unknown keys and wrong types wait for check().
    void read_file(const std::filesystem::path& file);
    void read_text(std::string_view text, const std::string& name);
    void read_credentials(const std::filesystem::path& folder);
    void read_environment(const Environment& variables);
    void set(std::string_view assignment);  ///< "key=value" of --set

    /// One line for each unknown key, wrong value, missing value. `dormant` names the plugins (or first parts of keys) that are
    /// known but not enabled: their keys are let be.
    std::vector<Misconfigured> faults(std::span<const std::string> dormant = {}) const;
    /// Throws the first of them.
    void check(std::span<const std::string> dormant = {}) const;

    /// Things to tell the operator that are no faults.
    const std::vector<std::string>& notes() const { return notes_; }

    /// Typed values of declared settings. They throw Misconfigured when there is none or it does not fit, std::logic_error when
    /// nobody declared the key.
    std::string text(std::string_view key) const;  ///< also for secrets
    std::int64_t integer(std::string_view key) const;
    double decimal(std::string_view key) const;
    bool boolean(std::string_view key) const;
    std::chrono::milliseconds duration(std::string_view key) const;
    std::uint64_t size(std::string_view key) const;
    std::vector<std::string> list(std::string_view key) const;
    /// The raw text, or nothing when the setting has no value.
    std::optional<std::string> find(std::string_view key) const;

    /// How a declared key is read. Throws std::logic_error when nobody declared it.
    Type type(std::string_view key) const;
    /// For a declared "auth.roles.*": the names that have a value, with it. Names from the environment are in lower case.
    std::vector<std::pair<std::string, std::string>> named(std::string_view wildcard) const;

    struct Shown {
        std::string key, value, origin, type, unit, sentence, owner;  ///< secrets and passwords in URLs are masked
    };
    /// Every declared setting, by key.
    std::vector<Shown> show() const;

  private:
    enum class Source { file, credential, documents, environment, command_line };
    struct Given {
        std::string value, place;
    };
    struct Value {
        std::string text, origin;
    };
    using Givens = std::map<std::string, Given, std::less<>>;
    struct Meaning {
        const Declaration* declaration = nullptr;
        std::string key;         ///< the setting, with its name in the place of "*"
        bool from_file = false;  ///< the given value is the path of a file that holds the secret
    };

    const Declaration* declaration_of(std::string_view key) const;
    const Declaration& declared(std::string_view key) const;
    const std::string& valued(std::string_view key) const;
    template <class Read>
    auto typed(std::string_view key, Read read) const;
    void give(Source source, const std::string& name, Given given);
    void resolve();
    std::optional<Meaning> meaning_of(Source source, const std::string& name) const;
    std::optional<Meaning> meaning_without_suffix(Source source, const std::string& name) const;
    Misconfigured unknown(Source source, const std::string& name, const Given& given) const;

    std::map<std::string, Declaration, std::less<>> declarations_;
    std::map<Source, Givens> givens_;  // by key; those of Source::environment by variable
    std::map<std::string, Value, std::less<>> values_;
    std::vector<std::string> notes_;
};

/// The value with the password of a URL ("scheme://user:password@…") replaced by asterisks.
std::string without_url_password(std::string_view value);

}  // namespace host
