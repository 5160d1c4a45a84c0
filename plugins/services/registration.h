// Registration: a user, the professional that it is to be, its documents and its first session, all or nothing.
#pragma once
#include "professionals.h"

namespace services {

using namespace mortise;

struct NewProfessional {
    std::optional<std::string> username;
    std::string email, password;
    std::string first_name, last_name;
    std::optional<std::string> phone, address, city, pin_code;
    std::optional<Id> service_id;
    std::vector<Id> service_ids;
    int experience_years = 0;
    std::optional<std::string> company_name;
    std::string description;
    std::vector<std::string> pin_codes;
    std::vector<Upload> documents;
    std::optional<std::string> document_type;
    static constexpr auto fields = mortise::fields(
        field("username", &NewProfessional::username, "A name to log in with, unique without regard to case.", length(3, 60),
              form("name")),
        field("email", &NewProfessional::email, "Unique without regard to case.", length(3, 254), form("email")),
        field("password", &NewProfessional::password, "None of those that everybody tries first.", length(8, 128), secret),
        field("first_name", &NewProfessional::first_name, "Given name.", length(0, 100), form("name"), optional),
        field("last_name", &NewProfessional::last_name, "Family name.", length(0, 100), form("name"), optional),
        field("phone", &NewProfessional::phone, "Unique.", form("phone")),
        field("address", &NewProfessional::address, "Street and house.", length(0, 500)),
        field("city", &NewProfessional::city, "Town, of the address and of the work.", length(0, 100), form("name")),
        field("pin_code", &NewProfessional::pin_code, "Of the address.", form("pin-code")),
        field("service_id", &NewProfessional::service_id, "What it offers, when it is one service."),
        field("service_ids", &NewProfessional::service_ids, "What it offers; this or `service_id` is needed.", length(0, 50)),
        field("experience_years", &NewProfessional::experience_years, "Years in the trade.", between(0, 80)),
        field("company_name", &NewProfessional::company_name, "The firm, if there is one.", length(0, 150), form("name")),
        field("description", &NewProfessional::description, "For customers to read.", length(0, 2000), optional),
        field("pin_codes", &NewProfessional::pin_codes, "Where it works; empty: everywhere.", length(0, 500), form("pin-code")),
        field("documents", &NewProfessional::documents, "Files, in a multipart body: PDF, PNG or JPEG.", length(0, 10)),
        field("document_type", &NewProfessional::document_type, "What the documents show.", length(1, 60), form("name")));
};

struct Registration {
    std::string access_token, refresh_token, token_type = "bearer";
    std::int64_t expires_in = 0;
    std::string email;
    contract::accounts::Account user;
    Id user_id, professional_id;
    std::vector<Document> documents;
    static constexpr auto fields = mortise::fields(
        field("access_token", &Registration::access_token, "For the Authorization header."),
        field("refresh_token", &Registration::refresh_token, "For POST /auth/refresh."),
        field("token_type", &Registration::token_type, "\"bearer\"."),
        field("expires_in", &Registration::expires_in, "Seconds that the access token lives."),
        field("email", &Registration::email, "The account's."), field("user", &Registration::user, "The account."),
        field("user_id", &Registration::user_id, "The account's id."),
        field("professional_id", &Registration::professional_id, "The professional's own id."),
        field("documents", &Registration::documents, "Those that came along."));
};

/// Throws 409 "duplicate" for a name, e-mail or phone that is taken, 415 "unsupported-document",
/// 422 "weak-password".
Created<Registration> register_professional(const NewProfessional& wish, Call& call);

}  // namespace services
