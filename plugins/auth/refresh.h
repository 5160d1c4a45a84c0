// Refresh: a refresh token for a new access token and the next refresh token.
#pragma once
#include "sessions.h"

namespace auth {

struct RefreshWish {
    std::optional<std::string> refresh_token;
    static constexpr auto fields = mortise::fields(
        field("refresh_token", &RefreshWish::refresh_token, "The last one that was given; or as Bearer, or in the cookie."));
};

struct Refreshed {
    std::string access_token;
    std::optional<std::string> refresh_token;
    std::string token_type = "bearer";
    std::int64_t expires_in = 0;
    static constexpr auto fields =
        mortise::fields(field("access_token", &Refreshed::access_token, "For the Authorization header."),
                        field("refresh_token", &Refreshed::refresh_token,
                              "In place of the one that was sent; not here when that came in the cookie.", omitted_when_empty),
                        field("token_type", &Refreshed::token_type, "bearer."),
                        field("expires_in", &Refreshed::expires_in, "Seconds that the access token lives."));
};

/// 401 for a token that is unknown, expired, of an ended session, or spent: the last ends the session.
Refreshed refresh(const std::optional<RefreshWish>& wish, Call& call);

}  // namespace auth
