// Notices: what the owner of an account hears of, since it may not have been he.
#pragma once
#include "users.h"

namespace auth {

/// Publishes the event for the person as he is, or was. The route must have asked for the header user-agent to name the agent.
void notify(Writer& db, const Call& call, const Event<contract::accounts::Notice>& event, const User& person);

/// The client's word about itself, as far as it is plain: it stands in lists and mails.
std::string plain_agent(const Call& call);

}  // namespace auth
