// Requests that are sent again with the same Idempotency-Key: done once, answered alike.
#pragma once
#include <cstdint>
#include <string>

#include "crypto/bytes.h"
#include "http/exchange.h"

struct mortise_call;
struct mortise_db;

namespace host {

struct Parts;
struct RouteRow;

/// A request with a key.
struct Repeat {
    std::string key{};          ///< the client's own word
    std::string id{};           ///< of the caller, the route and the key
    std::string request{};      ///< what opens the row: the key, and all that is asked
    std::size_t fields_at = 0;  ///< where the handler's own headers begin in the answer
    std::int64_t holder = 0;    ///< who works on it, on the blocking lane
};

/// True of the routes that take a key: POST that makes something.
bool is_repeatable(const RouteRow& row);

/// The request's key. Throws Problem 400 "bad-idempotency-key" for one that is none, or for two.
std::string read_key(const http::Request& request);

/// Finds out what the request is, by all of its body. [any thread, once the body is there]
void identify(mortise_call& call);

/// In the handler's own transaction: true when the answer is filled with the one that was kept. Throws Problem 409
/// "idempotency-in-flight" or "idempotency-outcome-unknown", 422 "idempotency-key-reused".
bool answer_again(mortise_call& call, mortise_db& db);
/// Keeps the answer in the handler's own transaction.
void keep_answer(mortise_call& call, mortise_db& db);

/// For a handler without a transaction: answers as answer_again() does, or takes the request on. [blocking lane]
bool take_on(mortise_call& call);
/// In the handler's first transaction: from its commit on, the request is not done again. Throws Problem 409
/// "idempotency-in-flight" when it has taken so long that another works on it.
void note_commit(mortise_call& call, mortise_db& db);
/// The handler is done: keeps its answer. [blocking lane]
void hand_in(mortise_call& call) noexcept;
/// The handler has failed: the request may be sent again. [blocking lane]
void give_up(mortise_call& call) noexcept;

/// Forgets what is older than a day. Returns how many.
std::int64_t forget_repeats(Parts& parts);

}  // namespace host
