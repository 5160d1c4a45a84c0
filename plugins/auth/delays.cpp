// The counters, and the delays that grow from them.
#include "delays.h"

#include <mortise/crypto.h>

#include <algorithm>

#include "names.h"

namespace auth {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds window = 15min, longest = 15min, first_delay = 5s, pace_window = 1min;

struct Counter {
    int count = 0;
    Time first_at, last_at;
    static constexpr auto fields =
        mortise::fields(field("count", &Counter::count, "How many."), field("first_at", &Counter::first_at, "Since when."),
                        field("last_at", &Counter::last_at, "Until when."));
};

/// Doubles with each failure from the threshold on. A threshold of 0 means none.
std::chrono::milliseconds delay_after(int failures, int threshold) {
    if (threshold <= 0 || failures < threshold) return 0ms;
    const int doublings = std::min(failures - threshold, 20);
    return std::min(first_delay * (1 << doublings), longest);
}

/// Failures within the window; those that led to a delay are remembered for one window beyond it.
bool is_stale(const Counter& counter, int threshold, Time now) {
    const auto delay = delay_after(counter.count, threshold);
    return delay == 0ms ? now - counter.first_at >= window : now - counter.last_at >= delay + window;
}

Counter counter_of(Reader& db, std::string_view kind, std::string_view subject) {
    return db.first<Counter>("FROM auth_counters WHERE kind = ? AND subject = ?", kind, subject).value_or(Counter{});
}

void keep(Writer& db, std::string_view kind, std::string_view subject, const Counter& counter) {
    db.run(
        "INSERT INTO auth_counters (kind, subject, count, first_at, last_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, subject) "
        "DO UPDATE SET count = excluded.count, first_at = excluded.first_at, last_at = excluded.last_at",
        kind, subject, counter.count, counter.first_at, counter.last_at);
}

void add(Writer& db, std::string_view kind, std::string_view subject, Counter counter, bool is_fresh, Time now) {
    keep(db, kind, subject, is_fresh ? Counter{counter.count + 1, counter.first_at, now} : Counter{1, now, now});
}

void refuse_until(Time end, Time now) {
    if (end <= now) return;
    const auto wait = std::chrono::ceil<std::chrono::seconds>(end - now).count();
    throw too_many(static_cast<int>(wait), "Too many log-ins; try again in " + std::to_string(wait) + " seconds.");
}

int account_threshold(const Call& call) { return call.setting<int>("auth.failures_per_account"); }
int address_threshold(const Call& call) { return call.setting<int>("auth.failures_per_address"); }

void admit_pace(Writer& db, const Call& call, const std::string& subject, Time now) {
    const int most = call.setting<int>("auth.log_ins_a_minute");
    if (most <= 0) return;
    const Counter pace = counter_of(db, "pace", subject);
    const bool is_fresh = pace.count > 0 && now - pace.first_at < pace_window;
    if (is_fresh && pace.count >= most) refuse_until(pace.first_at + pace_window, now);
    add(db, "pace", subject, pace, is_fresh, now);
}

}  // namespace

Attempt attempt_as(Reader& db, const Call& call, std::string_view name, const std::optional<Id>& user) {
    Attempt attempt;
    attempt.who = user ? "user:" + std::to_string(user->value) : "name:" + crypto::sha256_hex(call.services(), folded(name));
    attempt.account = attempt.who;
    attempt.address = call.peer();
    if (user &&
        db.value<std::int64_t>("SELECT 1 FROM auth_sessions WHERE user_id = ? AND address = ? LIMIT 1", *user, attempt.address))
        attempt.account += '@' + attempt.address;
    return attempt;
}

void admit(Writer& db, const Call& call, const Attempt& attempt) {
    const Time now = call.now();
    const Counter account = counter_of(db, "account", attempt.account), address = counter_of(db, "address", attempt.address);
    refuse_until(account.last_at + delay_after(account.count, account_threshold(call)), now);
    refuse_until(address.last_at + delay_after(address.count, address_threshold(call)), now);
    admit_pace(db, call, attempt.who + '@' + attempt.address, now);
    add(db, "account", attempt.account, account, account.count > 0 && !is_stale(account, account_threshold(call), now), now);
}

void take_back(Writer& db, const Attempt& attempt) {
    db.run("UPDATE auth_counters SET count = count - 1 WHERE kind = 'account' AND subject = ? AND count > 0", attempt.account);
}

void count_failure(Writer& db, const Call& call, const Attempt& attempt) {
    const Time now = call.now();
    const Counter address = counter_of(db, "address", attempt.address);
    add(db, "address", attempt.address, address, address.count > 0 && !is_stale(address, address_threshold(call), now), now);
}

void forget_failures(Writer& db, const Attempt& attempt) {
    db.run("DELETE FROM auth_counters WHERE kind = 'account' AND subject = ?", attempt.account);
}

void forget_all_failures(Writer& db, Id user) {
    // '@' is 64 and 'A' is 65: all subjects that begin with "user:7@".
    const std::string who = "user:" + std::to_string(user.value);
    db.run("DELETE FROM auth_counters WHERE kind IN ('account', 'pace') AND (subject = ? OR (subject > ? AND subject < ?))", who,
           who + '@', who + 'A');
}

}  // namespace auth
