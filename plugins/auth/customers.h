// Customers, as they see themselves and as an administrator looks for them.
#pragma once
#include "people.h"
#include "profile.h"
#include "standing.h"

namespace auth {

struct Customer {
    std::string id;
    Id user_id;
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    bool is_active = true, is_blocked = false;
    std::optional<std::string> block_reason;
    bool email_verified = false;
    Time created_at;
    std::optional<Time> last_seen_at;
    static constexpr auto fields = mortise::fields(
        field("id", &Customer::id, "The public code, as CST000210; paths take it and the number.", computed),
        field("user_id", &Customer::user_id, "The user's id.", column("id")),
        field("username", &Customer::username, "A name to log in with."), field("email", &Customer::email, "The e-mail address."),
        field("phone", &Customer::phone, "The telephone number."), field("first_name", &Customer::first_name, "Given name."),
        field("last_name", &Customer::last_name, "Family name."),
        field("address", &Customer::address, "Street and house.", length(0, 500)), field("city", &Customer::city, "Town."),
        field("pin_code", &Customer::pin_code, "Postal code."),
        field("is_active", &Customer::is_active, "False: switched off by its owner."),
        field("is_blocked", &Customer::is_blocked, "True: shut out by an administrator."),
        field("block_reason", &Customer::block_reason, "Why, if it was said.", length(0, 500)),
        field("email_verified", &Customer::email_verified, "True when the e-mail address has been proved."),
        field("created_at", &Customer::created_at, "When the account was made."),
        field("last_seen_at", &Customer::last_seen_at, "The last log-in or refresh."));
};

struct CustomersQuery : ListQuery {
    std::optional<std::string> q;
    std::optional<bool> active, blocked;
    std::optional<std::string> city, pin_code;
    static constexpr auto fields = fields_of<ListQuery>(
        field("q", &CustomersQuery::q, "Part of a name, user name, e-mail or telephone number.", length(1, 100)),
        field("active", &CustomersQuery::active, "Only those who are, or are not, switched off by themselves."),
        field("blocked", &CustomersQuery::blocked, "Only those who are, or are not, shut out."),
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
