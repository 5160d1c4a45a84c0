// Starts and ends the servers that the tests of the Redis cache need.
#include "redis_server.h"

#include <Poco/Net/StreamSocket.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace host {
namespace {

std::filesystem::path fresh_folder() {
    std::string name = std::filesystem::temp_directory_path() / "mortise-redis-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    return name;
}

bool answers(unsigned short port) {
    try {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress("127.0.0.1", port), Poco::Timespan(0, 100'000));
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

}  // namespace

RedisServer::RedisServer(std::string password) : password_(std::move(password)), folder_(fresh_folder()) {
    Poco::Net::ServerSocket free(Poco::Net::SocketAddress("127.0.0.1", 0));
    port_ = free.address().port();
    free.close();
    start();
}

RedisServer::~RedisServer() {
    kill();
    std::filesystem::remove_all(folder_);
}

std::string RedisServer::url() const {
    return "redis://" + (password_.empty() ? "" : ":" + password_ + "@") + "127.0.0.1:" + std::to_string(port_) + "/1";
}

void RedisServer::start() {
    std::vector<std::string> words = {"redis-server", "--port", std::to_string(port_), "--bind", "127.0.0.1", "--save", "",
                                      "--dir",        folder_,  "--logfile",           "log"};
    if (!password_.empty()) words.insert(words.end(), {"--requirepass", password_});
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
        ::execvp("redis-check-rdb", arguments.data());  // one program under many names; this one comes without a service
        ::_exit(127);
    }
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!answers(port_)) {
        if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("redis-server does not start");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void RedisServer::kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

void RedisServer::freeze() { ::kill(process_, SIGSTOP); }

void RedisServer::thaw() { ::kill(process_, SIGCONT); }

LyingServer::LyingServer(std::vector<std::string> replies)
    : replies_(std::move(replies)), socket_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_([this] { run(); }) {}

LyingServer::~LyingServer() {
    stopping_ = true;
    thread_.join();
}

std::string LyingServer::url() const { return "redis://127.0.0.1:" + std::to_string(socket_.address().port()); }

void LyingServer::run() {
    while (!stopping_) {
        if (!socket_.poll(Poco::Timespan(0, 10'000), Poco::Net::Socket::SELECT_READ)) continue;
        Poco::Net::StreamSocket peer = socket_.acceptConnection();
        char buffer[4096];
        try {
            peer.setReceiveTimeout(Poco::Timespan(1, 0));
            if (peer.receiveBytes(buffer, sizeof buffer) <= 0) continue;
            const auto turn = static_cast<std::size_t>(heard_++);
            if (turn < replies_.size()) peer.sendBytes(replies_[turn].data(), static_cast<int>(replies_[turn].size()));
        } catch (const Poco::Exception&) {
            continue;
        }
    }
}

}  // namespace host
