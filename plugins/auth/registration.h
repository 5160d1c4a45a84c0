// Registration: what a customer-to-be says of himself.
#pragma once
#include "log_in.h"

namespace auth {

/// What every newcomer says.
struct Newcomer {
    std::optional<std::string> username;
    std::string email, password, first_name, last_name;
    std::optional<std::string> phone, city;
    static constexpr auto fields = mortise::fields(
        field("username", &Newcomer::username, "A name to log in with, unique without regard to case.", length(1, 60),
              form("name")),
        field("email", &Newcomer::email, "Unique without regard to case.", length(3, 254), form("email")),
        field("password", &Newcomer::password, "8 to 128 characters, none of the most common ones.", length(8, 128), secret),
        field("first_name", &Newcomer::first_name, "Given name.", length(0, 100), form("name"), optional),
        field("last_name", &Newcomer::last_name, "Family name.", length(0, 100), form("name"), optional),
        field("phone", &Newcomer::phone, "Unique.", length(6, 30), form("phone")),
        field("city", &Newcomer::city, "Town.", length(1, 100), form("name")));
};

struct Registration : Newcomer {
    std::optional<std::string> address, pin_code;
    static constexpr auto fields =
        fields_of<Newcomer>(field("address", &Registration::address, "Street and house.", length(1, 500)),
                            field("pin_code", &Registration::pin_code, "Postal code.", length(1, 20), form("pin-code")));
};

/// The same with an address to come to.
struct CustomerRegistration : Newcomer {
    std::string address, pin_code;
    static constexpr auto fields =
        fields_of<Newcomer>(field("address", &CustomerRegistration::address, "Street and house.", length(1, 500)),
                            field("pin_code", &CustomerRegistration::pin_code, "Postal code.", length(1, 20), form("pin-code")));
};

Created<Entrance> register_user(const Registration& wish, Call& call);
Created<Entrance> register_customer(const CustomerRegistration& wish, Call& call);

}  // namespace auth
