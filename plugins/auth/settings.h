// The settings of accounts, and whether they make sense.
#pragma once
#include <mortise/plugin.h>

namespace auth {

std::vector<mortise::Setting> all_settings();

/// Throws, so that the plugin does not start, for a value that makes no sense; the sentence names the setting.
void check_settings(mortise::Call& call);

}  // namespace auth
