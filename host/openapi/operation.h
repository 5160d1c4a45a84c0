// One route as one operation of OpenAPI.
#pragma once
#include "openapi/path.h"
#include "openapi/schemas.h"
#include "plugins/ledger.h"

namespace host::openapi {

/// A route with what was read of it.
struct Operation {
    const RouteRow* row = nullptr;
    std::string tag;
    Path path;                  ///< as the document names it
    bool at_root = false;       ///< the base path does not go before it
    Value body, query, answer;  ///< schemas; null: none
};

/// The operation. `scope_sentence` says what the scope allows; `password`: there is a log-in that tools can use.
Value operation_of(const Operation& operation, std::string id, const Schemas& schemas, std::string_view scope_sentence,
                   bool password);

}  // namespace host::openapi
