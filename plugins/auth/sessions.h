// Sessions: a log-in, the family of refresh tokens that came of it, and the access tokens minted for it.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/plugin.h>
#include <mortise/sessions.h>

#include "users.h"

namespace auth {

using contract::accounts::Opening;
using contract::accounts::Tokens;

/// Where the call comes from, for the row of the session. The route must have asked for the header user-agent to name the agent.
Opening opening(const Call& call, Id user);

/// Begins a session and mints its first tokens.
Tokens open_session(Writer& db, Call& call, const Opening& opening);

/// A further access token for a session.
sessions::Token mint(Call& call, const Credentials& bearer, const std::string& session);

/// Makes the row of a refresh token that lives from now on.
void keep_refresh_token(Writer& db, Call& call, Id session, std::string_view token);

/// Ends one session, or all of a user but `except`: their refresh tokens are refused from the commit on, and so are their access
/// tokens.
void end_session(Writer& db, std::string_view session, std::string_view by, Time now);
void end_sessions(Writer& db, Id user, std::string_view by, Time now, std::string_view except = {});

/// Gives the browser the refresh token, for the base path of this call alone.
void set_cookie(Call& call, std::string_view token);
void clear_cookie(Call& call);
/// The refresh token in a Cookie header, or empty.
std::string_view token_in_cookie(std::string_view header);

}  // namespace auth
