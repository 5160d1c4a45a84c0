// A service whose paths say what it does, and a server around it.
#pragma once
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "http/exchange.h"
#include "wire.h"

/// Finishes exchanges on a thread of its own, when it is let.
class Finisher {
  public:
    Finisher() : thread_([this] { run(); }) {}
    ~Finisher() {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    void put(host::http::Exchange& exchange) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(&exchange);
        changed_.notify_all();
    }
    void hold(bool held) {
        const std::lock_guard lock(mutex_);
        held_ = held;
        changed_.notify_all();
    }
    void await(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_.size() >= count; });
    }

  private:
    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [this] { return ended_ || (!held_ && !waiting_.empty()); });
            if (waiting_.empty()) return;
            auto* exchange = waiting_.front();
            waiting_.pop_front();
            lock.unlock();
            exchange->finish();
            lock.lock();
        }
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<host::http::Exchange*> waiting_;
    bool held_ = false, ended_ = false;
    std::thread thread_;
};

class FakeService final : public host::http::Service {
  public:
    using Plan = host::http::BodyPlan;

    Plan head(host::http::Exchange& exchange) noexcept override {
        const auto path = exchange.request.path;
        if (path == "/refuse") {
            exchange.answer.status = 401;
            exchange.answer.body = "who are you?";
            return {};
        }
        if (path == "/stream" || path == "/throw") {
            auto sink = std::make_shared<Sink>(*this, path == "/throw");
            exchange.attached = sink;
            return {Plan::Kind::stream, limit, sink.get()};
        }
        return {Plan::Kind::collect, limit, nullptr};
    }

    void run(host::http::Exchange& exchange) noexcept override {
        ++ran;
        const auto& request = exchange.request;
        auto& answer = exchange.answer;
        answer.status = request.path == "/204" ? 204 : request.path == "/304" ? 304 : 200;
        answer.body.append(request.method).append(" ").append(request.target).append(" ").append(exchange.body);
        if (request.path == "/header") answer.body = request.header("x-test");
        if (request.path == "/host") answer.body = request.header("host");
        if (request.path == "/peer") answer.body = request.peer;
        if (request.path == "/big") answer.body.assign(8 << 20, 'b');
        if (request.path == "/close") answer.close = true;
        if (request.path == "/file") answer.file = file();
        if (request.path == "/short-file") {
            answer.file = file();
            answer.file.length *= 2;
        }
        if (request.path.substr(0, 6) == "/later")
            finisher.put(exchange);
        else
            exchange.finish();
    }

    void refuse(host::http::Exchange& exchange, int status, std::string_view reason) noexcept override {
        ++refused;
        exchange.answer.status = status;
        exchange.answer.body = reason;
    }

    std::size_t limit = 1 << 20;
    std::atomic<int> ran = 0, refused = 0, sinks = 0;
    std::atomic<std::size_t> streamed = 0;
    static constexpr std::size_t file_bytes = 3 << 20;
    Finisher finisher;

  private:
    struct Sink final : host::http::BodySink {
        Sink(FakeService& owner, bool throws) : service(owner), refuses(throws) { ++service.sinks; }
        ~Sink() override { --service.sinks; }
        void put(std::string_view bytes) override {
            if (refuses) throw std::runtime_error("not this");
            service.streamed += bytes.size();
        }
        FakeService& service;
        const bool refuses;
    };
    static host::http::FileBody file() {
        const int descriptor = ::memfd_create("body", MFD_CLOEXEC);
        const std::string bytes(file_bytes + 10, 'f');
        if (::write(descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
        return {descriptor, 10, file_bytes};
    }
};

/// A started server with two shards.
struct Running {
    explicit Running(host::http::Limits limits = {}, unsigned threads = 2) : server("127.0.0.1:0", limits, threads, service) {
        server.start();
    }
    wire::Client connect(int receive_buffer = 0) { return wire::Client(server.port(), receive_buffer); }
    wire::Answer ask(std::string_view bytes) { return connect().ask(bytes); }
    FakeService service;
    host::http::Server server;
};

/// Waits until it holds, for at most ten seconds.
template <class Condition>
bool soon(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
        if (condition()) return true;
        ::usleep(10'000);
    }
    return false;
}
