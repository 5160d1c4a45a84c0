// The OpenAPI document of what the loaded plugins declare.
#pragma once
#include <string>
#include <string_view>

namespace host {

struct Parts;

/// OpenAPI 3.1 as JSON: every route under the first base path, its body, query, answer, errors and scope.
std::string openapi_document(const Parts& parts);

/// The same document as YAML.
std::string yaml_of(std::string_view json);

}  // namespace host
