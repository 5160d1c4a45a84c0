// The ceiling: what an Asio loop with a constant answer gives on this machine. `bench_ceiling FILE` answers every request with
// FILE's bytes.
#include <boost/asio.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Fault = boost::system::error_code;

constexpr std::string_view end_of_head = "\r\n\r\n";

/// Owns itself: it is gone when its client is.
class Connection {
  public:
    Connection(tcp::socket socket, std::string_view answer) : socket_(std::move(socket)), answer_(answer) {
        Fault ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
        socket_.non_blocking(true, ignored);
    }

    static void serve(std::unique_ptr<Connection> self) {
        Connection& it = *self;
        it.socket_.async_read_some(asio::buffer(it.bytes_ + it.held_, sizeof it.bytes_ - it.held_),
                                   [self = std::move(self)](Fault fault, std::size_t got) mutable {
                                       if (!fault && self->answer(got)) serve(std::move(self));
                                   });
    }

  private:
    /// False when the connection is of no more use.
    bool answer(std::size_t got) {
        held_ += got;
        std::string_view rest(bytes_, held_);
        for (auto end = rest.find(end_of_head); end != rest.npos; end = rest.find(end_of_head)) {
            rest.remove_prefix(end + end_of_head.size());
            Fault fault;
            if (asio::write(socket_, asio::buffer(answer_), fault) != answer_.size()) return false;
        }
        std::char_traits<char>::move(bytes_, rest.data(), rest.size());
        held_ = rest.size();
        return held_ < sizeof bytes_;
    }

    tcp::socket socket_;
    std::string_view answer_;
    std::size_t held_ = 0;
    char bytes_[4096];
};

/// One loop a thread; accepted connections are dealt round.
class Loops {
  public:
    explicit Loops(std::string answer) : answer_(std::move(answer)), acceptor_(loops_[0], {asio::ip::address_v4::loopback(), 0}) {
        acceptor_.listen(4096);
    }
    unsigned short port() const { return acceptor_.local_endpoint().port(); }
    void run() {
        accept(0);
        const auto keep = asio::make_work_guard(loops_[1]);
        std::thread second([this] { loops_[1].run(); });
        loops_[0].run();
        second.join();
    }

  private:
    void accept(int turn) {
        acceptor_.async_accept(loops_[turn], [this, turn](Fault fault, tcp::socket socket) {
            if (!fault) {
                auto one = std::make_unique<Connection>(std::move(socket), answer_);
                asio::post(loops_[turn], [one = std::move(one)]() mutable { Connection::serve(std::move(one)); });
            }
            accept(1 - turn);
        });
    }

    const std::string answer_;
    asio::io_context loops_[2]{asio::io_context{1}, asio::io_context{1}};
    tcp::acceptor acceptor_;
};

}  // namespace

int main(int count, char** words) {
    if (count != 2) return std::fprintf(stderr, "bench_ceiling FILE\n"), 2;
    std::ifstream file(words[1], std::ios::binary);
    Loops loops({std::istreambuf_iterator<char>(file), {}});
    std::printf("ready http://127.0.0.1:%u\n", loops.port());
    std::fflush(stdout);
    loops.run();
}
