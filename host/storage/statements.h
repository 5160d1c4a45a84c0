// The prepared statements of one session, the most recently used first.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace host::storage {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

struct Statement {
    std::string key;  ///< the owner, NUL, the SQL
    Prepared handle;
    std::vector<std::uint32_t> read, written;
    int parameters = 0, columns = 0;
    bool writes = false;
    bool busy = false;  ///< being stepped; a nested use needs another instance
};

/// A bounded cache. [the session's thread]
class Statements {
  public:
    explicit Statements(std::size_t most) : most_(most) {}
    /// The statement of that key, or null. It stays until add() or forget(), and for as long as it is busy.
    Statement* find(std::string_view key);
    /// Keeps a statement, at the cost of the one that was not used for longest. Its key must be new.
    Statement& add(Statement statement);
    /// Drops all that are not busy.
    void forget();
    std::size_t size() const { return by_key_.size(); }

  private:
    std::size_t most_;
    std::list<Statement> recent_;
    std::unordered_map<std::string_view, std::list<Statement>::iterator> by_key_;  // keys live in recent_
};

}  // namespace host::storage
