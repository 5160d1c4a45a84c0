// The names that a person logs in with: user name, e-mail and telephone, each unique among all of them.
#pragma once
#include <mortise/plugin.h>

namespace auth {

using namespace mortise;

struct Names {
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
};

/// The form in which names are compared: telephone numbers without blanks and hyphens, all else in lower case.
std::string folded(std::string_view name);

/// Whose name it is; nothing when it is nobody's.
std::optional<Id> owner_of(Reader& db, std::string_view name);

/// Throws 409 "duplicate" with a fault for each name that somebody else has.
void require_free(Reader& db, const Names& names, Id owner);

/// Gives the names to `owner` in place of those held before; they have been found free.
void take_names(Writer& db, const Names& names, Id owner);

}  // namespace auth
