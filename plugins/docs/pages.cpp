// Two pages and the scripts that start them: no script stands in a page, so that the policy need not allow any there.
#include "pages.h"

namespace docs {
namespace {

constexpr std::string_view swagger_html = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
)";

// Without a validatorUrl of null, Swagger UI would show the document to a server of its makers.
constexpr std::string_view swagger_js = R"(SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#page',
    deepLinking: true,
    docExpansion: 'none',
    filter: true,
    validatorUrl: null,
});
)";

// Redoc's mark of its makers is a picture from their server; the policy refuses it, so the empty frame is hidden.
constexpr std::string_view redoc_html = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API</title>
<link rel="icon" href="data:,">
<style>body { margin: 0; } a[href^="https://redocly.com"] img { display: none; }</style>
</head>
<body>
<div id="page"></div>
<script src="/docs/assets/redoc.standalone.js"></script>
<script src="/redoc/start.js"></script>
</body>
</html>
)";

constexpr std::string_view redoc_js =
    R"(Redoc.init('/openapi.json', {sortPropsAlphabetically: false}, document.getElementById('page'));
)";

// Both put styles into the page while they run; Redoc searches in a worker that it makes of a blob.
constexpr std::string_view swagger_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr std::string_view redoc_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

mortise::Content page(mortise::Call& call, std::string_view policy, std::string_view html) {
    call.set("Content-Security-Policy", policy);
    call.set("Referrer-Policy", "no-referrer");
    call.set("Cache-Control", "no-cache");
    return {"text/html; charset=utf-8", std::string(html)};
}

mortise::Content script(mortise::Call& call, std::string_view text) {
    call.set("Cache-Control", "no-cache");
    return {"text/javascript; charset=utf-8", std::string(text)};
}

}  // namespace

mortise::Content swagger_page(mortise::Call& call) { return page(call, swagger_policy, swagger_html); }
mortise::Content swagger_start(mortise::Call& call) { return script(call, swagger_js); }
mortise::Content redoc_page(mortise::Call& call) { return page(call, redoc_policy, redoc_html); }
mortise::Content redoc_start(mortise::Call& call) { return script(call, redoc_js); }

}  // namespace docs
