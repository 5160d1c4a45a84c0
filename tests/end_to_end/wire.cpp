// Sockets, heads and bodies.
#include "wire.h"

#include <arpa/inet.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace end_to_end {

std::string Answer::header(std::string_view name) const {
    for (std::size_t at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
        const std::size_t begin = at + 2, colon = head.find(':', begin);
        if (colon == std::string::npos || colon - begin != name.size()) continue;
        if (::strncasecmp(head.data() + begin, name.data(), name.size()) != 0) continue;
        const std::size_t value = head.find_first_not_of(' ', colon + 1);
        return head.substr(value, head.find("\r\n", value) - value);
    }
    return {};
}

Connection::Connection(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval minute{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &minute, sizeof minute);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    ::close(socket_);
    throw std::runtime_error("nobody listens on port " + std::to_string(port));
}

Connection::~Connection() { ::close(socket_); }

bool Connection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Connection::read_more() {
    char bytes[16384];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got > 0) unread_.append(bytes, static_cast<std::size_t>(got));
    return got > 0;
}

Answer Connection::receive() {
    std::size_t end;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos)
        if (!read_more()) return {};
    Answer answer;
    answer.head = unread_.substr(0, end + 2);
    unread_.erase(0, end + 4);
    const std::string length = answer.header("content-length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (unread_.size() < size)
        if (!read_more()) return {};
    answer.body = unread_.substr(0, size);
    unread_.erase(0, size);
    answer.status = std::stoi(answer.head.substr(9, 3));
    return answer;
}

Answer Connection::call(std::string_view method, std::string_view target, std::string_view body, std::string_view token,
                        std::string_view headers) {
    if (!send(request(method, target, body, token, headers))) return {};
    return receive();
}

std::string request(std::string_view method, std::string_view target, std::string_view body, std::string_view token,
                    std::string_view headers) {
    std::string bytes = std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    bytes += headers;
    if (!token.empty()) bytes += "Authorization: Bearer " + std::string(token) + "\r\n";
    if (!body.empty()) bytes += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return bytes + "\r\n" + std::string(body);
}

Answer call(unsigned short port, std::string_view method, std::string_view target, std::string_view body,
            std::string_view token) {
    return Connection(port).call(method, target, body, token);
}

std::string log_in(unsigned short port, std::string_view name, std::string_view password) {
    const std::string body = R"({"username":")" + std::string(name) + R"(","password":")" + std::string(password) + R"("})";
    const Answer answer = call(port, "POST", "/api/auth/login", body);
    if (answer.status != 200) throw std::runtime_error("log-in: " + std::to_string(answer.status) + ' ' + answer.body);
    return answer["access_token"].text();
}

}  // namespace end_to_end
