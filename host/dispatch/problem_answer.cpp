// Problems as RFC 9457 has them, and a little more.
#include "dispatch/problem_answer.h"

#include <algorithm>
#include <array>

namespace host {

std::string_view title_of(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 402:
            return "Payment Required";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 501:
            return "Not Implemented";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 505:
            return "HTTP Version Not Supported";
        case 507:
            return "Insufficient Storage";
        default:
            return status < 500 ? "Bad Request" : "Internal Server Error";
    }
}

bool is_common_code(std::string_view code) {
    static constexpr std::array<std::string_view, 38> codes{"bad-request",
                                                            "bad-json",
                                                            "bad-query",
                                                            "bad-form",
                                                            "bad-path",
                                                            "bad-multipart",
                                                            "bad-idempotency-key",
                                                            "unauthorized",
                                                            "token-expired",
                                                            "token-revoked",
                                                            "insufficient-scope",
                                                            "not-found",
                                                            "method-not-allowed",
                                                            "request-timeout",
                                                            "duplicate",
                                                            "in-use",
                                                            "idempotency-in-flight",
                                                            "idempotency-outcome-unknown",
                                                            "idempotency-key-reused",
                                                            "precondition-failed",
                                                            "payload-too-large",
                                                            "file-too-large",
                                                            "body-too-large",
                                                            "uri-too-long",
                                                            "unsupported-media-type",
                                                            "expectation-failed",
                                                            "invalid",
                                                            "too-many-requests",
                                                            "headers-too-large",
                                                            "internal",
                                                            "not-implemented",
                                                            "unavailable",
                                                            "busy",
                                                            "storage-unavailable",
                                                            "disk-full",
                                                            "no-space",
                                                            "draining",
                                                            "http-version"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

void append_json_string(std::string& out, std::string_view text) {
    constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char each : text) {
        const auto c = static_cast<unsigned char>(each);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += each;
        } else if (c < 0x20) {
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        } else {
            out += each;
        }
    }
    out += '"';
}

void write_problem(http::Answer& answer, const Problem& problem, std::string_view request_id) {
    const int status = problem.status < 400 || problem.status > 599 ? 500 : problem.status;
    const bool is_fault = status == 500;
    const std::string_view code = is_fault ? "internal" : std::string_view{problem.code};
    const std::string_view title = title_of(status);
    answer.clear();
    answer.status = status;
    answer.set("Content-Type", "application/problem+json");
    answer.set("Cache-Control", "no-store");
    if (status == 401) answer.set("WWW-Authenticate", code == "unauthorized" ? "Bearer" : "Bearer error=\"invalid_token\"");
    if (problem.retry_after_s > 0) answer.set("Retry-After", std::to_string(problem.retry_after_s));
    std::string& out = answer.body;
    out += "{\"type\":\"/problems/";
    out += code;
    out += "\",\"title\":";
    append_json_string(out, title);
    out += ",\"status\":" + std::to_string(status) + ",\"message\":";
    append_json_string(out, title);
    out += ",\"detail\":";
    append_json_string(
        out, is_fault ? "Something went wrong here. The log knows more, by the request id." : std::string_view{problem.detail});
    out += ",\"code\":";
    append_json_string(out, code);
    out += ",\"request_id\":";
    append_json_string(out, request_id);
    if (!is_fault && !problem.members.empty()) out += ',' + problem.members;
    if (!is_fault && !problem.faults.empty()) {
        out += ",\"errors\":[";
        for (const Fault& fault : problem.faults) {
            if (out.back() != '[') out += ',';
            out += "{\"field\":";
            append_json_string(out, fault.field);
            out += ",\"code\":";
            append_json_string(out, fault.code);
            out += ",\"message\":";
            append_json_string(out, fault.message);
            out += '}';
        }
        out += ']';
    }
    out += '}';
}

}  // namespace host
