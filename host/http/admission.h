// Who is at the other end of a socket, and how many connections there may be of one address and in all.
#pragma once
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace host::http {

/// The other end. IPv4 inside IPv6 counts as IPv4.
struct Peer {
    /// What counts as one address: all of IPv4, the first 64 bits of IPv6 (one site has them all).
    using Key = std::array<std::uint8_t, 16>;
    std::string text;
    Key key{};
    bool v6 = false;  ///< the socket's family
    static Peer of(const sockaddr_storage& address);
};

/// What one too many is told.
inline constexpr std::string_view busy_answer =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";

/// Counts connections. [any thread]
class Admission {
  public:
    Admission(std::size_t most, std::size_t most_per_address) : most_(most), most_per_address_(most_per_address) {}
    bool enter(const Peer::Key& key);
    void leave(const Peer::Key& key);

  private:
    struct Hash {
        std::size_t operator()(const Peer::Key& key) const;
    };
    const std::size_t most_, most_per_address_;
    std::mutex mutex_;
    std::size_t count_ = 0;
    std::unordered_map<Peer::Key, std::size_t, Hash> addresses_;
};

}  // namespace host::http
