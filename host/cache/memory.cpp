// Least recently used first out, with a time to live.
#include "cache/memory.h"

#include <algorithm>

namespace host {

// What list, index and allocator add to an entry, about.
constexpr std::size_t entry_overhead = 160;

MemoryCache::MemoryCache(const Clock& clock, std::size_t bytes) : clock_(clock), shard_bytes_(bytes / shards) {}

std::size_t MemoryCache::cost(std::string_view key, std::string_view value) { return key.size() + value.size() + entry_overhead; }

void MemoryCache::Shard::remove(Entries::iterator entry) {
    bytes -= cost(entry->key, entry->value);
    index.erase(entry->key);
    entries.erase(entry);
}

std::optional<std::string> MemoryCache::get(std::string_view key) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found == shard.index.end()) return std::nullopt;
    const auto entry = found->second;
    if (entry->expires <= clock_.now()) {
        shard.remove(entry);
        return std::nullopt;
    }
    shard.entries.splice(shard.entries.begin(), shard.entries, entry);
    return entry->value;
}

void MemoryCache::put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) {
    Shard& shard = shard_of(key);
    Entries fresh;  // made before the lock is taken
    const bool fits = cost(key, value) <= shard_bytes_ && ttl.count() > 0;
    if (fits) {
        const Time now = clock_.now();
        fresh.push_front(
            {std::string(key), std::string(value), now + std::min(ttl, std::chrono::milliseconds(std::chrono::years(1)))});
    }
    const std::lock_guard lock(shard.mutex);
    if (const auto old = shard.index.find(key); old != shard.index.end()) shard.remove(old->second);
    if (!fits) return;
    while (!shard.entries.empty() && shard.bytes + cost(key, value) > shard_bytes_) shard.remove(std::prev(shard.entries.end()));
    shard.index.emplace(fresh.front().key, fresh.begin());
    shard.entries.splice(shard.entries.begin(), fresh);
    shard.bytes += cost(key, value);
}

std::size_t MemoryCache::bytes() const {
    std::size_t sum = 0;
    for (const auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        sum += shard.bytes;
    }
    return sum;
}

}  // namespace host
