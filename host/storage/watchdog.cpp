// Looks at the running work four times in its limit.
#include "storage/watchdog.h"

#include <string>

namespace host::storage {

Watchdog::Watchdog(std::chrono::milliseconds limit, std::function<void(std::string_view owner)> stuck)
    : limit_(limit), stuck_(std::move(stuck)) {
    if (stuck_) thread_ = std::thread([this] { watch(); });
}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Watchdog::begin(std::string_view owner) {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    owner_ = owner;
    since_ = now;
    told_ = false;
}

void Watchdog::end() {
    const std::lock_guard lock(mutex_);
    owner_ = {};
}

void Watchdog::watch() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        wake_.wait_for(lock, limit_ / 4);
        if (owner_.empty() || told_ || std::chrono::steady_clock::now() - since_ < limit_) continue;
        told_ = true;
        const std::string owner(owner_);
        lock.unlock();
        stuck_(owner);
        lock.lock();
    }
}

}  // namespace host::storage
