// Hands out what the host knows of its routes.
#include "document.h"

namespace docs {

// Made once in the plugin's life: no route comes or goes while it lasts, and making it costs as much as a hundred other answers.

mortise::Content json_document(mortise::Call& call) {
    static const std::string text = mortise::openapi::document(call, false);
    return {"application/json", text};
}

mortise::Content yaml_document(mortise::Call& call) {
    static const std::string text = mortise::openapi::document(call, true);
    return {"application/yaml", text};
}

}  // namespace docs
