// A plugin's file in memory: copied under its own hash, opened, and closed once.
#pragma once
#include <mortise/abi.h>

#include <filesystem>
#include <memory>
#include <string>

#include "plugins/manifest.h"

namespace host {

/// Opened code. The copy `<folder>/<name>-<sha256>-<generation>.so` makes each opening a mapping of its own and keeps an
/// overwritten original from changing what runs; it is removed with the image.
class Image {
  public:
    /// Throws Refused naming the file and what the loader said. Runs the library's own constructors.
    Image(const Manifest& manifest, const std::filesystem::path& folder);
    ~Image();
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    const mortise_plugin& entry() const { return *entry_; }
    const std::string& sha256() const { return sha256_; }

  private:
    struct Library;
    std::filesystem::path copy_;
    std::string sha256_;
    std::unique_ptr<Library> library_;
    const mortise_plugin* entry_ = nullptr;
};

/// Removes the copies that processes have left which are no more: a killed one cannot.
void remove_stale_images(const std::filesystem::path& folder);

}  // namespace host
