// A client that sends exactly the bytes it is told to, and reads what comes back.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace wire {

struct Answer {
    int status = 0;  ///< 0: the connection ended, or nothing came for ten seconds
    std::string head, body;
    bool says_close() const { return head.find("Connection: close\r\n") != std::string::npos; }
};

class Client {
  public:
    struct Unconnected {};
    explicit Client(Unconnected) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
    explicit Client(unsigned short port, int receive_buffer = 0) : Client(Unconnected{}) {
        if (receive_buffer) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        connect(port);
    }
    Client(Client&& other) noexcept : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { close(); }

    void connect(unsigned short port) {
        const timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("connect");
    }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }
    /// Closes with a reset instead of an orderly end.
    void vanish() {
        const linger now{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }

    Answer read(bool has_body = true) {
        Answer answer;
        std::size_t end;
        while ((end = buffer_.find("\r\n\r\n")) == buffer_.npos)
            if (!receive()) return answer;
        answer.head = buffer_.substr(0, end + 2);
        buffer_.erase(0, end + 4);
        answer.status = std::atoi(answer.head.c_str() + 9);
        constexpr std::string_view field = "Content-Length: ";
        const auto at = answer.head.find(field);
        const auto length =
            has_body && at != answer.head.npos ? std::strtoul(answer.head.c_str() + at + field.size(), nullptr, 10) : 0;
        while (buffer_.size() < length)
            if (!receive()) return {};
        answer.body = buffer_.substr(0, length);
        buffer_.erase(0, length);
        return answer;
    }
    Answer ask(std::string_view bytes) {
        send(bytes);
        return read();
    }
    /// True when the server ends the connection in order, with nothing more said.
    bool ended() {
        char byte;
        return buffer_.empty() && ::recv(socket_, &byte, 1, 0) == 0;
    }
    /// Ended or reset.
    bool gone() {
        char byte;
        return buffer_.empty() && (::recv(socket_, &byte, 1, 0) == 0 || errno == ECONNRESET);
    }
    /// At most that many bytes, past all framing.
    std::size_t read_some(std::size_t most) {
        std::string bytes(most, '\0');
        const auto count = ::recv(socket_, bytes.data(), most, 0);
        return count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    std::string read_all() {
        while (receive()) {
        }
        return std::exchange(buffer_, {});
    }

  private:
    bool receive() {
        char bytes[16 * 1024];
        const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    }
    int socket_;
    std::string buffer_;
};

}  // namespace wire
