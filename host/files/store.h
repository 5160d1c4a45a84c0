// The files that plugins keep: durable, below random names, each plugin's apart from the others'.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "files/descriptor.h"
#include "files/spool.h"

namespace host::files {

/// Keeps files at `<data>/uploads/<plugin>/<first two digits of the key>/<key>`. A key is 32 hexadecimal digits. [any thread, not
/// an I/O one] Plugin names come from the host, never from a client; one that is no plain name is a std::invalid_argument.
class Store {
  public:
    /// Makes `<data>/uploads` and `<data>/spool` (0700). Throws std::filesystem::filesystem_error.
    explicit Store(const std::filesystem::path& data);

    /// Where uploads are spooled, so that keeping one needs no copy.
    const std::filesystem::path& spool_folder() const noexcept { return spool_; }

    /// Gives the spooled file a name; when it returns the key, file and name survive a power cut. Throws as Spool does.
    std::string keep(std::string_view plugin, const Spool& spool);

    /// Opens a kept file for reading; empty when there is none of that key, or the key has no key's form.
    Descriptor open(std::string_view plugin, std::string_view key) const;

    /// Removes a kept file; false when there was none.
    bool drop(std::string_view plugin, std::string_view key);

  private:
    Descriptor make_folder(std::string_view plugin, std::string_view twig) const;

    const std::filesystem::path spool_;
    Descriptor uploads_;
};

}  // namespace host::files
