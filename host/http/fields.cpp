// What the engine itself obeys of the target and the fields: authority, body length, coding, expectation.
#include <algorithm>
#include <charconv>

#include "http/framing.h"

namespace host::http {
namespace {

bool is_host(std::string_view text) {
    const auto allowed = [](unsigned char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
               std::string_view("-._~!$&'()*+;=%:[]").find(static_cast<char>(c)) != std::string_view::npos;
    };
    return !text.empty() && text.front() != ':' && std::all_of(text.begin(), text.end(), allowed);
}

Fault read_absolute_form(Request& request, std::size_t scheme_bytes) {
    const auto rest = request.target.substr(scheme_bytes);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    const auto authority = rest.substr(0, end);
    if (!is_host(authority)) return {400, "malformed authority in the target"};
    request.target = end == rest.size() ? std::string_view("/") : rest.substr(end);
    for (auto& field : request.headers)
        if (field.name == "host") field.value = authority;
    return {};
}

Fault read_length(std::string_view text, Framing& framing) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || text.size() > 15 || !std::all_of(text.begin(), text.end(), digit))
        return {400, "malformed Content-Length"};
    std::from_chars(text.data(), text.data() + text.size(), framing.length);
    return {};
}

Fault read_coding(std::string_view text, Framing& framing) {
    if (framing.version < 11) return {400, "Transfer-Encoding in HTTP/1.0"};
    if (same_word(text, "chunked")) {
        framing.chunked = true;
        return {};
    }
    const auto first = text.substr(0, text.find(','));
    if (!is_token(first) || same_word(first, "chunked")) return {400, "malformed Transfer-Encoding"};
    return {501, "the only transfer coding known here is chunked"};
}

}  // namespace

Fault read_target(Request& request) {
    const auto target = request.target;
    if (request.method == "CONNECT") return {501, "CONNECT is not served here"};
    if (target.front() != '/') {
        const auto colon = target.find("://");
        const auto scheme = target.substr(0, colon);
        if (colon != target.npos && (same_word(scheme, "http") || same_word(scheme, "https"))) {
            if (const auto fault = read_absolute_form(request, colon + 3)) return fault;
        } else if (target != "*" || request.method != "OPTIONS") {
            return {400, "the target is neither a path nor an http address"};
        }
    }
    const auto mark = request.target.find('?');
    request.path = request.target.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view{} : request.target.substr(mark + 1);
    if (request.path.empty()) request.path = "/";
    return {};
}

Fault read_fields(const Request& request, Framing& framing) {
    unsigned hosts = 0, lengths = 0, codings = 0, expectations = 0;
    std::string_view host, length, coding, expectation;
    const auto note = [](const Header& field, unsigned& count, std::string_view& value) { ++count, value = field.value; };
    for (const auto& field : request.headers) {
        if (field.name == "host") note(field, hosts, host);
        if (field.name == "content-length") note(field, lengths, length);
        if (field.name == "transfer-encoding") note(field, codings, coding);
        if (field.name == "expect") note(field, expectations, expectation);
    }
    if (hosts > 1 || (hosts == 0 && framing.version == 11)) return {400, "exactly one Host is required"};
    if (hosts && !is_host(host)) return {400, "malformed Host"};
    if (lengths > 1) return {400, "more than one Content-Length"};
    if (codings > 1) return {400, "more than one Transfer-Encoding"};
    if (lengths && codings) return {400, "Content-Length and Transfer-Encoding together"};
    if (lengths)
        if (const auto fault = read_length(length, framing)) return fault;
    if (codings)
        if (const auto fault = read_coding(coding, framing)) return fault;
    if (expectations && framing.version == 11) {
        if (expectations > 1 || !same_word(expectation, "100-continue")) return {417, "unknown expectation"};
        framing.expects_continue = true;
    }
    return {};
}

}  // namespace host::http
