// Compares an answer with the schema that its route declares.
#pragma once
#include <string>
#include <string_view>

namespace host {

/// Empty when the JSON text fits the JSON Schema (of the kinds that the façade writes), else what does not.
std::string misfit(std::string_view json, std::string_view schema);

}  // namespace host
