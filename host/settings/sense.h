// What no type can refuse: values that are well-formed and make no sense.
#pragma once
#include "settings/host_settings.h"

namespace host {

/// The fault with the place that gave the setting its value.
Misconfigured misplaced(const Settings& settings, const std::string& key, const std::string& fault);

/// Throws Misconfigured for the first value of the host's own settings that makes no sense.
void refuse_nonsense(const Settings& settings, const HostSettings& values);

}  // namespace host
