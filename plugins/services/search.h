// Conditions that several lists share: texts that hold words, lists that hold a pin code.
#pragma once
#include <optional>
#include <string>

namespace services {

/// A pattern for `LIKE ? ESCAPE '!'` that matches texts which hold `words`, wildcards taken literally; nothing for a filter that
/// is missing.
std::optional<std::string> holding(const std::optional<std::string>& words);
/// The same for a list of texts as it stands in the database: matches those that hold `item` as a whole.
std::optional<std::string> listing(const std::optional<std::string>& item);

}  // namespace services
