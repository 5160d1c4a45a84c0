// Password hashes: Argon2id on two threads of their own, so that a log-in storm starves nobody else.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace host::crypto {

/// As many hashes wait already as may; the caller answers 429 or 503.
struct Busy : std::runtime_error {
    Busy() : std::runtime_error("too many passwords are being hashed") {}
};

/// Each call waits for its hash (some 20 ms) and throws Busy when too many wait. [blocking lane]
class Passwords {
  public:
    struct Cost {
        std::uint32_t memory_kib = 19 * 1024, passes = 2, lanes = 1;
    };

    Passwords() : Passwords(Cost{}) {}
    explicit Passwords(Cost cost);
    ~Passwords();
    Passwords(const Passwords&) = delete;
    Passwords& operator=(const Passwords&) = delete;

    /// A PHC string with a fresh salt: "$argon2id$v=19$m=19456,t=2,p=1$…$…".
    std::string hash(std::string_view password);

    struct Verdict {
        bool right = false;
        bool needs_rehash = false;  ///< right, and hashed at a lower cost than today's
    };
    Verdict verify(std::string_view password, std::string_view phc);

    /// Takes as long as verify() for somebody who exists.
    void verify_nobody(std::string_view password);

    static constexpr std::size_t threads = 2, most_waiting = 32;

  private:
    void run();
    void wait_for(const std::function<void()>& work);

    const Cost cost_;
    const std::string nobody_;
    std::mutex mutex_;  // guards the queue and each task's end
    std::condition_variable wake_, done_;
    struct Task;
    std::deque<Task*> queue_;
    bool stopping_ = false;
    std::vector<std::thread> pool_;
};

}  // namespace host::crypto
