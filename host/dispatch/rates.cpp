// Token buckets.
#include "dispatch/rates.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace host {
namespace {
constexpr std::size_t most_in_shard = 4096;
}

Rates::Rates(std::int64_t a_minute) : a_minute_(static_cast<double>(a_minute)) {}

int Rates::take(std::string_view caller) {
    if (a_minute_ <= 0) return 0;
    const Instant now = std::chrono::steady_clock::now();
    Shard& shard = shards_[std::hash<std::string_view>{}(caller) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    if (shard.buckets.size() >= most_in_shard) forget(shard, now);
    auto [found, is_new] = shard.buckets.try_emplace(std::string(caller), Bucket{a_minute_, now});
    Bucket& bucket = found->second;
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    bucket.left = std::min(a_minute_, bucket.left + seconds * a_minute_ / 60);
    bucket.at = now;
    if (bucket.left >= 1) {
        bucket.left -= 1;
        return 0;
    }
    return std::max(1, static_cast<int>(std::ceil((1 - bucket.left) * 60 / a_minute_)));
}

void Rates::forget(Shard& shard, Instant now) const {
    std::erase_if(shard.buckets, [&](const auto& each) { return now - each.second.at > std::chrono::minutes{1}; });
    if (shard.buckets.size() >= most_in_shard) shard.buckets.clear();  // a flood of names: better too kind than out of memory
}

}  // namespace host
