// Requests in figures, for the administrators' overview.
#pragma once
#include <mortise/contract/figures.h>

namespace requests {

/// Requests by state and new in the month, and what those that were closed in the month were worth.
mortise::contract::figures::Figures figures(const mortise::contract::figures::Moment& now, mortise::Reader& db,
                                            mortise::Call& call);

}  // namespace requests
