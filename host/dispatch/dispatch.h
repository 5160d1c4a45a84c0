// The life of a request: the steps stand in dispatch.cpp, in order.
#pragma once
#include <memory>

#include "dispatch/call.h"
#include "http/exchange.h"

namespace host {

/// Serves all routes of the product. Nothing else answers a request.
class Dispatch final : public http::Service {
  public:
    explicit Dispatch(Parts& parts);
    http::BodyPlan head(http::Exchange& exchange) noexcept override;
    void run(http::Exchange& exchange) noexcept override;
    void refuse(http::Exchange& exchange, int status, std::string_view reason) noexcept override;

  private:
    Parts& parts_;
};

}  // namespace host
