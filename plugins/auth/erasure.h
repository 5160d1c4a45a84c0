// What is forgotten of a person, and what stays for the accounts: id, role, when the account was made.
#pragma once
#include "sessions.h"

namespace auth {

/// Empties the person's row and all that hangs on it, frees his names, ends his sessions and tells the other plugins. He is not
/// brought back.
void erase(Writer& db, Call& call, Id user, std::optional<std::string> reason);

bool was_erased_by(Reader& db, Id user, Id actor);

/// Throws 409 "account-erased": nobody is there to be let in.
void require_not_erased(Reader& db, Id user);

}  // namespace auth
