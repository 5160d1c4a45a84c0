// The SQL of repeated requests: mortise_idempotency.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "storage/database.h"

namespace host::repeat_rows {

enum class State {
    in_flight,  ///< somebody works on it, until his lease ends
    committed,  ///< and has written what he does: it must not be done again
    done        ///< its answer is kept
};

struct Row {
    std::string request;  ///< opens for the same request alone
    State state = State::in_flight;
    std::int64_t holder = 0;  ///< who works on it
    Time lease_until{};
    std::string answer;
    Time created_at{};
};

std::optional<Row> find(mortise_db& db, std::string_view id);
/// In the place of a row that is there already.
void put(mortise_db& db, std::string_view id, const Row& row);
/// False when the holder has lost it to another.
bool commit(mortise_db& db, std::string_view id, std::int64_t holder);
bool finish(mortise_db& db, std::string_view id, std::int64_t holder, std::string_view answer);
void remove(mortise_db& db, std::string_view id, std::int64_t holder);
/// Deletes some that were made before `oldest`. Returns how many.
std::int64_t sweep(mortise_db& db, Time oldest, int most);

}  // namespace host::repeat_rows
