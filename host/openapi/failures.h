// What a route may answer when it does not succeed.
#pragma once
#include "openapi/value.h"
#include "plugins/ledger.h"

namespace host::openapi {

/// Adds a response for each status that the route may fail with, in the order of their numbers.
void add_failures(Value& responses, const RouteRow& row, bool has_path_parameters);

/// The schema `Problem`, to which all of them refer.
Value problem_schema();

}  // namespace host::openapi
