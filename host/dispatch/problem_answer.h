// The one place where a failure becomes an answer.
#pragma once
#include <string_view>

#include "base/problem.h"
#include "http/exchange.h"

namespace host {

/// Fills the answer with application/problem+json. Of a 500 nothing but the request id is told.
void write_problem(http::Answer& answer, const Problem& problem, std::string_view request_id);

/// The standard words of a status.
std::string_view title_of(int status);

/// The codes that every route may answer with, and their statuses; others must be declared by the route.
bool is_common_code(std::string_view code);

/// Appends `text` as a JSON string.
void append_json_string(std::string& out, std::string_view text);

}  // namespace host
