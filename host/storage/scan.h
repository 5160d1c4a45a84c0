// Reads SQL text as words and symbols, past literals and comments: enough to refuse what no authorizer sees.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace host::storage {

struct Token {
    enum class Kind { end, word, quoted, literal, symbol };
    Kind kind = Kind::end;
    std::string_view text;  ///< of a quoted name without its quotes

    bool is(std::string_view upper) const;  ///< a bare word, compared without case
};

/// Walks through a text that it does not own.
class Scan {
  public:
    explicit Scan(std::string_view sql) : sql_(sql) {}
    Token next();

  private:
    void skip_blank();
    Token quoted(char close, Token::Kind kind);
    std::string_view sql_;
    std::size_t at_ = 0;
};

/// Nothing but blanks, comments and semicolons.
bool is_blank(std::string_view sql);

/// Why a statement or migration must not run, in words for its author; empty when nothing is wrong. Refuses ROLLBACK in any form
/// (it would end the transaction of the whole group) and DEFERRED keys (they would fail at the group's commit); in migrations
/// also SQLite's own tables.
std::string objection(std::string_view sql, bool migration);

}  // namespace host::storage
