// How a customer is forgotten.
#include "erasure.h"

#include "effects.h"

namespace requests {

using mortise::contract::accounts::Account;

void erase_customer(const mortise::contract::accounts::Who& who, mortise::Writer& db, mortise::Call& call) {
    Account gone;
    gone.id = who.user;
    account_shut(gone, db, call);
    db.run("INSERT INTO requests_erased (customer_id, at) VALUES (?, ?) ON CONFLICT (customer_id) DO NOTHING", who.user,
           call.now());
    db.run(
        "UPDATE requests_requests SET customer_name = 'erased', customer_phone = NULL, location = 'erased', remarks = NULL WHERE "
        "customer_id = ? AND status IN ('closed', 'cancelled', 'expired')",
        who.user);
    db.run("UPDATE requests_history SET reason = NULL WHERE actor = ?", who.user);
}

}  // namespace requests
