// Papers for demonstration: real files of a few hundred bytes.
#pragma once
#include <string>
#include <string_view>

namespace services {

/// A PDF of one page that says `text` (ASCII, no brackets or backslashes).
std::string pdf_saying(std::string_view text);
/// A grey picture of 64 by 64 points.
std::string png_picture();

}  // namespace services
