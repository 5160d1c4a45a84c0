// What is counted against guessing: failures of an account and of an address, and the pace of log-ins.
#pragma once
#include <mortise/plugin.h>

namespace auth {

using namespace mortise;

/// Somebody is about to prove who he is with a password.
struct Attempt {
    std::string who;      ///< the person, or the name that is nobody's
    std::string account;  ///< what the failures are counted under
    std::string address;
};

/// For a log-in as `name`, whoever that is. An address from which the account has been used before is counted apart, so that
/// strangers who guess delay strangers and not the owner.
Attempt attempt_as(Reader& db, const Call& call, std::string_view name, const std::optional<Id>& user);

/// Counts the attempt as a failure of the account until it succeeds: so many at once pass no more often than one by one.
/// Throws Problem 429 while the account or the address is being delayed, or when log-ins come too fast; then nothing is counted.
void admit(Writer& db, const Call& call, const Attempt& attempt);

/// The password could not be looked at: nothing has failed.
void take_back(Writer& db, const Attempt& attempt);

/// The password was wrong: counts against the address.
void count_failure(Writer& db, const Call& call, const Attempt& attempt);

/// The password was right: forgets the account's failures.
void forget_failures(Writer& db, const Attempt& attempt);

/// Forgets all that delays log-ins of the user, wherever they come from.
void forget_all_failures(Writer& db, Id user);

}  // namespace auth
