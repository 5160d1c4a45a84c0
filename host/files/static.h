// The files of one folder of the product's share, listed once at the start and served as they were then.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "files/descriptor.h"

namespace host::files {

/// What is known of a file that is served.
struct StaticFile {
    std::uint64_t bytes = 0;
    Time changed{};
    std::string_view type;  ///< Content-Type, by the name's ending
    std::string etag;       ///< strong and quoted; begins with the SHA-256 of the content
};

/// One folder. Immutable. [any thread]
class StaticFolder {
  public:
    /// Lists the folder with all below it, without symbolic links and names that begin with a dot. Throws
    /// std::filesystem::filesystem_error.
    explicit StaticFolder(const std::filesystem::path& folder);

    /// The file of that relative path ("css/app.css"), decoded and exactly as listed; nullptr when there is none.
    const StaticFile* find(std::string_view path) const;

    /// Opens it; empty when it is gone or no longer what was listed.
    Descriptor open(std::string_view path) const;

    std::size_t size() const noexcept { return files_.size(); }

  private:
    Descriptor folder_;
    std::map<std::string, StaticFile, std::less<>> files_;
};

/// The Content-Type that goes with a name's ending; "application/octet-stream" when it is not known.
std::string_view content_type_of(std::string_view name);

}  // namespace host::files
