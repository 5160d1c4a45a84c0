// Opaque texts that come back unchanged or not at all, such as the cursor of a list. Sealed is not secret: the bytes can be read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/mac.h"

namespace host::crypto {

/// Under the first key it seals, under all it unseals. [any thread]
class Seal {
  public:
    explicit Seal(const std::vector<std::string>& keys);

    /// `purpose` keeps a text of one place from being taken in another.
    std::string seal(std::string_view purpose, std::string_view bytes) const;
    /// Nothing when the text was not sealed for that purpose.
    std::optional<std::string> unseal(std::string_view purpose, std::string_view text) const;

  private:
    std::vector<Mac> macs_;
};

}  // namespace host::crypto
