// Which access tokens are refused though they are signed and not expired: in memory, filled from the host's own table.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "sessions/principal.h"
#include "storage/database.h"

namespace host {

/// Mints and revocations stand in one order, told by numbers that only rise (microseconds, or one more than the last): a token
/// minted before a revocation of its user is refused, one minted after it is good, also within one millisecond.
class Revocations {
  public:
    Revocations(const Clock& clock, std::chrono::milliseconds token_life);
    /// Reads what is still of use from the table. Before anything is served.
    void load(storage::Database& database);

    std::uint64_t next() noexcept;

    /// Refuses a session's tokens from the transaction's commit on.
    void revoke_session(mortise_db& db, std::string_view session);
    /// Refuses the user's tokens minted so far, but those of one session, from the commit on.
    void revoke_user(mortise_db& db, std::int64_t user, std::string_view except_session);

    /// Costs an atomic read and one or two look-ups in a copy of the thread's own.
    bool refuses(const Principal& principal) const;
    /// Forgets what every token has outlived; how many.
    std::int64_t prune(mortise_db& db);

  private:
    struct Entry {
        std::uint64_t before = 0;
        std::string except;
        std::int64_t until = 0;
    };
    using Entries = std::unordered_map<std::string, Entry>;
    void record(mortise_db& db, std::string subject, std::string_view except);
    void apply(const std::string& subject, Entry entry);
    std::shared_ptr<const Entries> current() const;

    const Clock& clock_;
    const std::chrono::milliseconds life_;
    const std::uint64_t identity_;
    std::atomic<std::uint64_t> last_{0};
    std::atomic<std::uint64_t> version_{1};
    mutable std::mutex mutex_;
    std::shared_ptr<const Entries> entries_ = std::make_shared<Entries>();  // guarded by mutex_
};

}  // namespace host
