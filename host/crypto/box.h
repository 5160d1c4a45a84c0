// Texts that nobody can read who has the store alone: encrypted under the product's key and something that the asker must know.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/mac.h"

namespace host::crypto {

/// AES-256-GCM, each text under a key of its own: HKDF-SHA-256 of one of the product's keys and the text's context. Under the
/// first key it closes, under all it opens. [any thread]
class Box {
  public:
    explicit Box(const std::vector<std::string>& keys);

    /// `context` is what must be said again to open it; nothing of it is in the text.
    std::string close(std::string_view context, std::string_view bytes) const;
    /// Nothing when the text was not closed in that context, or was changed.
    std::optional<std::string> open(std::string_view context, std::string_view closed) const;

  private:
    std::vector<Mac> macs_;
};

}  // namespace host::crypto
