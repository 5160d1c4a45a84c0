// A cache in the host's own memory.
#pragma once
#include <array>
#include <list>
#include <mutex>
#include <unordered_map>

#include "cache/cache.h"

namespace host {

/// Bounded in bytes, in shards of their own lock each; the entry unused for longest goes first. [any thread]
class MemoryCache final : public Cache {
  public:
    static constexpr std::size_t shards = 16;

    /// `clock` outlives the cache. A value larger than a shard's part of `bytes` is not kept.
    explicit MemoryCache(const Clock& clock, std::size_t bytes = 16 << 20);
    std::optional<std::string> get(std::string_view key) override;
    void put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) override;

    /// What the entries hold at the moment, with a share for the bookkeeping.
    std::size_t bytes() const;

  private:
    struct Entry {
        std::string key, value;
        Time expires;
    };
    using Entries = std::list<Entry>;
    struct Shard {
        mutable std::mutex mutex;
        Entries entries;  // the one used last stands first
        std::unordered_map<std::string_view, Entries::iterator> index;
        std::size_t bytes = 0;
        void remove(Entries::iterator entry);
    };

    static std::size_t cost(std::string_view key, std::string_view value);
    Shard& shard_of(std::string_view key) { return shards_[std::hash<std::string_view>{}(key) % shards]; }

    const Clock& clock_;
    const std::size_t shard_bytes_;
    std::array<Shard, shards> shards_;
};

}  // namespace host
