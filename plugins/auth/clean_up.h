// Forgetting what is of no more use.
#pragma once
#include <mortise/plugin.h>

namespace auth {

/// Removes expired refresh tokens and tickets, sessions that ended long ago and old counters, ten thousand of each at most; how
/// many.
int clean_up(mortise::Writer& db, mortise::Call& call);

}  // namespace auth
