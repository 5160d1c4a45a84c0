// The operators' own address: readiness in detail, figures, the level of the log.
#pragma once
#include "http/exchange.h"

namespace host {

struct Parts;

class Operations final : public http::Service {
  public:
    explicit Operations(Parts& parts) : parts_(parts) {}
    http::BodyPlan head(http::Exchange& exchange) noexcept override;
    void run(http::Exchange& exchange) noexcept override;
    void refuse(http::Exchange& exchange, int status, std::string_view reason) noexcept override;

  private:
    void answer(http::Exchange& exchange);
    Parts& parts_;
};

}  // namespace host
