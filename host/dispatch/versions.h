// Versions of records: the ETag that a read answers with, and the If-Match by which a write says which version it means.
#pragma once
#include <deque>
#include <string>
#include <string_view>

#include "dispatch/call.h"

namespace host {

/// Finds for each write among a plugin's routes the read that shows the record it changes: the one at the same path, else at the
/// path without its last segments, as long as all of its parameters remain.
void link_versions(std::deque<RouteRow>& routes);

/// The strong entity tag of an answer's body.
std::string version_of(std::string_view body);

/// True when a header's list of tags holds the tag, or "*". `weak`: W/"x" is taken for "x", as If-None-Match has it; else it is
/// nobody's, as If-Match has it.
bool names_version(std::string_view list, std::string_view tag, bool weak);

/// All values of a header, as one list.
std::string joined_header(const http::Request& request, std::string_view name);

/// Gives the answer of a versioned read its ETag, or makes it 304 when the client has it already.
void show_version(mortise_call& call);

/// Throws Problem 412 where the caller's If-Match can be compared with nothing that he may see. [I/O thread]
void check_comparable(const mortise_call& call);

/// Runs the read in the transaction or snapshot. Throws Problem 412 when the record is at none of the versions of If-Match, and
/// what the read itself throws.
void check_version(mortise_call& call, mortise_db& db);

}  // namespace host
