// The program with the treadmill alone, whose routes cost time and nothing else.
#pragma once
#include "program.h"

namespace end_to_end {

inline Words treadmill(const Words& more = {}) {
    Words words{"plugins.enabled=treadmill",
                "plugins.required=",
                "plugins.folders=" MORTISE_TEST_PLUGINS,
                "http.limits.connections_per_address=10000",
                "http.rate_limits=off",
                "log.level=warn"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace end_to_end
