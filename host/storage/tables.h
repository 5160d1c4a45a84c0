// The numbers of the database's tables and the commit that last changed each; shared by all sessions.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace host::storage {

/// [any thread]
class Tables {
  public:
    static constexpr std::size_t most = 4096;

    /// The table's number, whatever the case its name is written in. Throws Problem when there are too many.
    std::uint32_t number(std::string_view name);
    std::string name(std::uint32_t number) const;

    /// Records one commit that changed these tables. [the writer's thread]
    void committed(std::span<const std::uint32_t> changed) noexcept;
    /// Records a commit that may have changed everything: a migration. [the writer's thread]
    void rebuilt() noexcept;
    /// Rises with each migration; what was prepared before may touch other tables now.
    std::uint64_t schema() const noexcept { return schema_.load(std::memory_order_acquire); }
    std::uint64_t commits() const noexcept { return commits_.load(std::memory_order_acquire); }
    std::uint64_t generation(std::uint32_t number) const noexcept {
        return number < most ? generations_[number].load(std::memory_order_acquire) : 0;
    }

  private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::uint32_t> numbers_;  // guarded by mutex_, as names_
    std::vector<std::string> names_;
    std::array<std::atomic<std::uint64_t>, most> generations_{};
    std::atomic<std::uint64_t> commits_{0}, schema_{0};
};

/// Adds `number` unless it is there.
inline void add_once(std::vector<std::uint32_t>& numbers, std::uint32_t number) {
    for (const std::uint32_t known : numbers)
        if (known == number) return;
    numbers.push_back(number);
}

}  // namespace host::storage
