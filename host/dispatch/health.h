// The host's own routes: what it is, whether it lives, whether it is ready.
#pragma once
#include <span>

#include "dispatch/call.h"

namespace host {

/// `/`, `/health`, `/healthz`, `/readyz`. Their rows have no plugin.
std::span<const RouteRow> own_routes();

/// Answers one of them, on the I/O thread.
void answer_own_route(mortise_call& call);

/// "ready", or what is missing.
std::string readiness(const Parts& parts);

}  // namespace host
