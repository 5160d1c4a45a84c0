// The steps before the body: what is asked, by whom, and whether he may.
#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/problem.h"
#include "crypto/bytes.h"
#include "dispatch/health.h"
#include "dispatch/steps.h"
#include "dispatch/versions.h"
#include "parts.h"

namespace host {
namespace {

bool is_token(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    });
}

bool is_address(const std::string& text) {
    in6_addr ignored{};
    return ::inet_pton(AF_INET, text.c_str(), &ignored) == 1 || ::inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

/// True when the address is the one named, or one of the network named: "10.0.0.2", "10.0.0.0/8", "2001:db8::/32".
bool is_within(const std::string& address, const std::string& named) {
    const std::size_t slash = named.find('/');
    if (slash == std::string::npos) return address == named;
    const int family = named.find(':') == std::string::npos ? AF_INET : AF_INET6;
    std::array<unsigned char, sizeof(in6_addr)> one{}, network{};
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(named.data() + slash + 1, named.data() + named.size(), bits);
    if (error != std::errc{} || end != named.data() + named.size() || bits > (family == AF_INET ? 32u : 128u)) return false;
    if (::inet_pton(family, address.c_str(), one.data()) != 1 ||
        ::inet_pton(family, named.substr(0, slash).c_str(), network.data()) != 1)
        return false;
    for (unsigned bit = 0; bit < bits; ++bit)
        if (((one[bit / 8] ^ network[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
    return true;
}

/// The last address of X-Forwarded-For that is no trusted proxy's own; the socket's when it is not one of theirs.
std::string client_address(const http::Request& request, const std::vector<std::string>& trusted) {
    const auto is_trusted = [&](const std::string& address) {
        return std::any_of(trusted.begin(), trusted.end(), [&](const std::string& named) { return is_within(address, named); });
    };
    std::string address(request.peer);
    std::string_view chain = request.header("x-forwarded-for");
    while (is_trusted(address) && !chain.empty()) {
        const std::size_t comma = chain.rfind(',');
        std::string_view last = comma == std::string_view::npos ? chain : chain.substr(comma + 1);
        last.remove_prefix(std::min(last.find_first_not_of(" \t"), last.size()));
        last = last.substr(0, last.find_last_not_of(" \t") + 1);
        if (std::string next(last); is_address(next)) {
            address = std::move(next);
        } else {
            break;
        }
        chain = comma == std::string_view::npos ? std::string_view{} : chain.substr(0, comma);
    }
    return address;
}

/// A file of a served folder, if one stands at the path.
bool answer_from_folder(Passage& passage) {
    const http::Request& request = passage.call.exchange->request;
    if (request.method != "GET" && request.method != "HEAD") return false;
    for (const ServedFolder& folder : passage.call.parts.folders) {
        if (!request.path.starts_with(folder.path)) continue;
        const std::string_view name = request.path.substr(folder.path.size());
        const files::StaticFile* file = folder.files->find(name);
        if (!file) return false;
        http::Answer& answer = *passage.call.answer;
        answer.set("ETag", file->etag);
        answer.set("Cache-Control", "no-cache");
        passage.replied = true;
        if (request.header("if-none-match") == file->etag) {
            answer.status = 304;
            return true;
        }
        files::Descriptor open = folder.files->open(name);
        if (!open) throw Problem{404, "not-found", "There is no such file any more."};
        answer.status = 200;
        answer.set("Content-Type", file->type);
        answer.file = {open.release(), 0, file->bytes};
        return true;
    }
    return false;
}

}  // namespace

void begin(Passage& passage, http::Exchange& exchange) {
    mortise_call& call = passage.call;
    call.began = std::chrono::steady_clock::now();
    call.exchange = &exchange;
    call.answer = &exchange.answer;
    const std::string_view given = exchange.request.header("x-request-id");
    call.request_id = !given.empty() && given.size() <= 64 && is_token(given) ? std::string(given) : crypto::random_name();
    call.peer = client_address(exchange.request, call.parts.config.http.trusted_proxies);
    exchange.answer.set("X-Request-Id", call.request_id);
}

bool answer_cross_origin(Passage& passage) {
    mortise_call& call = passage.call;
    const http::Request& request = call.exchange->request;
    const std::string_view origin = request.header("origin");
    const auto& allowed = call.parts.config.http.origins;
    const bool known = !origin.empty() && std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
    if (known) {
        call.answer->set("Access-Control-Allow-Origin", origin);
        call.answer->set("Access-Control-Allow-Credentials", "true");
        call.answer->set("Access-Control-Expose-Headers", exposed_headers);
    }
    if (!origin.empty()) call.answer->set("Vary", "Origin");
    if (request.method != "OPTIONS") return false;
    const Router::Match match = call.parts.router->find(request.path);
    if (!match.place) throw Problem{404, "not-found", "There is no such path."};
    call.answer->status = 204;
    call.answer->set("Allow", match.place->methods());
    if (known && !request.header("access-control-request-method").empty()) {
        call.answer->set("Access-Control-Allow-Methods", match.place->methods());
        call.answer->set("Access-Control-Allow-Headers",
                         "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id");
        call.answer->set("Access-Control-Max-Age", "600");
    }
    passage.replied = true;
    return true;
}

void find_route(Passage& passage) {
    mortise_call& call = passage.call;
    const http::Request& request = call.exchange->request;
    const Router::Match match = call.parts.router->find(request.path);
    if (!match.place) {
        if (answer_from_folder(passage)) return;
        throw Problem{404, "not-found", "There is no such path."};
    }
    const Place::Entry* entry = match.place->entry(request.method);
    if (!entry) {
        call.answer->set("Allow", match.place->methods());
        throw Problem{405, "method-not-allowed", "This path answers " + match.place->methods() + "."};
    }
    call.route = entry->row;
    call.plugin = entry->row->plugin;
    call.base = entry->base;
    for (std::size_t i = 0; i < match.values.size(); ++i) {
        std::string value = body::decode_segment(match.values[i]);
        // A public code's number is what handlers see.
        if (value.size() >= 9 && value[0] >= 'A' && value[0] <= 'Z' &&
            entry->row->path.find(entry->names[i] + ":person}") != std::string::npos)
            value.erase(0, std::min(value.find_first_not_of('0', 3), value.size()));
        const Vocabulary* words = entry->row->vocabulary;
        call.parameters.emplace_back(words ? words->turned(entry->names[i]) : entry->names[i], std::move(value));
    }
    if (!call.plugin) {
        answer_own_route(call);
        passage.replied = true;
    }
}

void know_who(Passage& passage) {
    mortise_call& call = passage.call;
    if (passage.replied) return;
    const std::string_view header = call.exchange->request.header("authorization");
    const bool asks_itself = call.route->is_public() && std::find(call.route->headers.begin(), call.route->headers.end(),
                                                                  "authorization") != call.route->headers.end();
    if (asks_itself) return;  // a refresh token in the place of an access token: the handler's business
    if (header.empty()) {
        if (!call.route->is_public()) throw Problem{401, "unauthorized", "An access token is needed."};
        return;
    }
    const bool is_bearer = header.size() > 7 && (header.starts_with("Bearer ") || header.starts_with("bearer "));
    try {
        if (!is_bearer) throw Problem{401, "unauthorized", "The Authorization header is not of the form \"Bearer TOKEN\"."};
        call.principal = call.parts.who->bearer(header.substr(7));
    } catch (const Problem&) {
        if (!call.route->is_public()) throw;  // an old token does not shut anybody out of what is open to all
    }
}

void check_scope(const Passage& passage) {
    const mortise_call& call = passage.call;
    if (passage.replied || call.route->is_public() || is_allowed(*call.route, *call.principal)) return;
    throw Problem{403, "insufficient-scope", call.route->who + " scope required"};
}

void check_rate(const Passage& passage) {
    const mortise_call& call = passage.call;
    if (passage.replied || !call.principal || !call.parts.rates) return;
    const int wait = call.parts.rates->take(call.principal->session.empty() ? call.principal->email : call.principal->session);
    if (wait == 0) return;
    Problem problem{429, "too-many-requests", "Too many requests with this token; wait a moment."};
    problem.retry_after_s = wait;
    throw problem;
}

void read_conditions(Passage& passage) {
    mortise_call& call = passage.call;
    if (passage.replied || call.route->method == "GET") return;
    const http::Request& request = call.exchange->request;
    for (const http::Header& field : request.headers) {
        if (field.name == "if-match" && !call.if_match) call.if_match = joined_header(request, "if-match");
        if (field.name == "idempotency-key" && !call.repeat && is_repeatable(*call.route))
            call.repeat.emplace(Repeat{.key = read_key(request)});
    }
    if (call.if_match) check_comparable(call);
}

}  // namespace host
