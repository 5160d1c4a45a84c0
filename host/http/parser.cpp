// The head goes through our checks and through Beast's; both must agree. The body's framing is Beast's, tightened.
#include "http/parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>

namespace host::http {
namespace {
constexpr std::size_t shortest_chunked_body = sizeof "0\r\n\r\n" - 1;
constexpr std::size_t most_extension_bytes = 4 * 1024;  // of one body
constexpr std::size_t most_waiting_bytes = 4 * 1024;    // a chunk's size line, or all trailers

void lower_in_place(char* bytes, std::size_t size) {
    for (auto* c = bytes; c != bytes + size; ++c)
        if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c | 0x20);
}

// A colon that is missing or misplaced is left to the parser, which refuses the line.
void lower_names(char* bytes, std::size_t size) {
    for (std::size_t at = 0; at < size;) {
        const std::string_view rest(bytes + at, size - at);
        const auto end = std::min(rest.find('\n'), rest.size());
        lower_in_place(bytes + at, std::min(rest.find(':'), end));
        at += end + 1;
    }
}
}  // namespace

Parser::Parser(Request& request) : request_(request) {
    body_limit(boost::none);
    request.method = request.target = request.path = request.query = {};
    request.headers.clear();
}

Fault Parser::read_head(char* bytes, std::size_t size, const Limits& limits) {
    const std::string_view head(bytes, size);
    const auto line = head.find("\r\n");
    if (line == head.npos) return {400, "malformed request line"};
    if (const auto fault = read_request_line(head.substr(0, line), limits, request_, framing_)) return fault;
    lower_names(bytes + line + 2, size - line - 2);
    header_limit(static_cast<std::uint32_t>(size));
    error_code error;
    const auto used = put(boost::asio::buffer(bytes, size), error);
    // Faults of framing come first: their status says more than Beast's error.
    if (!trailing_ && error == boost::beast::http::error::bad_transfer_encoding) return {400, "contradicting Transfer-Encoding"};
    if (error || used != size || !is_header_done()) return {400, "malformed header field"};
    if (const auto fault = read_fields(request_, framing_)) return fault;
    if (framing_.chunked != chunked()) return {400, "ambiguous Transfer-Encoding"};
    if (!is_done() && !framing_.has_body()) return {400, "ambiguous body length"};
    return read_target(request_);
}

std::size_t Parser::read_body(std::string_view bytes, Intake& intake, Fault& fault) {
    // No body that begins with its last chunk is shorter, and Beast 1.81 asserts as much when it is offered the beginning of the
    // last chunk twice.
    if (framing_.chunked && !chunks_begun_ && bytes.starts_with('0') && bytes.size() < shortest_chunked_body) return 0;
    intake_ = &intake;
    eager(true);
    error_code error;
    const auto used = bytes.empty() || is_done() ? 0 : put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    fault = fault_;
    if (fault || is_done()) return used;
    if (error && error != boost::beast::http::error::need_more)
        fault = {400, "malformed chunked body"};
    else if (bytes.size() - used > most_waiting_bytes)
        fault = {400, "chunk line or trailers too long"};
    return used;
}

void Parser::on_field_impl(boost::beast::http::field, text name, text value, error_code& error) {
    if (!trailing_) return request_.headers.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
    trailer_bytes_ += name.size() + value.size();
    if (trailer_bytes_ > most_waiting_bytes) fail({400, "trailers too long"}, error);
}

void Parser::fail(Fault fault, error_code& error) {
    fault_ = fault;
    error = boost::beast::http::error::body_limit;
}

std::size_t Parser::on_body_impl(text bytes, error_code& error) {
    if (const auto fault = intake_->take({bytes.data(), bytes.size()})) fail(fault, error);
    return bytes.size();
}

std::size_t Parser::on_chunk_body_impl(std::uint64_t, text bytes, error_code& error) { return on_body_impl(bytes, error); }

void Parser::on_chunk_header_impl(std::uint64_t size, text extension, error_code& error) {
    chunks_begun_ = true;
    extension_bytes_ += extension.size();
    if (!extension.empty() && extension.front() != ';') return fail({400, "blank behind a chunk's size"}, error);
    if (extension_bytes_ > most_extension_bytes) return fail({400, "chunk extensions too long"}, error);
    if (const auto fault = intake_->announce(size)) fail(fault, error);
}

}  // namespace host::http
