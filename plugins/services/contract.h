// What the plugin answers to others (catalogue/1), and what it hears from them.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/contract/catalogue.h>

namespace services {

using namespace mortise;

contract::catalogue::Service service(const contract::catalogue::Which& which, Reader& db, Call& call);
contract::catalogue::Professional professional(const contract::catalogue::Which& which, Reader& db, Call& call);
contract::catalogue::Professional professional_of_user(const contract::catalogue::Which& user, Reader& db, Call& call);
contract::catalogue::Professional enrol_user(const contract::catalogue::Enrolment& wish, Writer& db, Call& call);

/// An account was blocked or switched off, or is good again: its professional leaves the lists, or comes back.
void follow_account(const contract::accounts::Account& account, Writer& db, Call& call);

}  // namespace services
