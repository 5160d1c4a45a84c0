// Customers whose account was erased.
#pragma once
#include <mortise/contract/accounts.h>

namespace requests {

/// Cancels what the customer ordered and nobody has begun, and empties name, telephone number, place and remarks of what has
/// ended. What is being worked on keeps them until it ends: a trigger sees to that. Amounts stay.
void erase_customer(const mortise::contract::accounts::Who& who, mortise::Writer& db, mortise::Call& call);

}  // namespace requests
