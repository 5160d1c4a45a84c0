// Serving: listens for a product until it is told to end, then lets what is under way finish.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "http/exchange.h"
#include "product.h"

namespace host {

/// One product on its addresses.
class Server {
  public:
    /// Binds. Throws std::system_error naming the address.
    explicit Server(Product& product);
    void start();
    /// "http://127.0.0.1:8080".
    std::string address() const;
    /// Says no to readyz, stops listening, waits until requests have ended or `patience` is over, and cuts the rest.
    void stop(std::chrono::milliseconds patience);

  private:
    Product& product_;
    std::string host_;
    std::unique_ptr<http::Service> operations_service_;
    std::unique_ptr<http::Server> server_, operations_;
};

}  // namespace host
