// plugins/services/plugin.cpp: everything that services adds to the product.
#include <mortise/plugin.h>

#include "catalogue.h"
#include "categories.h"
#include "contract.h"
#include "demo.h"
#include "documents.h"
#include "figures.h"
#include "migrations.h"
#include "packages.h"
#include "professionals.h"
#include "registration.h"
#include "reviews.h"
#include "verification.h"

using namespace std::chrono_literals;

mortise::Plugin describe() {
    using namespace services;
    using mortise::everyone, mortise::scope, mortise::signed_in;
    namespace resource = mortise::resource;
    namespace accounts = mortise::contract::accounts;
    namespace catalogue = mortise::contract::catalogue;
    const auto sell = scope(sell_scope, "Add, change and remove services and categories, moderate reviews.");
    const auto profile = scope("READ:PROFESSIONAL_PROFILE", "Read one's own profile as a professional.");
    const auto edit_profile = scope("WRITE:PROFESSIONAL_PROFILE", "Change one's own profile as a professional.");
    const auto send = scope("WRITE:DOCUMENTS", "Upload documents for verification.");
    const auto review = scope(review_scope, "Read professionals with their contact data and documents.");
    const auto decide = scope("WRITE:PROFESSIONALS", "Verify, reject and reset professionals.");

    return {
        .sentence = "Services with their prices, and the professionals who offer them.",
        .settings = {{"services.max_documents", 20, "Documents that a professional may have."}},
        .migrations = migrations,
        // clang-format off
        .routes = {
            {"GET",    "/services",                                   everyone,     list_services,          "Active services.", {.cached = 60s}},
            {"GET",    "/admin/services",                             everyone,     list_services,          "Active services.", {.cached = 60s}},
            {"GET",    "/services/{id:int}",                          everyone,     show_service,           "One service with its category and rating."},
            {"POST",   "/services",                                   sell,         add_service,            "Adds a service."},
            {"POST",   "/admin/services",                             sell,         add_service,            "Adds a service."},
            {"PUT",    "/services/{id:int}",                          sell,         change_service,         "Changes what is named."},
            {"PUT",    "/services",                                   sell,         change_named_service,   "Changes what is named of the service that the body names."},
            {"DELETE", "/services/{id:int}",                          sell,         remove_service,         "Removes a service, or retires it when it was ever asked for.", {.fails = {"service-in-use"}}},
            {"DELETE", "/services",                                   sell,         remove_named_service,   "Removes or retires the service that the body names.", {.fails = {"service-in-use"}}},
            {"GET",    "/services/category",                          everyone,     resource::list<Categories>,   "Categories by name."},
            {"POST",   "/services/category",                          sell,         resource::create<Categories>,       "Adds a category."},
            {"PUT",    "/services/category/{id:int}",                 sell,         resource::update<Categories>, "Changes a category."},
            {"DELETE", "/services/category/{id:int}",                 sell,         resource::remove<Categories>, "Removes a category without services."},
            {"GET",    "/services/{id:int}/reviews",                  everyone,     list_reviews,           "What customers said, the newest first."},
            {"PUT",    "/services/review/{service_id:int}",           sell,         moderate,               "Hides a review, or shows it again."},
            {"GET",    "/service-packages/{service_id:int}",          everyone,     list_packages,          "Who offers the service, at what price."},

            {"POST",   "/auth/register/professional",                 everyone,     register_professional,  "Makes an account and a professional that waits to be verified.",
             {.fails = {{"weak-password", 422}, {"unsupported-document", 415}, "too-many-documents"}, .headers = {"user-agent"}, .accepts = mortise::json_or_multipart}},
            {"GET",    "/professionals/profile",                      profile,      show_profile,           "One's own profile."},
            {"PUT",    "/professionals/profile",                      edit_profile, change_profile,         "Changes what is named of one's own profile."},
            {"GET",    "/professionals/{id:int}",                     signed_in,    show_professional,      "One professional; contact data only where a live request links the two."},
            {"GET",    "/professionals/service/{service_id:int}",     everyone,     list_packages,          "Verified, active professionals who offer the service."},
            {"POST",   "/professionals/documents",                    send,         upload_documents,       "Adds documents to one's own.",
             {.fails = {{"unsupported-document", 415}, "too-many-documents"}, .accepts = mortise::multipart}},
            {"GET",    "/professionals/{id:int}/documents",           signed_in,    list_documents,         "The documents of oneself, or with READ:PROFESSIONALS of anyone.", {.owned = true}},
            {"GET",    "/professionals/{id:int}/documents/{document_id:int}", signed_in, download_document, "One document, as an attachment.", {.owned = true}},

            {"GET",    "/admin/professionals",                        review,       list_professionals,     "All professionals, the newest first."},
            {"POST",   "/admin/professionals/verify/{id:int}",        decide,       verify,                 "Lets a pending professional work.", {.fails = {"state-conflict"}}},
            {"POST",   "/admin/professionals/reject/{id:int}",        decide,       reject,                 "Turns a pending professional down.", {.fails = {"state-conflict"}}},
            {"POST",   "/admin/professionals/reset/{id:int}",         decide,       reset,                  "Makes a professional wait again; work that was given to it goes back.", {.fails = {"state-conflict"}}},
        },
        // clang-format on
        .listens = {{accounts::blocked, follow_account, "Leaves blocked professionals out of the lists."},
                    {accounts::unblocked, follow_account, "Lists them again."},
                    {accounts::deactivated, follow_account, "Leaves out those who switched their account off."},
                    {accounts::activated, follow_account, "Lists them again."},
                    {accounts::erased, forget_author, "Takes the names of people who were erased from their reviews."}},
        .provides = {{catalogue::service, service},
                     {catalogue::professional, professional},
                     {catalogue::professional_of_user, professional_of_user},
                     {catalogue::enrol, enrol_user},
                     {catalogue::rate, add_review},
                     {catalogue::hide_review, hide_review},
                     {mortise::contract::figures::figures, figures}},
        .demo = demo,
    };
}
