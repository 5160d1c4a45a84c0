// The OpenAPI document of all that is loaded.
#pragma once
#include <mortise/openapi.h>
#include <mortise/route.h>

namespace docs {

mortise::Content json_document(mortise::Call& call);
mortise::Content yaml_document(mortise::Call& call);

}  // namespace docs
