// Interns table names.
#include "storage/tables.h"

#include "base/problem.h"

namespace host::storage {

namespace {

std::string lower(std::string_view name) {
    std::string text(name);
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

std::uint32_t Tables::number(std::string_view name) {
    std::string key = lower(name);
    const std::lock_guard lock(mutex_);
    const auto known = numbers_.find(key);
    if (known != numbers_.end()) return known->second;
    if (names_.size() == most) throw Problem(500, "internal", "more than " + std::to_string(most) + " tables are in use");
    const auto number = static_cast<std::uint32_t>(names_.size());
    names_.push_back(key);
    numbers_.emplace(std::move(key), number);
    return number;
}

std::string Tables::name(std::uint32_t number) const {
    const std::lock_guard lock(mutex_);
    return number < names_.size() ? names_[number] : std::string();
}

void Tables::committed(std::span<const std::uint32_t> changed) noexcept {
    const std::uint64_t commit = commits_.load(std::memory_order_relaxed) + 1;
    for (const std::uint32_t number : changed) generations_[number].store(commit, std::memory_order_release);
    commits_.store(commit, std::memory_order_release);
}

void Tables::rebuilt() noexcept {
    const std::uint64_t commit = commits_.load(std::memory_order_relaxed) + 1;
    for (auto& generation : generations_) generation.store(commit, std::memory_order_release);
    schema_.fetch_add(1, std::memory_order_acq_rel);
    commits_.store(commit, std::memory_order_release);
}

}  // namespace host::storage
