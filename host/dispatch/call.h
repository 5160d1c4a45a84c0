// One call under way: a request, a task's run or a delivery. The C border's handle.
#pragma once
#include <mortise/abi.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "body/multipart.h"
#include "body/nodes.h"
#include "dispatch/lanes.h"
#include "dispatch/repeats.h"
#include "http/exchange.h"
#include "plugins/ledger.h"
#include "sessions/principal.h"

/// Belongs to one thread at a time: I/O, then a lane, then I/O.
struct mortise_call {
    explicit mortise_call(host::Parts& all) : parts(all) {}
    mortise_call(const mortise_call&) = delete;
    mortise_call& operator=(const mortise_call&) = delete;

    host::Parts& parts;
    host::Ledger* plugin = nullptr;            ///< whose code runs: changes for the length of a contract call
    const host::RouteRow* route = nullptr;     ///< of a request
    host::http::Exchange* exchange = nullptr;  ///< of a request
    host::http::Answer* answer = nullptr;      ///< of a request
    host::Lane lane = host::Lane::blocking;    ///< where it runs now

    std::shared_ptr<const host::Principal> principal;  ///< none: nobody
    mortise_principal shown{};
    std::vector<std::pair<std::string_view, std::string>> parameters;
    host::body::Nodes body, query;
    std::unique_ptr<host::body::Multipart> multipart;
    std::string request_id, peer, trace;
    std::string_view base;
    std::string cache_key;                ///< not empty: the answer may be kept under it
    std::optional<std::string> if_match;  ///< of a write: the versions of the record that it may change
    std::optional<host::Repeat> repeat;   ///< of a request with an Idempotency-Key
    bool has_written = false;             ///< a blocking handler's first transaction is committed
    host::storage::Gathered gathered;
    std::chrono::steady_clock::time_point began;
};

namespace host {

/// What a plugin sees of the caller.
const mortise_principal& shown_principal(mortise_call& call);

/// True when the route asks for no scope, or the principal holds one that it asks for.
inline bool is_allowed(const RouteRow& route, const Principal& who) {
    return route.scope < 0 || who.may(route.scope) || who.may(route.other_scope);
}

/// Runs a route's handler. Throws Problem for what it reported, storage::Rerun when its transaction was lost.
void run_handler(mortise_call& call, mortise_db* db);

}  // namespace host
