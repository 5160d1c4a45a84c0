// The catalogue in figures, for the administrators' overview.
#pragma once
#include <mortise/contract/figures.h>

namespace services {

/// Professionals by status, services that are sold and that are not any more, visible reviews and their mean.
mortise::contract::figures::Figures figures(const mortise::contract::figures::Moment& now, mortise::Reader& db,
                                            mortise::Call& call);

}  // namespace services
