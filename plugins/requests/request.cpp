// Reading one request.
#include "request.h"

namespace requests {

Request request_of(Reader& db, Id id) {
    auto found = db.first<Request>("FROM requests_rated r WHERE r.id = ?", id);
    if (!found) throw not_found("service request");
    return std::move(*found);
}

}  // namespace requests
