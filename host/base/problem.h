// The failure that the host throws for a client to read; written as an answer in one place (dispatch).
#pragma once
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace host {

/// One fault of a field in a request.
struct Fault {
    std::string field, code, message;
};

/// Why a request cannot be served. `detail` of a status below 500, and of 503, is meant for the client; of 500 for the log alone.
struct Problem : std::exception {
    int status = 500;
    std::string code, detail;
    std::string members = {};  ///< further JSON members, as "\"state\":\"accepted\""
    std::vector<Fault> faults = {};
    int retry_after_s = 0;

    Problem() = default;
    Problem(int status_, std::string code_, std::string detail_)
        : status(status_), code(std::move(code_)), detail(std::move(detail_)) {}
    const char* what() const noexcept override { return detail.c_str(); }
};

}  // namespace host
