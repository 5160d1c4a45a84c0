// What RFC 8259 calls a number.
#pragma once
#include <string_view>

namespace host::body {

/// True when the whole of `text` is one JSON number: no '+', no leading zero, a digit on each side of the point.
bool is_json_number(std::string_view text);

}  // namespace host::body
