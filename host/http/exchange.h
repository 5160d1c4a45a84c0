// One request and its answer, as they pass between the HTTP engine and what serves it.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host::http {

/// A header field as received: the name in lower case, the value without surrounding blanks.
struct Header {
    std::string_view name, value;
};

/// The head of a request. Views live until the exchange is finished.
struct Request {
    std::string_view method;  ///< as sent, for example "GET"
    std::string_view target;  ///< origin form as sent, for example "/a%20b?c=d"
    std::string_view path;    ///< the target before '?', still percent-coded
    std::string_view query;   ///< the target after '?', still percent-coded
    std::vector<Header> headers;
    std::string_view peer;  ///< the address of the other end of the socket, without port
    bool secure = false;    ///< always false here; a trusted proxy's word is dispatch's business

    /// The first field of that (lower-case) name, or empty.
    std::string_view header(std::string_view name) const;
};

/// Takes a body while it arrives. Called on the I/O thread; a throw ends the request with 400 and closes.
class BodySink {
  public:
    virtual ~BodySink() = default;
    virtual void put(std::string_view bytes) = 0;
};

/// What to do with the body that follows a head.
struct BodyPlan {
    enum class Kind {
        refuse,
        collect,
        stream
    } kind = Kind::refuse;     ///< refuse: the answer is finished already; drain within a bound or close
    std::size_t limit = 0;     ///< most bytes; one more is a 413
    BodySink* sink = nullptr;  ///< for stream; outlives the exchange's body
};

/// A part of a file to send as the body: the engine reads and closes it.
struct FileBody {
    int descriptor = -1;
    std::uint64_t offset = 0, length = 0;
};

/// The answer. The engine writes status line, Date, Content-Length, Connection; the rest comes from `fields`.
struct Answer {
    int status = 500;
    std::string fields;  ///< complete lines "Name: value\r\n", only through set()
    std::string body;
    FileBody file;       ///< instead of body when descriptor >= 0
    bool close = false;  ///< close the connection after it

    /// Adds a field. Throws std::invalid_argument when name or value hold a control byte.
    void set(std::string_view name, std::string_view value);
    void clear();
};

/// A request under way. It belongs to its connection; whoever serves it holds a reference until finish().
class Exchange {
  public:
    virtual ~Exchange() = default;
    Request request;
    std::string body;  ///< when collected: the whole of it, with 64 spare bytes of capacity behind it
    Answer answer;
    std::shared_ptr<void>
        attached;  ///< the server's own state for this request; released on the I/O thread after the answer is written

    /// The answer is complete and may be written. Once per request, from any thread; nothing of the exchange may be touched
    /// afterwards.
    virtual void finish() noexcept = 0;
};

/// What the engine serves. Both are called on an I/O thread and must not block.
class Service {
  public:
    virtual ~Service() = default;
    /// The head has arrived and is well-formed. A refusing plan means that `answer` is filled; the engine writes it (do not call
    /// finish()).
    virtual BodyPlan head(Exchange& exchange) noexcept = 0;
    /// The request is complete (also when it has no body). Leads to exactly one exchange.finish(), here or later on any thread.
    virtual void run(Exchange& exchange) noexcept = 0;
    /// Fills `answer` for a fault that the engine saw itself (400, 408, 413, 414, 431, 501, 503, 505 …).
    virtual void refuse(Exchange& exchange, int status, std::string_view reason) noexcept = 0;
};

/// Limits and deadlines; the defaults are those of the contract.
struct Limits {
    std::size_t head_bytes = 16 * 1024, target_bytes = 8 * 1024, header_count = 64;
    std::size_t connections = 10'000, connections_per_address = 100;
    std::size_t drain_bytes = 64 * 1024;  ///< of an unread body, before the connection is closed instead
    unsigned head_seconds = 10, write_seconds = 30, idle_seconds = 30, body_floor_bytes_per_second = 1024;
};

/// The engine: accepts on one address and serves until stopped.
class Server {
  public:
    /// Binds at once. `address` is host:port or [v6]:port; port 0 picks a free one. Throws std::system_error naming the address.
    Server(const std::string& address, Limits limits, unsigned threads, Service& service);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    void start();
    unsigned short port() const noexcept;
    /// Stops accepting and closes idle connections; requests under way get their answer and "Connection: close".
    void drain();
    /// True once no request is under way.
    bool idle() const noexcept;
    /// Cuts what is left and joins the threads. Exchanges not yet finished must be finished before.
    void stop();

  private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace host::http
