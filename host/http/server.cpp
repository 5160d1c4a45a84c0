// The engine's outside: shards, listener and their life together.
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <optional>
#include <utility>

#include "http/admission.h"
#include "http/connection.h"
#include "http/exchange.h"
#include "http/listener.h"
#include "http/shard.h"

namespace host::http {
namespace {

// Files, databases and logs need descriptors too.
std::size_t affordable(std::size_t connections) {
    constexpr rlim_t others = 64;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return connections;
    return std::min<std::size_t>(connections, limit.rlim_cur > 2 * others ? limit.rlim_cur - others : others);
}

}  // namespace

struct Server::Engine {
    Engine(const std::string& address, const Limits& limits, unsigned threads, Service& service)
        : admission(affordable(limits.connections), limits.connections_per_address) {
        for (unsigned i = 0; i < std::max(threads, 1u); ++i)
            shards.push_back(std::make_unique<Shard>(limits, service, admission));
        listener.emplace(address, shards.front()->context(), admission);
    }

    Admission admission;
    std::vector<std::unique_ptr<Shard>> shards;
    std::optional<Listener> listener;
    bool started = false;
};

Server::Server(const std::string& address, Limits limits, unsigned threads, Service& service)
    : engine_(std::make_unique<Engine>(address, limits, threads, service)) {}

Server::~Server() { stop(); }

void Server::start() {
    if (std::exchange(engine_->started, true)) return;
    std::vector<Shard*> shards;
    for (auto& shard : engine_->shards) shards.push_back(shard.get());
    engine_->listener->start(shards);
    for (unsigned i = 0; i < shards.size(); ++i) shards[i]->start(i);
}

unsigned short Server::port() const noexcept { return engine_->listener->port(); }

void Server::drain() {
    boost::asio::post(engine_->shards.front()->context(), [engine = engine_.get()] {
        engine->listener->close();
        for (auto& shard : engine->shards) shard->drain();
    });
}

bool Server::idle() const noexcept {
    return std::all_of(engine_->shards.begin(), engine_->shards.end(), [](const auto& shard) { return shard->under_way() == 0; });
}

void Server::stop() {
    if (!std::exchange(engine_->started, false)) return;
    for (auto& shard : engine_->shards) shard->stop();
}

}  // namespace host::http
