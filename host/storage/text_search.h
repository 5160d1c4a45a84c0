// Full-text indexes of plugins: what a record's columns hold, and who holds some words. SQLite's FTS5 stands behind it.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "storage/database.h"

namespace host::storage {

/// Replaces what the index knows of the record by these columns and texts; none: forgets it. Throws as run() does, and Problem
/// 500 where the index or a column has no plain name.
void index_text(mortise_db& db, std::string_view index, std::int64_t id,
                std::span<const std::pair<std::string_view, std::string_view>> columns);

/// The ids of at most `most` records that hold every word, the last as a beginning, the best match first: a word in the first
/// column weighs ten times as much as elsewhere. Words are what blanks part; signs alone are no words.
void search_text(mortise_db& db, std::string_view index, std::string_view words, std::int64_t most,
                 const std::function<void(std::int64_t)>& found);

/// The words as a question for FTS5, in which nothing that a user types has a meaning of its own; empty without any.
std::string text_question(std::string_view words);

}  // namespace host::storage
