// The contract entrance/1: the transactions of a log-in, before and behind the look at the password.
#pragma once
#include <mortise/contract/entrance.h>

#include "sessions.h"

namespace auth {

using contract::entrance::Candidate;
using contract::entrance::Entrance;
using contract::entrance::Outcome;
using contract::entrance::Proof;

Candidate admit_candidate(const contract::accounts::Named& named, Writer& db, Call& call);
/// Also gives the browser its cookie, on the answer of the call that asked.
Outcome settle_proof(const Proof& proof, Writer& db, Call& call);
Entrance enter_newcomer(const contract::accounts::Who& who, Writer& db, Call& call);

Entrance entrance_of(const Tokens& tokens, const User& user);

}  // namespace auth
