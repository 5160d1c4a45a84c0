// The thread, its sweeper and its connections' coming and going.
#include "http/shard.h"

#include <pthread.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <ctime>

#include "base/clock.h"
#include "http/connection.h"

namespace host::http {
namespace {

constexpr std::size_t most_turned_away = 64;  // lingering at once; beyond that they are closed on the spot
thread_local const Shard* running = nullptr;

std::string date_line() {
    const auto seconds = std::chrono::system_clock::to_time_t(SystemClock{}.now());
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[96];
    const auto size =
        std::snprintf(text, sizeof text, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[parts.tm_wday], parts.tm_mday,
                      months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {text, static_cast<std::size_t>(size)};
}

// sendfile() knows no MSG_NOSIGNAL, so the whole thread is deaf to SIGPIPE.
void block_sigpipe() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace

Shard::Shard(const Limits& limits, Service& service, Admission& admission)
    : limits_(limits), service_(service), admission_(admission), date_(date_line()) {}

Shard::~Shard() = default;

void Shard::start(unsigned number) {
    thread_ = std::thread([this] { run(); });
    ::pthread_setname_np(thread_.native_handle(), ("http-" + std::to_string(number)).c_str());
}

void Shard::run() {
    block_sigpipe();
    running = this;
    const auto guard = boost::asio::make_work_guard(context_);
    sweep();
    context_.run();
}

bool Shard::is_current() const { return running == this; }

void Shard::sweep() {
    date_ = date_line();
    const auto now = std::chrono::steady_clock::now();
    for (auto& connection : connections_) connection->sweep(now);
    sweeper_.expires_after(std::chrono::seconds(1));
    sweeper_.async_wait([this](const boost::system::error_code& error) {
        if (!error) sweep();
    });
}

void Shard::adopt(int descriptor, Peer peer, Welcome welcome) {
    boost::asio::post(context_, [this, descriptor, peer = std::move(peer), welcome]() mutable {
        if (welcome == Welcome::turn_away && turned_away_ >= most_turned_away) welcome = Welcome::cut;
        if (welcome == Welcome::turn_away) ++turned_away_;
        connections_.push_back(std::make_unique<Connection>(*this, descriptor, std::move(peer), welcome));
        auto& connection = *connections_.back();
        connection.index = connections_.size() - 1;
        connection.open();
    });
}

void Shard::retire(Connection& connection) {
    if (connection.welcome() == Welcome::serve)
        admission_.leave(connection.peer().key);
    else if (connection.welcome() == Welcome::turn_away)
        --turned_away_;
    const auto index = connection.index;
    std::swap(connections_[index], connections_.back());
    connections_[index]->index = index;
    connections_.pop_back();
}

void Shard::push_finished(Connection& connection) {
    auto* first = finished_.load();
    do connection.next_finished = first;
    while (!finished_.compare_exchange_weak(first, &connection));
    // Whoever finds the list empty wakes the shard; the rest ride along.
    if (!first) boost::asio::post(context_, [this] { take_finished(); });
}

void Shard::take_finished() {
    auto* connection = finished_.exchange(nullptr);
    while (connection) {
        auto* const next = connection->next_finished;
        connection->resume();
        connection = next;
    }
}

void Shard::drain() {
    boost::asio::post(context_, [this] {
        draining_ = true;
        for (auto& connection : connections_) connection->drain();
    });
}

void Shard::stop() {
    boost::asio::post(context_, [this] {
        take_finished();
        for (auto& connection : connections_) connection->close();
        boost::asio::post(context_, [this] { context_.stop(); });
    });
    if (thread_.joinable()) thread_.join();
}

}  // namespace host::http
