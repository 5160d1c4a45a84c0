// Who calls: what a good access token says, with its scopes as numbers.
#pragma once
#include <bitset>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace host {

inline constexpr std::size_t most_scopes = 256;

/// The scopes that the loaded plugins declare, numbered. Filled while plugins describe themselves, then only read.
class Scopes {
  public:
    /// The scope's number. Throws Problem 500 when there are too many.
    int declare(std::string_view name, std::string_view sentence);
    /// -1 when nobody has declared it.
    int number(std::string_view name) const;
    const std::map<std::string, std::pair<int, std::string>, std::less<>>& all() const { return all_; }

  private:
    std::map<std::string, std::pair<int, std::string>, std::less<>> all_;
};

/// The bearer of a token; user 0 is nobody, or the system.
struct Principal {
    std::int64_t user = 0;
    std::string session, role, email;
    int verified = -1;
    bool every_scope = false;
    std::bitset<most_scopes> scopes;
    std::int64_t expires_at = 0;  ///< seconds
    std::uint64_t minted = 0;     ///< the token's place in the order of mints and revocations

    bool may(int scope) const { return every_scope || (scope >= 0 && scopes.test(static_cast<std::size_t>(scope))); }
};

}  // namespace host
