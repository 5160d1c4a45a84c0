// Turns SQLite's result codes into problems.
#pragma once
#include <string_view>

#include "base/problem.h"

namespace host::storage {

/// The problem of a failed statement. `code` is SQLite's extended result code, `message` its text.
Problem problem_of(int code, std::string_view message, std::string_view owner, std::string_view sql);

/// 500: what the author of the SQL got wrong, for the log.
Problem authors_fault(std::string_view owner, std::string_view what, std::string_view sql);

/// 503: the store itself fails; the cause belongs to the log.
Problem unavailable(int code);

/// The fault lies in the store, not in the statement.
bool is_storage_fault(int code) noexcept;

/// After this nobody knows which pages are on the disk.
bool is_sync_fault(int code) noexcept;

}  // namespace host::storage
