// What the tests of the background stand on: a log that can be read, and waiting for what another thread does.
#pragma once
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/log.h"

namespace background_test {

/// A log that the test reads.
struct Noted {
    int descriptor = ::memfd_create("log", MFD_CLOEXEC);
    host::StillClock clock;
    host::Log log{clock, {.descriptor = descriptor, .level = host::Level::debug}};
    ~Noted() {
        log.stop();
        ::close(descriptor);
    }
    std::string text() {
        log.flush(std::chrono::seconds(5));
        std::string all(static_cast<std::size_t>(::lseek(descriptor, 0, SEEK_END)), '\0');
        all.resize(static_cast<std::size_t>(::pread(descriptor, all.data(), all.size(), 0)));
        return all;
    }
    bool says(std::string_view part) { return text().find(part) != std::string::npos; }
};

/// Waits until `holds`; false when it does not within ten seconds.
inline bool becomes(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace background_test
