// Servers for tests: a redis-server of one's own, and one that says whatever it is told to.
#pragma once
#include <Poco/Net/ServerSocket.h>
#include <sys/types.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace host {

/// A redis-server that keeps nothing on disk; gone with this value. Throws std::runtime_error when none can be started.
class RedisServer {
  public:
    explicit RedisServer(std::string password = "");
    ~RedisServer();
    /// "redis://…" of it.
    std::string url() const;
    void start();
    /// Ends it at once, without any goodbye.
    void kill();
    /// Stops it in mid-breath: it accepts and says nothing.
    void freeze();
    void thaw();

  private:
    const std::string password_;
    const std::filesystem::path folder_;
    unsigned short port_ = 0;
    pid_t process_ = -1;
};

/// Answers the n-th thing it hears, over all connections, with the n-th text, then closes; after the last one it closes at once.
class LyingServer {
  public:
    explicit LyingServer(std::vector<std::string> replies);
    ~LyingServer();
    std::string url() const;
    int heard() const { return heard_; }

  private:
    void run();

    const std::vector<std::string> replies_;
    Poco::Net::ServerSocket socket_;
    std::atomic<int> heard_{0};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace host
