// People to play with.
#pragma once
#include <mortise/call.h>

namespace auth {

/// Makes the administrator admin@example.com and the customer anna@example.com, their passwords known to everybody. Nothing where
/// anybody but administrators is there. The host refuses it in production.
void demo(mortise::Call& call);

}  // namespace auth
