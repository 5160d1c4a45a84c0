// The one file that speaks to Redis, through Poco's client: a connection is thrown away at its first exception, and no value is
// believed without its frame.
#include "cache/redis.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Redis/Client.h>
#include <Poco/Redis/Command.h>
#include <Poco/Timespan.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "cache/frame.h"
#include "cache/memory.h"

namespace host {
namespace {

// Poco's client hides its socket, but sends in pieces of 1 KiB: with Nagle's algorithm a value of 1,500 bytes takes 44 ms,
// without it 20 µs. It also knows no deadline for sending. An explicit instantiation may name a private member; newer Poco takes
// a socket of ours.
Poco::Net::StreamSocket& socket_of(Poco::Redis::Client& client);
template <Poco::Net::StreamSocket Poco::Redis::Client::*Member>
struct SocketOf {
    friend Poco::Net::StreamSocket& socket_of(Poco::Redis::Client& client) { return client.*Member; }
};
template struct SocketOf<&Poco::Redis::Client::_socket>;

using std::chrono::milliseconds;

constexpr milliseconds first_back_off{100}, longest_back_off{5000}, longest_ttl = std::chrono::hours(24 * 30);
constexpr std::size_t most_connections = 8;

Poco::Timespan patience() { return {0, 200'000}; }

[[noreturn]] void refuse_url() {
    throw std::invalid_argument("the URL of Redis is not of the form redis://[:password@]host[:port][/db]");
}

template <typename N>
N number(std::string_view text, N most) {
    N value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most) refuse_url();
    return value;
}

// Of Redis' own sentences only the code ("WRONGPASS"): the rest may quote the command, and so the password.
std::string reason(const Poco::Exception& fault) {
    const auto& sentence = fault.message();
    return std::string(fault.name()).append(" ").append(sentence.substr(0, sentence.find(' ')));
}

}  // namespace

RedisPlace redis_place(const std::string& url) {
    constexpr std::string_view scheme = "redis://";
    if (!url.starts_with(scheme)) refuse_url();
    std::string_view rest = std::string_view(url).substr(scheme.size());
    RedisPlace place;
    if (const auto at = rest.rfind('@'); at != rest.npos) {
        const auto colon = rest.find(':');
        if (colon != 0) refuse_url();
        place.password = rest.substr(1, at - 1);
        if (place.password.empty()) refuse_url();
        rest.remove_prefix(at + 1);
    }
    if (const auto slash = rest.find('/'); slash != rest.npos) {
        if (slash + 1 < rest.size()) place.database = number<int>(rest.substr(slash + 1), 1'000'000);
        rest = rest.substr(0, slash);
    }
    const bool bracketed = rest.starts_with('[');
    const auto host_end = bracketed ? rest.find(']') : rest.find(':');
    if (bracketed && host_end == rest.npos) refuse_url();
    place.host = bracketed ? rest.substr(1, host_end - 1) : rest.substr(0, host_end);
    rest.remove_prefix(std::min(rest.size(), host_end == rest.npos ? rest.size() : host_end + (bracketed ? 1 : 0)));
    if (place.host.empty() || place.host.find_first_of(" /?#\\") != place.host.npos) refuse_url();
    if (!rest.empty()) {
        if (rest.front() != ':') refuse_url();
        place.port = static_cast<std::uint16_t>(number<int>(rest.substr(1), 65535));
    }
    return place;
}

class RedisCache::Connection {
  public:
    explicit Connection(const RedisPlace& place) {
        client_.connect(Poco::Net::SocketAddress(place.host, place.port), patience());
        client_.setReceiveTimeout(patience());
        socket_of(client_).setSendTimeout(patience());
        socket_of(client_).setNoDelay(true);
        if (!place.password.empty()) expect_ok(command({"AUTH", place.password}));
        if (place.database != 0) expect_ok(command({"SELECT", std::to_string(place.database)}));
    }

    std::optional<std::string> get(const std::string& key) {
        const auto reply = client_.execute<Poco::Redis::BulkString>(command({"GET", key}));
        return reply.isNull() ? std::nullopt : std::optional<std::string>(reply.value());
    }

