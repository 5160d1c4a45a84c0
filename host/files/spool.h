// A file without a name that an upload is written to: it is gone with its descriptor, also when the host is killed.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "files/descriptor.h"

namespace host::files {

class Spool {
  public:
    /// Makes it in that folder, with mode 0600. Throws Problem 503 "no-space" when there is no room, std::system_error for other
    /// faults.
    explicit Spool(const std::filesystem::path& folder);

    /// Appends; throws as the constructor does.
    void write(std::string_view bytes);

    std::int64_t bytes() const noexcept { return bytes_; }
    int descriptor() const noexcept { return descriptor_.get(); }

  private:
    Descriptor descriptor_;
    std::int64_t bytes_ = 0;
};

/// Throws for the errno of a file operation: Problem 503 "no-space" when there is no room, else std::system_error.
[[noreturn]] void throw_file_error(int error, const char* what);

}  // namespace host::files
