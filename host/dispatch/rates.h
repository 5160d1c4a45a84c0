// How many requests a caller may make in a minute.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace host {

/// Token buckets by name: each fills evenly and holds one minute's worth. Bounded: what has been full for long is forgotten. [any
/// thread]
class Rates {
  public:
    explicit Rates(std::int64_t a_minute);
    /// 0 when the caller may go on, else the seconds to wait.
    int take(std::string_view caller);

  private:
    using Instant = std::chrono::steady_clock::time_point;
    struct Bucket {
        double left = 0;
        Instant at{};
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Bucket> buckets;
    };
    void forget(Shard& shard, Instant now) const;
    const double a_minute_;
    std::array<Shard, 64> shards_;
};

}  // namespace host
