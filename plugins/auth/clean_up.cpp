// What is removed, and when.
#include "clean_up.h"

namespace auth {

using namespace std::chrono_literals;

int clean_up(mortise::Writer& db, mortise::Call& call) {
    const mortise::Time now = call.now();
    std::int64_t removed = db.run(
        "DELETE FROM auth_refresh_tokens WHERE id IN (SELECT id FROM auth_refresh_tokens WHERE expires_at < ? ORDER BY "
        "expires_at LIMIT 10000)",
        now);
    // A session is kept for a while after its last use: its address is known to be the owner's (delays.h).
    removed += db.run(
        "DELETE FROM auth_sessions WHERE id IN (SELECT s.id FROM auth_sessions s WHERE s.last_used_at < ? AND NOT EXISTS "
        "(SELECT 1 FROM auth_refresh_tokens t WHERE t.session_id = s.id) LIMIT 10000)",
        now - std::chrono::days{90});
    removed += db.run(
        "DELETE FROM auth_counters WHERE id IN (SELECT id FROM auth_counters WHERE last_at < ? ORDER BY last_at LIMIT 10000)",
        now - 1h);
    // What was asked within the hour is counted (tickets.h).
    removed += db.run(
        "DELETE FROM auth_tickets WHERE id IN (SELECT id FROM auth_tickets WHERE expires_at < ? AND created_at < ? ORDER BY "
        "expires_at LIMIT 10000)",
        now, now - 1h);
    return static_cast<int>(removed);
}

}  // namespace auth
