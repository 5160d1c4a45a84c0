// The short ways in: a customer, a professional, a log-in, in the words of document 003.
#pragma once
#include <mortise/contract/catalogue.h>
#include <mortise/contract/entrance.h>
#include <mortise/plugin.h>

namespace compat {

using namespace mortise;
using contract::accounts::Account;
using contract::entrance::Entrance;

/// What every newcomer says; the rules are those of POST /auth/register.
struct Newcomer {
    std::optional<std::string> username;
    std::string email, password, firstname, lastname;
    static constexpr auto fields = mortise::fields(
        field("username", &Newcomer::username, "A name to log in with, unique without regard to case.", length(1, 60),
              form("name")),
        field("email", &Newcomer::email, "Unique without regard to case.", length(3, 254), form("email")),
        field("password", &Newcomer::password, "8 to 128 characters, none of the most common ones.", length(8, 128), secret),
        field("firstname", &Newcomer::firstname, "Given name.", length(0, 100), form("name"), optional),
        field("lastname", &Newcomer::lastname, "Family name.", length(0, 100), form("name"), optional));
};

struct NewCustomer : Newcomer {
    std::string address, pincode;
    static constexpr auto fields =
        fields_of<Newcomer>(field("address", &NewCustomer::address, "Street and house.", length(1, 500)),
                            field("pincode", &NewCustomer::pincode, "Postal code.", length(1, 20), form("pin-code")));
};

struct NewProfessional : Newcomer {
    std::optional<std::string> address, pincode;
    int exp = 0;
    std::optional<std::string> compname;
    std::optional<Id> service_id;
    static constexpr auto fields = fields_of<Newcomer>(
        field("address", &NewProfessional::address, "Street and house.", length(0, 500)),
        field("pincode", &NewProfessional::pincode, "Of the address.", length(1, 20), form("pin-code")),
        field("exp", &NewProfessional::exp, "Years in the trade.", between(0, 80)),
        field("compname", &NewProfessional::compname, "The firm, if there is one.", length(0, 150), form("name")),
        field("service_id", &NewProfessional::service_id, "What is offered; the profile can say it later."));
};

/// What POST /auth/register/professional answers.
struct Welcome {
    std::string access_token, refresh_token, token_type = "bearer";
    std::int64_t expires_in = 0;
    std::string email;
    Account user;
    Id user_id, professional_id;
    std::vector<Id> documents;
    static constexpr auto fields =
        mortise::fields(field("access_token", &Welcome::access_token, "For the Authorization header."),
                        field("refresh_token", &Welcome::refresh_token, "For POST /auth/refresh."),
                        field("token_type", &Welcome::token_type, "\"bearer\"."),
                        field("expires_in", &Welcome::expires_in, "Seconds that the access token lives."),
                        field("email", &Welcome::email, "The account's."), field("user", &Welcome::user, "The account."),
                        field("user_id", &Welcome::user_id, "The account's id."),
                        field("professional_id", &Welcome::professional_id, "The professional's own id."),
                        field("documents", &Welcome::documents, "None yet: POST /professionals/documents takes them."));
};

struct Credentials {
    std::string username, password;
    static constexpr auto fields = mortise::fields(
        field("username", &Credentials::username, "User name, e-mail address or telephone number.", length(1, 254)),
        field("password", &Credentials::password, "The password.", length(1, 128), secret));
};

/// Makes a customer and logs him in. Throws 409 "duplicate", 422 "weak-password".
Created<Entrance> add_customer(const NewCustomer& wish, Call& call);
/// Makes an account and a professional that waits to be verified. Throws the same, and 422 for a service that is not sold.
Created<Welcome> add_professional(const NewProfessional& wish, Call& call);
/// Log-in: 401 for a wrong name or password, 403 for the right one of who is shut out, 429 for who guesses.
Entrance check(const Credentials& wish, Call& call);

}  // namespace compat
