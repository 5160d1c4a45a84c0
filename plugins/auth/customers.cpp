// How customers are listed, changed and erased.
#include "customers.h"

#include "erasure.h"
#include "roles.h"

namespace auth {
namespace {

constexpr Listing<5> listing{"FROM auth_users",
                             "id",
                             {{{"id", "id"},
                               {"name", "lower(last_name || ' ' || first_name)"},
                               {"email", "lower(email)"},
                               {"created_at", "created_at"},
                               {"last_seen_at", "coalesce(last_seen_at, 0)"}}}};

Customer named(std::optional<Customer> found) {
    if (!found) throw not_found("customer");
    found->id = public_code("CST", found->user_id);
    return *std::move(found);
}

Customer customer_of(Reader& db, Id id) {
    return named(db.first<Customer>("FROM auth_users WHERE id = ? AND role = ? AND erased_at IS NULL", id, customer));
}

/// The customer of the path, if the caller may change him.
Customer within_reach(Reader& db, const Call& call) {
    return named(db.first<Customer>("FROM auth_users WHERE id = ? AND role = ? AND erased_at IS NULL AND (id = ? OR ?)",
                                    call.id("id"), customer, call.user(), call.may("WRITE:CUSTOMERS")));
}

}  // namespace

Page<Customer> customers(const CustomersQuery& query, Reader& db) {
    const auto text = containing(query.q);
    Where where;
    where("role = ?", customer);
    where("erased_at IS NULL");
    where("lower(city) = lower(?)", query.city);
    where("pin_code = ?", query.pin_code);
    where_asked(where, query, text);
    Page<Customer> all = page<Customer>(db, listing, where, query);
    for (Customer& each : all.items) each.id = public_code("CST", each.user_id);
    return all;
}

std::variant<Customer, Page<Customer>> customer_or_all(const CustomerOrAllQuery& query, Reader& db, Call& call) {
    if (call.may("READ:CUSTOMERS")) {
        if (query.customer_id) return customer_of(db, *query.customer_id);
        return customers(query, db);
    }
    if (query.customer_id.value_or(PersonId{call.user()}) != call.user()) throw not_found("customer");
    return customer_of(db, call.user());
}

Customer change_customer(const Partial<Profile>& change, Writer& db, Call& call) {
    const Id id = within_reach(db, call).user_id;
    change_person(id, change, db, call);
    return customer_of(db, id);
}

void erase_customer(const std::optional<Reason>& why, Writer& db, Call& call) {
    if (was_erased_by(db, call.id("id"), call.user())) return;
    const Id id = within_reach(db, call).user_id;
    erase(db, call, id, why ? why->reason : std::nullopt);
    if (id == call.user()) clear_cookie(call);
}

}  // namespace auth
