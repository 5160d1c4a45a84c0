// A catalogue to play with.
#pragma once
#include <mortise/call.h>

namespace services {

/// Makes some services, and the professionals bert@example.com (verified) and cora@example.com (pending). Nothing where there are
/// services.
void demo(mortise::Call& call);

}  // namespace services
