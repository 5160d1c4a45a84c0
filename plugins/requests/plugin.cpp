// plugins/requests/plugin.cpp: everything that service requests add to the product.
#include <mortise/plugin.h>

#include "clockwork.h"
#include "demo.h"
#include "effects.h"
#include "erasure.h"
#include "figures.h"
#include "lists.h"
#include "migrations.h"
#include "offers.h"
#include "ordering.h"
#include "work.h"

using namespace std::chrono_literals;

mortise::Plugin describe() {
    using namespace requests;
    using mortise::either, mortise::signed_in;
    const auto mine = mortise::scope("READ:REQUESTS", "See one's own service requests.");
    const auto buy = mortise::scope("WRITE:REQUESTS", "Order, change, confirm and cancel one's own service requests.");
    const auto jobs = mortise::scope("READ:WORK", "See the work that is offered or assigned to one.");
    const auto labour = mortise::scope("WRITE:WORK", "Take, reject, start and finish work.");
    const auto all = mortise::scope("READ:REQUESTS_ADMIN", "See anybody's service requests.");
    const auto manage = mortise::scope("WRITE:REQUESTS_ADMIN", "Assign and cancel anybody's service requests.");

    // clang-format off
    return {
        .sentence   = "Service requests: who wants what done where, who does it, and how it went.",
        .settings   = {
            {"requests.offer_timeout", 2h,  "How long a professional may leave an offer unanswered before it goes back to all; 0: for ever."},
            {"requests.auto_close",    72h, "How long finished work waits for the customer's word before it is closed without; 0: for ever."},
            {"requests.expire",        168h, "How long a request waits for a professional, from its date if that is later; 0: for ever."},
        },
        .migrations = migrations,
        .scopes     = {all},
        .routes     = {
            {"POST",  "/service-requests",                buy,       order,                  "Orders a service, from one professional or from whoever comes first.", {.fails = {"professional-unfit"}}},
            {"GET",   "/service-requests",                signed_in, all_requests,           "What the caller may see: a customer's own, a professional's own and what waits for him, an administrator's all.", {.cached = 60s}},
            {"GET",   "/service-requests/{id:int}",       signed_in, one_request,            "One request and its history.", {.owned = true}},
            {"GET",   "/service-requests/customer",       mine,      customers_requests,     "What the caller has ordered."},
            {"GET",   "/service-requests/professional",   jobs,      professionals_requests, "What is offered or assigned to the caller, or was done by him."},
            {"GET",   "/service-requests/available",      jobs,      available_requests,     "What waits for a professional like the caller.", {.fails = {{"not-verified", 403}}}},
            {"GET",   "/service-requests/professional/{professional_id:int}", either(jobs, all), requests_of_professional, "One professional's requests, for himself and administrators.", {.owned = true}},
            {"PUT",   "/service-requests/{id:int}",       buy,       edit,     "Changes what is asked for; who had accepted it is asked again.", {.fails = {"state-conflict", "professional-unfit"}, .owned = true}},
            {"PATCH", "/service-requests",                labour,    reply_by_name, "Accepts or rejects an offer.", {.fails = {"state-conflict", "overlapping-job"}}},
            {"PATCH", "/service-requests/{id:int}",       labour,    reply,    "Accepts or rejects an offer.", {.fails = {"state-conflict", "overlapping-job"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/assign", manage,   assign,   "Offers the request to a professional.", {.fails = {"state-conflict", "professional-unfit", "overlapping-job"}}},
            {"POST",  "/service-requests/{id:int}/claim", labour,    claim,    "Takes a waiting request; the first one wins.", {.fails = {"request-taken", "state-conflict", "overlapping-job", {"not-verified", 403}}}},
            {"POST",  "/service-requests/{id:int}/accept", labour,   accept,   "Accepts an offer.", {.fails = {"state-conflict", "overlapping-job"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/reject", labour,   reject,   "Rejects an offer, which is not made to the caller again.", {.fails = {"state-conflict"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/start", labour,    start,    "Begins the work.", {.fails = {"state-conflict"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/finish", labour,   finish,   "Says that the work is done.", {.fails = {"state-conflict"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/complete", buy,    complete, "Confirms the work and rates it; a closed request can be rated for 14 days.", {.fails = {"state-conflict", "already-reviewed", "review-closed"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/close", either(buy, labour), close,    "`finish` for its professional, `complete` for its customer.", {.fails = {"state-conflict", "already-reviewed", "review-closed"}, .owned = true}},
            {"POST",  "/service-requests/{id:int}/cancel", either(buy, manage), cancel,  "Cancels the request, for its customer before the work has begun, for an administrator at any time.", {.fails = {"state-conflict"}, .owned = true}},
            {"GET",   "/service-history",                 mine,      service_history, "The caller's requests that have ended."},
        },
        .tasks      = {
            {"requests.time-out-offers", mortise::every(1min), time_out_offers, "Offers that nobody answered in time go back to all."},
            {"requests.close-finished",  mortise::every(10min), close_finished, "Closes finished work that the customer does not confirm."},
            {"requests.expire-waiting",  mortise::every(10min), expire_waiting, "Ends requests that nobody took in time."},
        },
        .listens    = {
            {mortise::contract::accounts::blocked,            account_shut,      "Gives back the work of blocked professionals, cancels the requests of blocked customers."},
            {mortise::contract::accounts::deactivated,        account_shut,      "The same for those who switched their account off."},
            {mortise::contract::catalogue::professional_left, professional_left, "Gives back the work of professionals who are no longer verified."},
            {mortise::contract::accounts::erased,             erase_customer,    "Cancels the requests of customers who were erased, and forgets who they were."},
        },
        .provides   = {
            {mortise::contract::work::usage, usage},
            {mortise::contract::work::link,  link},
            {mortise::contract::figures::figures, figures},
        },
        .demo       = demo,
    };
    // clang-format on
}
