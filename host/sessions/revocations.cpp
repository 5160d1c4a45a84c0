// Keeps the set of refused tokens.
#include "sessions/revocations.h"

#include <algorithm>
#include <array>

#include "plugins/border.h"

namespace host {
namespace {

std::uint64_t new_identity() {
    static std::atomic<std::uint64_t> identity{0};
    return ++identity;
}

mortise_value whole(std::int64_t number) { return {MORTISE_INTEGER, 0, number, 0, {}}; }
mortise_value text(std::string_view bytes) { return {MORTISE_TEXT, 0, 0, 0, border::str(bytes)}; }

void run_as_host(mortise_db& db, std::string_view sql, std::span<const mortise_value> args) {
    mortise_db own = db.as("mortise");
    const std::array parts{border::str(sql)};
    storage::run(own, parts, args, nullptr, nullptr);
}

}  // namespace

Revocations::Revocations(const Clock& clock, std::chrono::milliseconds token_life)
    : clock_(clock), life_(token_life), identity_(new_identity()) {}

std::uint64_t Revocations::next() noexcept {
    const auto now = static_cast<std::uint64_t>(clock_.now().time_since_epoch().count()) * 1000;
    std::uint64_t last = last_.load();
    while (!last_.compare_exchange_weak(last, std::max(now, last + 1))) {
    }
    return std::max(now, last + 1);
}

void Revocations::load(storage::Database& database) {
    Entries entries;
    std::uint64_t newest = 0;
    storage::Gathered gathered;
    const auto take = [](void* ctx, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
        auto* into = static_cast<Entries*>(ctx);
        const std::string_view subject = border::view(columns[0].bytes);
        const std::size_t bar = subject.find('|');
        (*into)[std::string(subject.substr(0, bar))] = {static_cast<std::uint64_t>(columns[1].integer),
                                                        std::string(bar == std::string_view::npos ? "" : subject.substr(bar + 1)),
                                                        columns[2].integer};
        return MORTISE_OK;
    };
    database.reader()->snapshot("mortise", gathered, [&](mortise_db& db) {
        const std::array parts{border::str("SELECT subject, before, until FROM mortise_revocations")};
        storage::run(db, parts, {}, take, &entries);
    });
    for (const auto& [subject, entry] : entries) newest = std::max(newest, entry.before);
    last_ = newest;
    const std::lock_guard lock(mutex_);
    entries_ = std::make_shared<Entries>(std::move(entries));
    ++version_;
}

void Revocations::revoke_session(mortise_db& db, std::string_view session) { record(db, "s:" + std::string(session), {}); }

void Revocations::revoke_user(mortise_db& db, std::int64_t user, std::string_view except_session) {
    record(db, "u:" + std::to_string(user), except_session);
}

void Revocations::record(mortise_db& db, std::string subject, std::string_view except) {
    const std::int64_t until = clock_.now().time_since_epoch().count() + life_.count() + 120'000;
    Entry entry{next(), std::string(except), until};
    const std::string row = except.empty() ? subject : subject + '|' + std::string(except);
    const std::string pattern = subject + "|%";
    const std::array old{text(subject), text(pattern)};
    run_as_host(db, "DELETE FROM mortise_revocations WHERE subject = ? OR subject LIKE ?", old);
    const std::array args{text(row), whole(static_cast<std::int64_t>(entry.before)), whole(until)};
    run_as_host(db, "INSERT INTO mortise_revocations (subject, before, until) VALUES (?, ?, ?)", args);
    // The order is decided when the commit is: a token minted until then is refused as well.
    db.gathered->after_commit.push_back([this, subject = std::move(subject), entry = std::move(entry)]() mutable {
        entry.before = next();
        apply(subject, std::move(entry));
    });
}

void Revocations::apply(const std::string& subject, Entry entry) {
    const std::lock_guard lock(mutex_);
    auto changed = std::make_shared<Entries>(*entries_);
    (*changed)[subject] = std::move(entry);
    entries_ = std::move(changed);
    ++version_;
}

std::shared_ptr<const Revocations::Entries> Revocations::current() const {
    struct Copy {
        std::uint64_t identity = 0, version = 0;
        std::shared_ptr<const Entries> entries;
    };
    thread_local Copy copy;
    const std::uint64_t version = version_.load();
    if (copy.identity != identity_ || copy.version != version) {
        const std::lock_guard lock(mutex_);
        copy = {identity_, version_.load(), entries_};
    }
    return copy.entries;
}

bool Revocations::refuses(const Principal& principal) const {
    const auto entries = current();
    if (entries->empty()) return false;
    if (entries->contains("s:" + principal.session)) return true;
    const auto user = entries->find("u:" + std::to_string(principal.user));
    return user != entries->end() && principal.minted <= user->second.before && user->second.except != principal.session;
}

std::int64_t Revocations::prune(mortise_db& db) {
    const std::int64_t now = clock_.now().time_since_epoch().count();
    mortise_db own = db.as("mortise");
    const std::array parts{border::str("DELETE FROM mortise_revocations WHERE until < ?")};
    const std::array args{whole(now)};
    const std::int64_t gone = storage::run(own, parts, args, nullptr, nullptr);
    const std::lock_guard lock(mutex_);
    auto kept = std::make_shared<Entries>(*entries_);
    std::erase_if(*kept, [&](const auto& each) { return each.second.until < now; });
    entries_ = std::move(kept);
    ++version_;
    return gone;
}

}  // namespace host
