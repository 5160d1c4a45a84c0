// Callers who come at their own rate, however the host fares, and what became of them.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace end_to_end {

struct Load {
    std::string request;  ///< bytes, the same for each
    double rate = 0;      ///< a second; 0: the next as soon as a connection is free
    std::chrono::milliseconds length{1000};
    std::size_t connections = 1;  ///< at most; kept alive
};

struct Outcome {
    double seconds = 0;
    int offered = 0, good = 0, busy = 0, other = 0;  ///< answers: 2xx, 503 with Retry-After, anything else
    int good_in_time = 0;                            ///< before the load's end
    int without_connection = 0;                      ///< not sent: all connections wait for an answer
    int unanswered = 0;                              ///< cut, or no answer within five seconds of the end
    std::vector<double> good_ms, busy_ms;            ///< from the moment they were due, sorted

    double goodput() const { return good_in_time / seconds; }
};

/// The share `part` of the sorted values lies below it.
double quantile(const std::vector<double>& sorted, double part);

/// One thread; the connections are opened before the time runs.
Outcome offer(unsigned short port, const Load& load);

}  // namespace end_to_end