    void put(const std::string& key, const std::string& value, milliseconds ttl) {
        expect_ok(command({"SET", key, value, "PX", std::to_string(ttl.count())}));
    }

  private:
    static Poco::Redis::Array command(std::initializer_list<std::string> words) {
        Poco::Redis::Array array;
        for (const auto& word : words) array << word;
        return array;
    }

    void expect_ok(const Poco::Redis::Array& command) {
        if (client_.execute<std::string>(command) != "OK") throw std::runtime_error("an unexpected reply");
    }

    Poco::Redis::Client client_;
};

RedisCache::RedisCache(RedisPlace place, std::string_view epoch, Log& log)
    : place_(std::move(place)), prefix_("mortise:" + std::string(epoch) + ":"), log_(log) {
    idle_.reserve(most_connections);  // so that giving back cannot fail
}

RedisCache::~RedisCache() = default;

// Nothing when Redis is left alone at the moment or all connections are lent.
std::optional<RedisCache::Loan> RedisCache::borrow() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now < not_before_ || lent_ == most_connections) return std::nullopt;
    if (back_off_.count() > 0) not_before_ = now + back_off_;  // the others wait for what this caller finds
    ++lent_;
    Loan loan{nullptr, era_};
    if (!idle_.empty()) {
        loan.connection = std::move(idle_.back());
        idle_.pop_back();
    }
    return loan;
}

void RedisCache::give_back(Loan loan) noexcept {
    bool healed = false;
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (loan.era != era_) return;
        if (!loan.connection) return;
        idle_.push_back(std::move(loan.connection));
        healed = std::exchange(back_off_, milliseconds(0)).count() > 0;
        not_before_ = {};
    }
    if (healed) log_.info("Redis answers again");
}

// Of calls that fail together one counts, or the back-off would be at its end after one breakdown.
void RedisCache::failed(const Loan& loan, std::string_view why) noexcept {
    bool first = false;
    std::vector<std::unique_ptr<Connection>> stale;
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (loan.era != era_) return;
        ++era_;
        first = back_off_.count() == 0;
        back_off_ = first ? first_back_off : std::min(back_off_ * 2, longest_back_off);
        not_before_ = std::chrono::steady_clock::now() + back_off_;
        stale.swap(idle_);
    }
    if (first) log_.warn("Redis does not answer; going on without it", {{"host", place_.host}, {"why", why}});
}

// `use` says whether the connection may be used again.
template <typename F>
void RedisCache::with_connection(F&& use) noexcept {
    auto loan = borrow();
    if (!loan) return;
    try {
        if (!loan->connection) loan->connection = std::make_unique<Connection>(place_);
        if (!use(*loan->connection)) loan->connection.reset();
        give_back(std::move(*loan));
    } catch (const Poco::Exception& fault) {
        failed(*loan, reason(fault));
    } catch (const std::exception& fault) {
        failed(*loan, fault.what());
    }
}

std::optional<std::string> RedisCache::get(std::string_view key) {
    std::optional<std::string> value;
    with_connection([&](Connection& connection) {
        const auto name = prefix_ + std::string(key);
        const auto frame = connection.get(name);
        if (!frame) return true;
        // A bad frame may be a cut reply, so that the connection's place in the stream is not known any more.
        value = unframed(name, *frame);
        return value.has_value();
    });
    return value;
}

void RedisCache::put(std::string_view key, std::string_view value, milliseconds ttl) {
    if (value.size() > most_value_bytes || ttl.count() <= 0) return;
    with_connection([&](Connection& connection) {
        const auto name = prefix_ + std::string(key);
        connection.put(name, framed(name, value), std::min(ttl, longest_ttl));
        return true;
    });
}

std::unique_ptr<Cache> open_cache(const std::string& redis_url, std::string_view epoch, const Clock& clock, Log& log) {
    if (redis_url.empty()) return std::make_unique<MemoryCache>(clock);
    return std::make_unique<RedisCache>(redis_place(redis_url), epoch, log);
}

}  // namespace host
