// One epoll loop over many connections.
#include "open_loop.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "wire.h"

namespace end_to_end {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto patience_at_end = 5s;

class Callers {
  public:
    Callers(unsigned short port, const Load& load)
        : load_(load), poll_(::epoll_create1(EPOLL_CLOEXEC)), lines_(load.connections) {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            connect(lines_[i], port);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, lines_[i].socket, &event);
            free_.push_back(i);
        }
    }
    ~Callers() {
        for (const Line& line : lines_)
            if (line.socket >= 0) ::close(line.socket);
        ::close(poll_);
    }
    Callers(const Callers&) = delete;
    Callers& operator=(const Callers&) = delete;

    Outcome run() {
        const auto begin = Clock::now();
        end_ = begin + load_.length;
        for (auto now = begin; now < end_; now = Clock::now()) {
            send_due(begin, now);
            hear(1);
        }
        while (under_way_ > 0 && Clock::now() < end_ + patience_at_end) hear(10);
        outcome_.seconds = std::chrono::duration<double>(load_.length).count();
        outcome_.unanswered += static_cast<int>(under_way_);
        std::ranges::sort(outcome_.good_ms);
        std::ranges::sort(outcome_.busy_ms);
        return std::move(outcome_);
    }

  private:
    struct Line {
        int socket = -1;
        bool waits = false;
        Clock::time_point due;
        std::string heard;
    };

    static void connect(Line& line, unsigned short port) {
        line.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (line.socket < 0 || ::connect(line.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("a connection is refused");
        ::fcntl(line.socket, F_SETFL, O_NONBLOCK);
    }

    void send_due(Clock::time_point begin, Clock::time_point now) {
        if (load_.rate <= 0) {
            while (!free_.empty()) send(now);
            return;
        }
        const auto due_at = [&](int n) {
            return begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(n / load_.rate));
        };
        for (; due_at(outcome_.offered) <= now; ++outcome_.offered)
            if (free_.empty())
                ++outcome_.without_connection;
            else
                send(due_at(outcome_.offered));
    }

    void send(Clock::time_point due) {
        const std::size_t at = free_.back();
        free_.pop_back();
        Line& line = lines_[at];
        if (line.socket < 0) throw std::runtime_error("the host has closed an idle connection");
        line.due = due;
        line.waits = true;
        if (load_.rate <= 0) ++outcome_.offered;
        ++under_way_;
        // Small and alone on its connection: it fits the socket's buffer.
        if (::send(line.socket, load_.request.data(), load_.request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(load_.request.size()))
            lose(line);
    }

    void hear(int ms) {
        epoll_event events[256];
        const int count = ::epoll_wait(poll_, events, 256, ms);
        for (int i = 0; i < count; ++i) read(events[i].data.u64);
    }

    void read(std::size_t at) {
        Line& line = lines_[at];
        char bytes[16384];
        const ssize_t got = ::recv(line.socket, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) return lose(line);
        line.heard.append(bytes, static_cast<std::size_t>(got));
        const std::size_t end = line.heard.find("\r\n\r\n");
        if (end == std::string::npos) return;
        Answer answer;
        answer.head = line.heard.substr(0, end + 2);
        const std::string length = answer.header("content-length");
        if (line.heard.size() < end + 4 + (length.empty() ? 0 : std::stoul(length))) return;
        note(answer, line);
        line.heard.clear();
        line.waits = false;
        --under_way_;
        free_.push_back(at);
    }

    void note(const Answer& answer, const Line& line) {
        const auto now = Clock::now();
        const double ms = std::chrono::duration<double, std::milli>(now - line.due).count();
        const int status = std::stoi(answer.head.substr(9, 3));
        if (status / 100 == 2) {
            ++outcome_.good;
            outcome_.good_in_time += now < end_;
            outcome_.good_ms.push_back(ms);
        } else if (status == 503 && !answer.header("retry-after").empty()) {
            ++outcome_.busy;
            outcome_.busy_ms.push_back(ms);
        } else {
            ++outcome_.other;
        }
    }

    void lose(Line& line) {
        if (line.socket < 0) return;
        ::close(line.socket);
        line.socket = -1;
        if (!line.waits) return;
        ++outcome_.unanswered;
        --under_way_;
    }

    const Load& load_;
    int poll_;
    std::vector<Line> lines_;
    std::vector<std::size_t> free_;
    std::size_t under_way_ = 0;
    Clock::time_point end_;
    Outcome outcome_;
};

}  // namespace

double quantile(const std::vector<double>& sorted, double part) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

Outcome offer(unsigned short port, const Load& load) { return Callers(port, load).run(); }

}  // namespace end_to_end
