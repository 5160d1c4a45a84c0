// Where a request's body goes while it arrives, within its plan's limit.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "http/exchange.h"
#include "http/framing.h"

namespace host::http {

/// One body on its way in. A refused body is thrown away; after a fault nothing more is taken.
class Intake {
  public:
    /// `length` is what the head promises, 0 when it does not say. Faults at once when that alone is too much.
    Fault begin(BodyPlan plan, std::uint64_t length, std::string& collected);
    Fault take(std::string_view bytes);
    /// The announced size of the next chunk, so that a chunk too large is refused before it arrives.
    Fault announce(std::uint64_t size) const;
    /// The whole body is there: the collected string gets its spare capacity.
    void end();
    std::uint64_t received() const { return received_; }

  private:
    void collect(std::string_view bytes);
    BodyPlan plan_;
    std::uint64_t length_ = 0, received_ = 0;
    std::string* collected_ = nullptr;
};

}  // namespace host::http
