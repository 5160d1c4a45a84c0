// plugins/compat: an earlier back end's short routes, and its word for a service.
#include <mortise/plugin.h>

#include "newcomers.h"

mortise::Plugin describe() {
    using namespace compat;
    const mortise::RouteOptions entering{
        .fails = {{"weak-password", 422}}, .headers = {"user-agent"}, .accepts = mortise::json_or_form, .absolute = true};
    const mortise::RouteOptions logging_in{
        .fails = {{"wrong-credentials", 401}, {"account-blocked", 403}, {"account-deactivated", 403}},
        .headers = {"user-agent"},
        .accepts = mortise::json_or_form,
        .absolute = true};
    return {
        .sentence = "Short routes to come in by, and services under the name of tasks.",
        .routes = {{"POST", "/add_customer", mortise::everyone, add_customer, "Makes a customer and logs him in.", entering},
                   {"POST", "/add_professional", mortise::everyone, add_professional,
                    "Makes an account and a professional that waits to be verified.", entering},
                   {"POST", "/check", mortise::everyone, check,
                    "Begins a session. A form's answer keeps the refresh token in the cookie.", logging_in}},
        .vocabulary = {.paths = {{"/services", "/tasks"}, {"/service-requests", "/task-requests"}},
                       .words = {{"service_id", "task_id"}, {"service_ids", "task_ids"}, {"service_name", "task_name"}}},
    };
}
