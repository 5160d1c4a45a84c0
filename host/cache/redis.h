// A cache in Redis, shared by the hosts that share its database.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cache/cache.h"

namespace host {

/// Where Redis is, as "redis://[:password@]host[:port][/db]" says.
struct RedisPlace {
    std::string host;
    std::uint16_t port = 6379;
    std::string password;
    int database = 0;
};

/// Throws std::invalid_argument, without the URL in it.
RedisPlace redis_place(const std::string& url);

/// Each call borrows one of a few connections for one command. After a failure Redis is left alone for 100 ms, then twice as long
/// after each further one, up to 5 s; until then all is a miss that costs nothing. One caller at a time finds out whether it is
/// back. [any thread]
class RedisCache final : public Cache {
  public:
    /// Larger values are not kept: what the socket's buffers take cannot block a sender, and Poco's client has no deadline for
    /// sending.
    static constexpr std::size_t most_value_bytes = 64 * 1024;

    /// Does not connect yet. `log` outlives the cache.
    RedisCache(RedisPlace place, std::string_view epoch, Log& log);
    ~RedisCache() override;
    std::optional<std::string> get(std::string_view key) override;
    void put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) override;

  private:
    class Connection;
    using Instant = std::chrono::steady_clock::time_point;

    /// The right to use one connection, and the count of failures when it was given.
    struct Loan {
        std::unique_ptr<Connection> connection;  ///< empty: to be made
        std::uint64_t era = 0;
    };

    std::optional<Loan> borrow();
    void give_back(Loan loan) noexcept;
    void failed(const Loan& loan, std::string_view why) noexcept;
    template <typename F>
    void with_connection(F&& use) noexcept;

    const RedisPlace place_;
    const std::string prefix_;
    Log& log_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_, as all below
    std::size_t lent_ = 0;
    std::uint64_t era_ = 0;                  // grows with each failure, so that connections of before are not used again
    std::chrono::milliseconds back_off_{0};  // 0: Redis answered last time
    Instant not_before_{};
};

}  // namespace host
