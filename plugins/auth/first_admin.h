// The first administrator, from the settings auth.admin.*.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/plugin.h>

namespace auth {

/// Makes the administrator when there is none. Throws, so that the plugin does not start, for settings that do not fit; in
/// production also for a well-known password, whether or not it would be used.
void make_first_admin(mortise::Call& call);

/// An administrator to be: the first word of the name is the given one.
mortise::contract::accounts::NewAccount administrator_named(std::string_view name);

}  // namespace auth
