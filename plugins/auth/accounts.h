// The contract accounts/1: what other plugins may ask about people.
#pragma once
#include "sessions.h"

namespace auth {

contract::accounts::Account create_account(const contract::accounts::NewAccount& wish, Writer& db, Call& call);
contract::accounts::Account find_account(const contract::accounts::Who& who, Reader& db, Call& call);
contract::accounts::Account find_account_by_name(const contract::accounts::Named& named, Reader& db, Call& call);
/// Also gives the browser its cookie, on the answer of the call that asked.
Tokens open_account_session(const Opening& from, Writer& db, Call& call);
contract::accounts::Done set_verified(const contract::accounts::Verification& wish, Writer& db, Call& call);

}  // namespace auth
