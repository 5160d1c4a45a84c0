// Customers, as they see themselves and as an administrator looks for them.
#pragma once
#include "people.h"
#include "profile.h"
#include "standing.h"

namespace auth {

struct Customer : Coded {
    std::optional<std::string> block_reason;
    static constexpr auto fields =
        fields_of<Coded>(field("block_reason", &Customer::block_reason, "Why, if it was said.", length(0, 500)));
};

struct CustomersQuery : PersonQuery {
    std::optional<std::string> city, pin_code;
    static constexpr auto fields = fields_of<PersonQuery>(
        field("city", &CustomersQuery::city, "Only those of this town, without regard to case.", length(1, 100)),
        field("pin_code", &CustomersQuery::pin_code, "Only those of this postal code.", length(1, 20)));
};

struct CustomerOrAllQuery : CustomersQuery {
    std::optional<PersonId> customer_id;
    static constexpr auto fields = fields_of<CustomersQuery>(
        field("customer_id", &CustomerOrAllQuery::customer_id, "Only this one, who is answered as an object."));
};

Page<Customer> customers(const CustomersQuery& query, Reader& db);
/// The caller's own, and with READ:CUSTOMERS all, or the one that the query names. 404 for another's, and for who is no customer.
std::variant<Customer, Page<Customer>> customer_or_all(const CustomerOrAllQuery& query, Reader& db, Call& call);
/// 404 for another's without WRITE:CUSTOMERS, for who is no customer and for who was erased.
Customer change_customer(const Partial<Profile>& change, Writer& db, Call& call);
/// Erases what is known of a customer. Who erased it may say so again.
void erase_customer(const std::optional<Reason>& why, Writer& db, Call& call);

}  // namespace auth
