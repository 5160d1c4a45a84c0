// Requests to play with, in several states.
#pragma once
#include <mortise/call.h>

namespace requests {

/// Orders and works in the names of the demo's people, through the same functions as they would. Nothing where there are
/// requests, or no such people.
void demo(mortise::Call& call);

}  // namespace requests
