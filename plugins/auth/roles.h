// Roles are sets of scopes, in the settings auth.roles.<ROLE>.
#pragma once
#include <mortise/plugin.h>

namespace auth {

using namespace mortise;

inline constexpr std::string_view administrator = "ADMIN", customer = "CUSTOMER", professional = "PROFESSIONAL";

/// The rows of `.settings` that say what each role may.
std::vector<Setting> role_settings();

/// What is wrong with the setting of a role, as the end of a sentence that begins with its key; empty when nothing is.
std::string fault_of_role(Call& call, std::string_view role);

/// The role's own name: MECHANIC is PROFESSIONAL under the workshop's name.
std::string_view role_named(std::string_view name);

/// The role's scopes as a token carries them; "*" is all. Empty for a role that the operator has not named.
std::vector<std::string> scopes_of(Call& call, std::string_view role);

/// The same with "*" written out: every scope that the loaded plugins declare.
std::vector<std::string> scopes_in_full(Call& call, std::string_view role);

}  // namespace auth
