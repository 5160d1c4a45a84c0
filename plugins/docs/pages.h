// Swagger UI and Redoc. All that they load comes from this host, and their policy lets nothing else in.
#pragma once
#include <mortise/route.h>

namespace docs {

mortise::Content swagger_page(mortise::Call& call);
mortise::Content swagger_start(mortise::Call& call);
mortise::Content redoc_page(mortise::Call& call);
mortise::Content redoc_start(mortise::Call& call);

}  // namespace docs
