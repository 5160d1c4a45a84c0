// The document of all routes of the product.
#pragma once
#include <mortise/call.h>

namespace mortise::openapi {

/// OpenAPI 3.1 of every loaded plugin, as JSON or as YAML. [any lane]
inline std::string document(Call& call, bool yaml) {
    std::string out;
    border::need([&](const mortise_fail* fail) {
        return call.services().openapi->document(call.handle(), yaml ? 1 : 0, border::into(out), fail);
    });
    return out;
}

}  // namespace mortise::openapi
