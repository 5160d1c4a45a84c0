// Ends sessions at their owner's wish.
#include "log_out.h"

namespace auth {

Message log_out(const Query<LogOutQuery>& query, Writer& db, Call& call) {
    end_session(db, border::view(call.principal().session), "log-out", call.now());
    if (query.value.all) end_sessions(db, call.user(), "log-out", call.now());
    clear_cookie(call);
    return {"Successfully logged out"};
}

}  // namespace auth
