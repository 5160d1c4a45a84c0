// Registration and log-in, all of it asked from those who keep accounts and professionals.
#include "newcomers.h"

namespace compat {

namespace accounts = contract::accounts;
namespace catalogue = contract::catalogue;
namespace entrance = contract::entrance;

namespace {

/// On the blocking lane: the password is hashed here, outside of any transaction.
template <class Wish>
accounts::NewAccount account_of(const Wish& wish, std::string role, Call& call) {
    accounts::require_uncommon(call.services(), "password", wish.password);
    return {wish.username, wish.email, {},           wish.firstname,  wish.lastname,
            wish.address,  {},         wish.pincode, std::move(role), crypto::hash_password(call.services(), wish.password)};
}

/// By the name that was sent: here a professional names one service at most.
catalogue::Professional enrolled(Writer& db, Call& call, const catalogue::Enrolment& enrolment) {
    try {
        return ask(call, db, catalogue::enrol, enrolment);
    } catch (Problem& problem) {
        for (Fault& fault : problem.faults)
            if (fault.field == "service_ids") problem.detail = (fault.field = "service_id") + ' ' + fault.message;
        throw;
    }
}

}  // namespace

Created<Entrance> add_customer(const NewCustomer& wish, Call& call) {
    const accounts::NewAccount account = account_of(wish, "CUSTOMER", call);
    return {call.write([&](Writer& db) {
        const Account made = ask(call, db, accounts::create, account);
        Entrance in = ask(call, db, entrance::enter, accounts::Who{made.id});
        in.user_id = in.customer_id = made.id;
        return in;
    })};
}

Created<Welcome> add_professional(const NewProfessional& wish, Call& call) {
    const accounts::NewAccount account = account_of(wish, "PROFESSIONAL", call);
    std::vector<Id> service_ids;
    if (wish.service_id) service_ids.push_back(*wish.service_id);
    return {call.write([&](Writer& db) {
        Welcome out;
        out.user = ask(call, db, accounts::create, account);
        out.user_id = out.user.id;
        out.email = out.user.email;
        out.professional_id = enrolled(db, call, {out.user_id, service_ids, wish.exp, wish.compname, {}, {}, {}}).id;
        Entrance in = ask(call, db, entrance::enter, accounts::Who{out.user_id});
        out.access_token = std::move(in.access_token);
        out.refresh_token = in.refresh_token.value_or("");
        out.expires_in = in.expires_in;
        return out;
    })};
}

Entrance check(const Credentials& wish, Call& call) {
    Entrance in = entrance::prove(call, wish.username, wish.password);
    if (handling::is_form(call.services().call->body(call.handle()))) in.refresh_token.reset();
    return in;
}

}  // namespace compat
