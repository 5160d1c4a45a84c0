// How passwords are hashed; see passwords.h.
#include "crypto/passwords.h"

#include <argon2.h>

#include <array>
#include <charconv>
#include <exception>
#include <optional>

#include "crypto/bytes.h"

namespace host::crypto {
namespace {

constexpr std::size_t salt_bytes = 16, hash_bytes = 32;
constexpr std::string_view phc_start = "$argon2id$v=19$m=";
constexpr std::uint32_t most_memory_kib = 1 << 20, most_passes = 100, most_lanes = 16;

std::string argon2id(std::string_view password, const Passwords::Cost& cost) {
    const auto salt = random_bytes(salt_bytes);
    std::string phc(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, salt_bytes, hash_bytes, Argon2_id), '\0');
    const int fault = argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(),
                                            salt.data(), salt.size(), hash_bytes, phc.data(), phc.size());
    if (fault != ARGON2_OK) throw std::runtime_error(std::string("Argon2: ") + argon2_error_message(fault));
    phc.resize(phc.find('\0'));
    return phc;
}

bool take_number(std::string_view& text, std::string_view before, std::uint32_t& out) {
    if (!text.starts_with(before)) return false;
    text.remove_prefix(before.size());
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return fault == std::errc{};
}

/// What a stored hash cost. Nothing when it is none of ours, or so dear that a forged row could stop the host.
std::optional<Passwords::Cost> cost_of(std::string_view phc) {
    Passwords::Cost cost;
    const bool reads = take_number(phc, phc_start, cost.memory_kib) && take_number(phc, ",t=", cost.passes) &&
                       take_number(phc, ",p=", cost.lanes) && phc.starts_with('$');
    const bool bearable = cost.memory_kib <= most_memory_kib && cost.passes <= most_passes && cost.lanes <= most_lanes;
    return reads && bearable ? std::optional(cost) : std::nullopt;
}

}  // namespace

/// One piece of work, on the stack of the caller who waits for it.
struct Passwords::Task {
    const std::function<void()>& work;
    bool done = false;
    std::exception_ptr fault = nullptr;
};

Passwords::Passwords(Cost cost) : cost_(cost), nobody_(argon2id(random_token(128), cost)) {
    for (std::size_t i = 0; i < threads; ++i) pool_.emplace_back([this] { run(); });
}

Passwords::~Passwords() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : pool_) thread.join();
}

std::string Passwords::hash(std::string_view password) {
    std::string phc;
    wait_for([&] { phc = argon2id(password, cost_); });
    return phc;
}

Passwords::Verdict Passwords::verify(std::string_view password, std::string_view phc) {
    const auto cost = cost_of(phc);
    if (!cost) {
        verify_nobody(password);
        return {};
    }
    Verdict verdict;
    wait_for([&] { verdict.right = argon2id_verify(std::string(phc).c_str(), password.data(), password.size()) == ARGON2_OK; });
    const bool is_cheaper = cost->memory_kib < cost_.memory_kib || cost->passes < cost_.passes || cost->lanes < cost_.lanes;
    verdict.needs_rehash = verdict.right && is_cheaper;
    return verdict;
}

void Passwords::verify_nobody(std::string_view password) {
    wait_for([&] { argon2id_verify(nobody_.c_str(), password.data(), password.size()); });
}

void Passwords::wait_for(const std::function<void()>& work) {
    Task task{work};
    std::unique_lock lock(mutex_);
    if (stopping_ || queue_.size() >= most_waiting) throw Busy();
    queue_.push_back(&task);
    wake_.notify_one();
    done_.wait(lock, [&task] { return task.done; });
    if (task.fault) std::rethrow_exception(task.fault);
}

void Passwords::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        Task& task = *queue_.front();
        queue_.pop_front();
        lock.unlock();
        std::exception_ptr fault;
        try {
            task.work();
        } catch (...) {  // belongs to the caller who waits
            fault = std::current_exception();
        }
        lock.lock();
        task.fault = std::move(fault);  // the caller alone holds it from here
        task.done = true;
        done_.notify_all();
    }
}

}  // namespace host::crypto
