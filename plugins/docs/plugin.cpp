// plugins/docs: the API as a document, and as pages for people.
#include <mortise/plugin.h>

#include "document.h"
#include "pages.h"

mortise::Plugin describe() {
    using namespace docs;
    const mortise::RouteOptions outside{.absolute = true};
    return {
        .sentence = "What every route takes and answers: OpenAPI 3.1, Swagger UI and Redoc.",
        .routes =
            {
                {"GET", "/openapi.json", mortise::everyone, json_document, "This API as an OpenAPI 3.1 document.", outside},
                {"GET", "/openapi.yaml", mortise::everyone, yaml_document, "The same document as YAML.", outside},
                {"GET", "/docs", mortise::everyone, swagger_page, "Swagger UI: a page to read this API and try it.", outside},
                {"GET", "/docs/start.js", mortise::everyone, swagger_start, "What starts Swagger UI.", outside},
                {"GET", "/redoc", mortise::everyone, redoc_page, "Redoc: a page to read this API.", outside},
                {"GET", "/redoc/start.js", mortise::everyone, redoc_start, "What starts Redoc.", outside},
            },
        .folders = {{"/docs/assets/", "docs", "The scripts and styles of both pages."}},
    };
}
