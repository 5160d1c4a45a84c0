// Runs the HTTP engine for a product: the public address, and the operators' own.
#include "server.h"

#include <algorithm>
#include <thread>

#include "dispatch/operations.h"

namespace host {
namespace {

http::Limits limits_of(const HostSettings::Http& http) {
    const auto seconds = [](std::chrono::milliseconds time) {
        return static_cast<unsigned>(std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::seconds>(time).count()));
    };
    http::Limits limits;
    limits.head_bytes = http.head;
    limits.target_bytes = http.target;
    limits.header_count = static_cast<std::size_t>(http.headers);
    limits.connections = static_cast<std::size_t>(http.connections);
    limits.connections_per_address = static_cast<std::size_t>(http.connections_per_address);
    limits.head_seconds = seconds(http.head_time);
    limits.write_seconds = seconds(http.write_time);
    limits.idle_seconds = seconds(http.idle_time);
    limits.body_floor_bytes_per_second = static_cast<unsigned>(http.body_floor);
    return limits;
}

}  // namespace

Server::Server(Product& product) : product_(product) {
    const HostSettings& config = product.parts().config;
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    server_ = std::make_unique<http::Server>(config.http.listen, limits_of(config.http), threads, product.service());
    host_ = config.http.listen.substr(0, config.http.listen.rfind(':'));
    if (config.ops_listen.empty()) return;
    operations_service_ = std::make_unique<Operations>(product.parts());
    operations_ = std::make_unique<http::Server>(config.ops_listen, http::Limits{}, 1, *operations_service_);
}

void Server::start() {
    server_->start();
    if (operations_) operations_->start();
}

std::string Server::address() const { return "http://" + host_ + ':' + std::to_string(server_->port()); }

void Server::stop(std::chrono::milliseconds patience) {
    product_.parts().draining = true;
    server_->drain();
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!server_->idle() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    product_.finish_work();  // what is still on a lane ends here, so that every exchange is finished
    server_->stop();
    if (operations_) operations_->stop();
}

}  // namespace host
