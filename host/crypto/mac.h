// HMAC-SHA-256 under a fixed key.
#pragma once
#include <initializer_list>
#include <memory>
#include <string_view>

#include "crypto/bytes.h"

struct evp_mac_ctx_st;

namespace host::crypto {

/// Keyed once and copied for each use, which costs a fraction of keying anew. [any thread]
class Mac {
  public:
    explicit Mac(std::string_view key);
    Digest of(std::string_view bytes) const { return of({bytes}); }
    /// Of the parts one after the other.
    Digest of(std::initializer_list<std::string_view> parts) const;

  private:
    struct Free {
        void operator()(evp_mac_ctx_st* context) const;
    };
    std::unique_ptr<evp_mac_ctx_st, Free> keyed_;
};

}  // namespace host::crypto
