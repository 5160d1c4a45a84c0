// What other plugins' facts do to requests, and what other plugins ask about them.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/contract/catalogue.h>
#include <mortise/contract/work.h>

namespace requests {

/// Gives back what a shut-out professional was offered or has accepted, and cancels what a shut-out customer ordered and nobody
/// has begun.
void account_shut(const mortise::contract::accounts::Account& account, mortise::Writer& db, mortise::Call& call);
/// The same for a professional that left the pool.
void professional_left(const mortise::contract::catalogue::Professional& professional, mortise::Writer& db, mortise::Call& call);

mortise::contract::work::Usage usage(const mortise::contract::work::OfService& of, mortise::Reader& db, mortise::Call& call);
mortise::contract::work::Link link(const mortise::contract::work::Pair& pair, mortise::Reader& db, mortise::Call& call);

}  // namespace requests
