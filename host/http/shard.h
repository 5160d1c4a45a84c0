// One I/O thread with its io_context and its connections.
#pragma once
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/admission.h"
#include "http/exchange.h"

namespace host::http {

class Connection;

/// How a fresh socket is treated: served, told 503 and left time to read it, or told and closed on the spot.
enum class Welcome { serve, turn_away, cut };

class Shard {
  public:
    Shard(const Limits& limits, Service& service, Admission& admission);
    ~Shard();
    void start(unsigned number);
    void drain();  ///< [any thread]
    void stop();   ///< [any thread but the shard's] cuts everything and joins
    /// Takes over a socket. [any thread]
    void adopt(int descriptor, Peer peer, Welcome welcome);
    std::size_t under_way() const { return under_way_.load(); }
    boost::asio::io_context& context() { return context_; }

    /// \name For its connections
    ///@{
    const Limits& limits() const { return limits_; }
    Service& service() { return service_; }
    std::string_view date() const { return date_; }  ///< the Date line
    bool draining() const { return draining_; }
    bool is_current() const;
    void request_begun() { ++under_way_; }
    void request_ended() { --under_way_; }
    void push_finished(Connection& connection);  ///< [any thread]
    void retire(Connection& connection);         ///< deletes it
                                                 ///@}

  private:
    void run();
    void sweep();
    void take_finished();
    const Limits limits_;
    Service& service_;
    Admission& admission_;
    boost::asio::io_context context_{1};
    boost::asio::steady_timer sweeper_{context_};
    std::vector<std::unique_ptr<Connection>> connections_;
    std::atomic<Connection*> finished_{nullptr};
    std::atomic<std::size_t> under_way_{0};
    std::size_t turned_away_ = 0;
    std::string date_;
    bool draining_ = false;
    std::thread thread_;
};

}  // namespace host::http
