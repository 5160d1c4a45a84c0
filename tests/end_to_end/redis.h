// A Redis server of the test's own, which it may kill.
#pragma once
#include <sys/types.h>

#include <string>

#include "program.h"

namespace end_to_end {

/// Keeps nothing on disk; gone with this value. Throws std::runtime_error when none can be started.
class Redis {
  public:
    Redis();
    ~Redis();
    Redis(const Redis&) = delete;
    Redis& operator=(const Redis&) = delete;
    std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
    void start();
    void kill();
    /// It accepts and says nothing, until thawed.
    void freeze() const;
    void thaw() const;

  private:
    Folder folder_;
    unsigned short port_ = 0;
    pid_t process_ = -1;
};

}  // namespace end_to_end
