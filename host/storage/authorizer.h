// Keeps each owner's SQL to its own tables, and notes which tables a statement touches.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/tables.h"

namespace host::storage {

/// The table bears the owner's name: "parking" owns parking_lots, "service-kit" owns service_kit_parts.
bool owns(std::string_view owner, std::string_view table);

/// What SQLite asks before it prepares anything on one connection. [the session's thread]
class Authorizer {
  public:
    enum class Mode { trusted, statement, migration };

    /// What a statement touches, gathered while it is prepared.
    struct Touched {
        std::vector<std::uint32_t> read, written;
        /// Names of which no column is read. SQLite asks the same for a CTE as for a table, so the session looks them up
        /// afterwards.
        std::vector<std::string> unclear;
    };

    explicit Authorizer(Tables& tables) : tables_(tables) {}
    void attach(sqlite3* connection);

    Mode mode = Mode::trusted;
    std::string_view owner;
    Touched* touched = nullptr;  ///< null: nothing is noted
    std::string refusal;         ///< of the last refused statement, in words for its author

  private:
    static int ask(void* self, int action, const char* first, const char* second, const char* database,
                   const char* cause) noexcept;
    int decide(int action, std::string_view first, std::string_view second);
    int decide_migration(int action, std::string_view first, std::string_view second);
    int read(std::string_view table, std::string_view column);
    int write(std::string_view table);
    int refuse(std::string_view what, std::string_view name = {});
    int own(std::string_view name, std::string_view what);
    bool in_migration() const { return mode == Mode::migration; }
    Tables& tables_;
    bool declaring_ = false;  // a virtual table, until its row is read
};

/// Lets a connection act for an owner while it lives.
class ActFor {
  public:
    ActFor(Authorizer& authorizer, Authorizer::Mode mode, std::string_view owner)
        : authorizer_(authorizer), mode_(authorizer.mode), owner_(authorizer.owner) {
        authorizer.mode = mode;
        authorizer.owner = owner;
    }
    ~ActFor() {
        authorizer_.mode = mode_;
        authorizer_.owner = owner_;
    }
    ActFor(const ActFor&) = delete;
    ActFor& operator=(const ActFor&) = delete;

  private:
    Authorizer& authorizer_;
    Authorizer::Mode mode_;
    std::string_view owner_;
};

}  // namespace host::storage
