// Where the machine is asked for the time.
#include "base/clock.h"

namespace host {

Time SystemClock::now() const { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

void StillClock::advance(std::chrono::milliseconds by) {
    Time before = now_.load();
    while (!now_.compare_exchange_weak(before, before + by)) {
    }
}

}  // namespace host
