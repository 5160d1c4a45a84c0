// Registration: hash and files first, then one transaction.
#include "registration.h"

#include <mortise/crypto.h>

namespace services {

namespace accounts = contract::accounts;

namespace {

std::vector<Id> wanted_services(const NewProfessional& wish) {
    std::vector<Id> all = wish.service_ids;
    if (wish.service_id) all.push_back(*wish.service_id);
    if (all.empty()) throw invalid("service_ids", "missing", "is required");
    return all;
}

/// The client's word about itself, as far as it is plain: it stands in a list of sessions.
std::string agent(const Call& call) {
    std::string text{call.header("user-agent").substr(0, 500)};
    for (char& c : text)
        if (c < 0x20 || c > 0x7E) c = '?';
    return text;
}

}  // namespace

Created<Registration> register_professional(const NewProfessional& wish, Call& call) {
    const std::vector<Id> service_ids = wanted_services(wish);
    accounts::require_uncommon(call.services(), "password", wish.password);
    Stash stash{call, wish.documents, wish.document_type};
    const std::string hash = crypto::hash_password(call.services(), wish.password);
    stash.keep();
    Registration out = call.write([&](Writer& db) {
        Registration made;
        made.user = ask(call, db, accounts::create,
                        accounts::NewAccount{wish.username, wish.email, wish.phone, wish.first_name, wish.last_name, wish.address,
                                             wish.city, wish.pin_code, "PROFESSIONAL", hash});
        made.user_id = made.user.id;
        made.email = made.user.email;
        made.professional_id =
            enrol(db, call, made.user_id, {wish.company_name, wish.experience_years, wish.description, wish.city, wish.pin_codes},
                  service_ids);
        stash.record(db, made.professional_id);
        made.documents = documents_of(db, made.professional_id);
        accounts::Tokens tokens =
            ask(call, db, accounts::open_session, accounts::Opening{made.user_id, std::string(call.peer()), agent(call)});
        made.access_token = std::move(tokens.access_token);
        made.refresh_token = std::move(tokens.refresh_token);
        made.expires_in = tokens.expires_in;
        return made;
    });
    stash.settle();
    return {std::move(out)};
}

}  // namespace services
