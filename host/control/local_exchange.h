// A request that was never on a wire.
#pragma once
#include <condition_variable>
#include <mutex>

#include "http/exchange.h"

namespace host::control {

class LocalExchange final : public http::Exchange {
  public:
    void finish() noexcept override {
        const std::lock_guard lock(mutex_);
        done_ = true;
        wake_.notify_all();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return done_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable wake_;
    bool done_ = false;
};

}  // namespace host::control
