// Reads and writes frames.
#include "control/frames.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace host::control {
namespace {

/// True once something can be done with the socket; false at the deadline, and when the alarm rings.
bool wait_for(int socket, short what, Deadline deadline, int alarm) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        std::array<pollfd, 2> both{{{socket, what, 0}, {alarm, POLLIN, 0}}};
        const int ready = ::poll(both.data(), both.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)));
        if (ready < 0 && errno != EINTR) return false;
        if (both[1].revents != 0 && ready > 0) return false;
        if (both[0].revents != 0 && ready > 0) return true;
    }
}

bool receive(int socket, char* to, std::size_t size, Deadline deadline, int alarm) {
    for (std::size_t at = 0; at < size;) {
        if (!wait_for(socket, POLLIN, deadline, alarm)) return false;
        const ssize_t got = ::recv(socket, to + at, size - at, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return false;
        if (got > 0) at += static_cast<std::size_t>(got);
    }
    return true;
}

}  // namespace

bool send_frame(int socket, std::string_view text, Deadline deadline) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(text.size() >> shift & 0xff);
    bytes += text;
    for (std::size_t at = 0; at < bytes.size();) {
        if (!wait_for(socket, POLLOUT, deadline, -1)) return false;
        const ssize_t sent = ::send(socket, bytes.data() + at, bytes.size() - at, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
        if (sent > 0) at += static_cast<std::size_t>(sent);
    }
    return true;
}

std::optional<std::string> receive_frame(int socket, std::size_t most, Deadline deadline, int alarm) {
    std::array<char, 4> head{};
    if (!receive(socket, head.data(), head.size(), deadline, alarm)) return std::nullopt;
    std::size_t size = 0;
    for (const char each : head) size = size << 8 | static_cast<unsigned char>(each);
    if (size > most) return std::nullopt;
    std::string text(size, '\0');
    if (!receive(socket, text.data(), size, deadline, alarm)) return std::nullopt;
    return text;
}

}  // namespace host::control
