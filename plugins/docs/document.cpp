// Hands out what the host knows of its routes.
#include "document.h"

namespace docs {

mortise::Content json_document(mortise::Call& call) { return {"application/json", mortise::openapi::document(call, false)}; }

mortise::Content yaml_document(mortise::Call& call) { return {"application/yaml", mortise::openapi::document(call, true)}; }

}  // namespace docs
