// How a password is changed by its owner.
#include "change_password.h"

#include "delays.h"
#include "passwords.h"

namespace auth {

Message change_password(const PasswordChange& wish, Call& call) {
    const Id me = call.user();
    contract::accounts::require_uncommon(call.services(), "new_password", wish.new_password);
    Attempt attempt;
    const std::string old_hash = call.write([&](Writer& db) {
        const Credentials mine = credentials_of(db, me);
        attempt = attempt_as(db, call, mine.email, me);
        admit(db, call, attempt);
        return mine.password_hash;
    });
    if (crypto::verify_password(call.services(), wish.old_password, old_hash) == crypto::Verdict::wrong) {
        call.write([&](Writer& db) { count_failure(db, call, attempt); });
        throw invalid("old_password", "wrong", "is not the present password");
    }
    const std::string new_hash = crypto::hash_password(call.services(), wish.new_password);
    call.write([&](Writer& db) {
        forget_failures(db, attempt);
        if (credentials_of(db, me).password_hash != old_hash)
            throw conflict("password-changed", "The password was changed by another request.");
        set_password(db, call, me, new_hash, "password-changed", border::view(call.principal().session));
    });
    return {"Password changed"};
}

}  // namespace auth
