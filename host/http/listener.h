// The listening socket: accepts, and deals the connections out to the shards in turn.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <string>
#include <vector>

#include "http/admission.h"
#include "http/shard.h"

namespace host::http {

class Listener {
  public:
    /// Binds and listens. Throws std::system_error naming the address.
    Listener(const std::string& address, boost::asio::io_context& context, Admission& admission);
    ~Listener();
    unsigned short port() const { return port_; }
    void start(std::vector<Shard*> shards);
    /// Takes what has already connected, then listens no more. [on the context's thread]
    void close();

  private:
    void wait();
    void accept_all();
    void hand_over(int descriptor, const sockaddr_storage& address);
    void out_of_descriptors();

    Admission& admission_;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer pause_;
    std::vector<Shard*> shards_;
    std::size_t next_ = 0;
    unsigned short port_ = 0;
    int spare_;  // given up for a moment when there are no others
};

}  // namespace host::http
