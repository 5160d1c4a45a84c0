// Starts redis-server, under whichever of its names the machine has it.
#include "redis.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "wire.h"

namespace end_to_end {
namespace {

using namespace std::chrono_literals;

unsigned short free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

bool listens(unsigned short port) {
    try {
        Connection probe(port);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

}  // namespace

Redis::Redis() : port_(free_port()) { start(); }

Redis::~Redis() { kill(); }

void Redis::start() {
    const std::string port = std::to_string(port_), folder = folder_.path();
    process_ = ::fork();
    if (process_ == 0) {
        const int quiet = ::open("/dev/null", O_WRONLY);
        ::dup2(quiet, STDOUT_FILENO);
        // One program under several names: Debian's redis-tools has it as redis-check-rdb, without a service that starts by
        // itself.
        ::execlp("redis-check-rdb", "redis-server", "--port", port.c_str(), "--bind", "127.0.0.1", "--save", "", "--dir",
                 folder.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    const auto give_up = std::chrono::steady_clock::now() + 10s;
    while (!listens(port_)) {
        if (::waitpid(process_, nullptr, WNOHANG) != 0 || std::chrono::steady_clock::now() > give_up)
            throw std::runtime_error("no Redis server: install redis-tools");
        std::this_thread::sleep_for(10ms);
    }
}

void Redis::kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

void Redis::freeze() const { ::kill(process_, SIGSTOP); }

void Redis::thaw() const { ::kill(process_, SIGCONT); }

}  // namespace end_to_end
