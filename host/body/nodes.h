// The flat view of a request's body, query or form that the host lends to a handler.
#pragma once
#include <mortise/abi.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace host::body {

/// Most nodes of one text, and how deep they may nest.
inline constexpr std::size_t most_nodes = 10'000, most_depth = 32, most_pairs = 200;

/// Nodes and the text that they point into, which is their own: nothing of what was parsed has to outlive the parsing. Reusable:
/// each parse clears it first and keeps the memory, unless a large text made it grow. The members are for the parsers of this
/// folder.
class Nodes {
  public:
    Nodes();
    ~Nodes();
    Nodes(Nodes&&) noexcept;
    Nodes& operator=(Nodes&&) noexcept;
    mortise_nodes view() const noexcept { return {nodes_.data(), nodes_.size()}; }
    void clear() noexcept;

    std::vector<mortise_node> nodes_;
    std::string text_;                     ///< what nodes point into; never grows while they do
    std::vector<std::string_view> names_;  ///< where the names of one object are compared
    struct Parser;
    std::unique_ptr<Parser> parser_;  ///< simdjson's buffers, made at the first JSON text
};

/// What may stand at the top of a JSON text.
enum class Top { container, any };

/// Parses one JSON text, strictly (RFC 8259): valid UTF-8, no NUL, no duplicate keys, at most 32 deep and 10,000 nodes, nothing
/// behind it. Numbers keep their raw text. Throws Problem 400 "bad-json" (with the place) otherwise; then `out` is empty.
/// What the host itself has written may have more nodes.
void parse_json(std::string_view text, Nodes& out, Top top = Top::container, std::size_t nodes = most_nodes);

/// What is parsed as pairs: it decides the code of the problem and which control bytes are let in.
enum class Pairs { query, form };

/// Parses `a=b&c=d` (a query, or application/x-www-form-urlencoded) into an object of strings; a repeated name becomes an array.
/// Throws Problem 400 "bad-query" or "bad-form" for bad escapes, NUL, control bytes (but TAB, CR and LF in the values of forms),
/// bad UTF-8, more than 200 pairs; then `out` is empty. An empty text gives no nodes at all.
void parse_pairs(std::string_view text, Nodes& out, Pairs kind = Pairs::query);

/// Decodes %XX of one path segment; throws Problem 400 "bad-path" for bad escapes, NUL, control bytes, bad UTF-8, and an encoded
/// '/'.
std::string decode_segment(std::string_view segment);

}  // namespace host::body
