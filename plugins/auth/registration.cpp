// How a stranger becomes a customer.
#include "registration.h"

#include "roles.h"
#include "tickets.h"

namespace auth {
namespace {

template <class Wish>
Entrance enter_as_new(const Wish& wish, Call& call) {
    contract::accounts::require_uncommon(call.services(), "password", wish.password);
    const contract::accounts::NewAccount account{
        wish.username, wish.email, wish.phone,    wish.first_name,       wish.last_name,
        wish.address,  wish.city,  wish.pin_code, std::string{customer}, crypto::hash_password(call.services(), wish.password)};
    Entrance entrance = call.write([&](Writer& db) {
        const Id id = create_user(db, call, account);
        ask_for_ticket(db, call, TicketKind::email_verification, id);
        const Tokens tokens = open_session(db, call, opening(call, id));
        return entrance_of(tokens, user_of(db, id));
    });
    set_cookie(call, *entrance.refresh_token);
    return entrance;
}

}  // namespace

Created<Entrance> register_user(const Registration& wish, Call& call) { return {enter_as_new(wish, call)}; }

Created<Entrance> register_customer(const CustomerRegistration& wish, Call& call) {
    Entrance entrance = enter_as_new(wish, call);
    entrance.user_id = entrance.customer_id = entrance.user.id;
    return {std::move(entrance)};
}

}  // namespace auth
