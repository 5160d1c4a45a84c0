// What may happen to a request, once more: the contract's page, copied by hand, against which the product's own table is held.
#pragma once
#include <algorithm>
#include <array>
#include <string_view>

namespace law {

/// action, who, from, to: the contract's page, copied by hand.
inline constexpr std::array<std::array<std::string_view, 4>, 30> table{{
    {"create", "customer", "", "requested"},
    {"create", "customer", "", "assigned"},
    {"edit", "customer", "requested", "requested"},
    {"edit", "customer", "assigned", "assigned"},
    {"edit", "customer", "accepted", "assigned"},
    {"assign", "administrator", "requested", "assigned"},
    {"assign", "administrator", "assigned", "assigned"},
    {"assign", "administrator", "accepted", "assigned"},
    {"claim", "pool", "requested", "accepted"},
    {"accept", "professional", "assigned", "accepted"},
    {"reject", "professional", "assigned", "requested"},
    {"start", "professional", "accepted", "in_progress"},
    {"finish", "professional", "in_progress", "completed"},
    {"complete", "customer", "in_progress", "closed"},
    {"complete", "customer", "completed", "closed"},
    {"cancel", "customer", "requested", "cancelled"},
    {"cancel", "customer", "assigned", "cancelled"},
    {"cancel", "customer", "accepted", "cancelled"},
    {"cancel", "administrator", "requested", "cancelled"},
    {"cancel", "administrator", "assigned", "cancelled"},
    {"cancel", "administrator", "accepted", "cancelled"},
    {"cancel", "administrator", "in_progress", "cancelled"},
    {"cancel", "administrator", "completed", "cancelled"},
    {"cancel", "system", "requested", "cancelled"},
    {"cancel", "system", "assigned", "cancelled"},
    {"cancel", "system", "accepted", "cancelled"},
    {"release", "system", "assigned", "requested"},
    {"release", "system", "accepted", "requested"},
    {"time_out", "system", "assigned", "requested"},
    {"auto_close", "system", "completed", "closed"},
}};
inline constexpr std::array<std::string_view, 4> expiry{"expire", "system", "requested", "expired"};

inline bool stands_in_table(std::string_view action, std::string_view who, std::string_view from, std::string_view to) {
    const std::array<std::string_view, 4> row{action, who, from, to};
    return row == expiry || std::find(table.begin(), table.end(), row) != table.end();
}

}  // namespace law
