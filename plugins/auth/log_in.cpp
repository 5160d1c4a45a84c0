// How a log-in is answered.
#include "log_in.h"

namespace auth {

const std::string& name_in(const std::optional<std::string>& email, const std::optional<std::string>& username,
                           const std::optional<std::string>& phone) {
    for (const auto* name : {&email, &username, &phone})
        if (*name && !(*name)->empty()) return **name;
    throw invalid("username", "missing", "is required, or email, or phone");
}

Entrance log_in(const LogIn& wish, Call& call) {
    const std::string& name = name_in(wish.email, wish.username, wish.phone);
    Entrance entrance = contract::entrance::prove(
        call, wish.password, [&](Writer& db) { return admit_candidate({name}, db, call); },
        [&](Writer& db, const Proof& proof) { return settle_proof(proof, db, call); });
    if (handling::is_form(call.services().call->body(call.handle()))) entrance.refresh_token.reset();
    return entrance;
}

}  // namespace auth
