// What a request's head must look like, checked more strictly than the parser behind it does; no sockets here.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "http/exchange.h"

namespace host::http {

/// Why a message cannot be served: the status to answer and a sentence for the log; status 0 is no fault.
struct Fault {
    int status = 0;
    std::string_view reason;
    explicit operator bool() const { return status != 0; }
};

/// How the body behind a head is delimited, and what else the engine itself obeys.
struct Framing {
    unsigned version = 11;
    bool chunked = false;
    std::uint64_t length = 0;  ///< as Content-Length says, 0 without one
    bool expects_continue = false;
    bool has_body() const { return chunked || length > 0; }
};

bool is_token(std::string_view text);
/// Any byte that a field's value may hold: TAB, blanks, visible ASCII and, opaquely, 0x80 to 0xFF (old clients send them).
bool is_field_byte(char byte);
bool same_word(std::string_view a, std::string_view b);  ///< ASCII, case-blind

/// Finds the end of a head while it arrives, counts every byte, and refuses as early as the bytes allow.
class HeadScan {
  public:
    explicit HeadScan(const Limits& limits) : limits_(&limits) {}
    /// `bytes` begins with the head's first byte each time and is at least as long as before.
    Fault feed(std::string_view bytes);
    bool complete() const { return complete_; }
    std::size_t start() const { return start_; }  ///< after the one empty line that may precede the request line
    std::size_t end() const { return at_; }       ///< behind the empty line, once complete
    void reset();

  private:
    Fault end_line();
    Fault check_room() const;
    const Limits* limits_;
    std::size_t at_ = 0, start_ = 0, line_ = 0, lines_ = 0;
    bool complete_ = false;
};

/// The request line alone, without its line end. Fills method, target and version as far as it gets.
Fault read_request_line(std::string_view line, const Limits& limits, Request& request, Framing& framing);
/// Splits the target into path and query. The absolute form is cut down to the origin form and its authority takes the place of
/// Host.
Fault read_target(Request& request);
/// Everything that depends on fields: Host, Content-Length, Transfer-Encoding, Expect.
Fault read_fields(const Request& request, Framing& framing);

}  // namespace host::http
