// What time does to requests.
#pragma once
#include <mortise/call.h>

namespace requests {

/// Offers that nobody answered go back to everybody. How many.
int time_out_offers(mortise::Writer& db, mortise::Call& call);
/// Finished work that the customer does not confirm is closed. How many.
int close_finished(mortise::Writer& db, mortise::Call& call);
/// What nobody wanted ends. How many.
int expire_waiting(mortise::Writer& db, mortise::Call& call);

}  // namespace requests
