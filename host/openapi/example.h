// A plausible value for a schema, the same every time.
#pragma once
#include "openapi/value.h"

namespace host::openapi {

/// What a client could send. `name` is the field's, whose meaning it helps to guess.
Value example_of(const Value& schema, std::string_view name = {});

/// True when something in the schema is the content of a file.
bool has_file(const Value& schema);

}  // namespace host::openapi
