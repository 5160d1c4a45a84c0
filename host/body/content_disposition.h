// The head of one part of a multipart body: its fields, and what Content-Disposition says.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace host::body {

/// What the head of a part says, decoded.
struct PartHead {
    std::string name;                 ///< of the form's field; never empty
    std::optional<std::string> file;  ///< the file's name without any folder; there is none for a plain field
    std::string type;                 ///< Content-Type as sent, or empty
};

/// Reads the lines of a head, each ended by CR LF, without the empty one. Throws Problem 400 "bad-multipart".
PartHead read_part_head(std::string_view lines);

/// The boundary that a Content-Type names. Throws Problem 400 "bad-multipart" unless it is multipart/form-data with one good
/// boundary.
std::string boundary_of(std::string_view content_type);

/// Throws the Problem 400 "bad-multipart" with that sentence.
[[noreturn]] void refuse_multipart(std::string sentence);

}  // namespace host::body
