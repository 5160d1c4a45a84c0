// Percent-escapes: one decoder for paths, queries and forms.
#pragma once
#include <string>
#include <string_view>

namespace host::body {

/// Appends `text` with its %XX decoded, and '+' as a blank where asked for. False when an escape is broken.
bool unescape(std::string_view text, bool plus_is_blank, std::string& out);

/// True for valid UTF-8 without control bytes (0x00 to 0x1F, 0x7F); TAB, CR and LF may be let in.
bool is_plain_text(std::string_view text, bool lines_too);

}  // namespace host::body
