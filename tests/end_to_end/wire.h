// A small HTTP client over a socket: what a test sends and what it gets back, byte by byte where that matters.
#pragma once
#include <mortise/testing/json.h>

#include <string>
#include <string_view>

namespace end_to_end {

using mortise::testing::Value;

/// An answer; status 0 where none came whole.
struct Answer {
    int status = 0;
    std::string head, body;

    /// A header's value, or empty. Names are compared without regard to case.
    std::string header(std::string_view name) const;
    Value json() const { return Value::parse(body); }
    Value operator[](std::string_view member) const { return json()[member]; }
};

/// One connection, kept for several requests.
class Connection {
  public:
    /// Throws std::runtime_error when nobody listens.
    explicit Connection(unsigned short port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Sends bytes as they are; false when the other side is gone.
    bool send(std::string_view bytes);
    /// The next answer; waits a minute at most.
    Answer receive();
    /// Sends a request and waits. A body is JSON.
    Answer call(std::string_view method, std::string_view target, std::string_view body = {}, std::string_view token = {},
                std::string_view headers = {});

  private:
    bool read_more();

    int socket_ = -1;
    std::string unread_;
};

/// The bytes of a request with everything in it; `headers` are whole lines.
std::string request(std::string_view method, std::string_view target, std::string_view body = {}, std::string_view token = {},
                    std::string_view headers = {});

/// A request on a connection of its own.
Answer call(unsigned short port, std::string_view method, std::string_view target, std::string_view body = {},
            std::string_view token = {});

/// Logs in and gives the access token. Throws std::runtime_error with the answer when it does not succeed.
std::string log_in(unsigned short port, std::string_view name, std::string_view password);

}  // namespace end_to_end
