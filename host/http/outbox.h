// Writes one answer: the head that the engine composes, then the body from memory or from a file.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "http/exchange.h"

namespace host::http {

class Outbox {
  public:
    struct Manner {
        bool head_only = false, close = false;
        bool says_keep_alive = false;  ///< HTTP/1.0 must be told
    };
    enum class Progress { done, blocked, more, broken };

    /// `date` is a complete line. The answer must stay as it is until everything is written.
    void compose(const Answer& answer, std::string_view date, Manner manner);
    /// Writes what the socket takes now. `more`: it would take more, but others have waited long enough.
    Progress write(int socket, const Answer& answer);

  private:
    Progress write_memory(int socket, const Answer& answer);
    Progress write_file(int socket, int file);
    std::string head_;
    std::size_t sent_ = 0, body_bytes_ = 0;
    std::uint64_t file_at_ = 0, file_left_ = 0;
};

}  // namespace host::http
