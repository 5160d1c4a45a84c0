// The body's steps: what is taken at all, and what it says.
#include <algorithm>

#include "base/problem.h"
#include "dispatch/steps.h"
#include "parts.h"

namespace host {
namespace {

/// "application/json" of "Application/JSON; charset=utf-8".
std::string media_type(std::string_view header) {
    std::string type(header.substr(0, header.find(';')));
    type.erase(type.find_last_not_of(" \t") + 1);
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return type;
}

bool has_body(const http::Request& request) {
    const std::string_view length = request.header("content-length");
    return !request.header("transfer-encoding").empty() || (!length.empty() && length != "0");
}

int accept_of(const std::string& type) {
    if (type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"))) return MORTISE_ACCEPT_JSON;
    if (type == "application/x-www-form-urlencoded") return MORTISE_ACCEPT_FORM;
    if (type == "multipart/form-data") return MORTISE_ACCEPT_MULTIPART;
    return 0;
}

[[noreturn]] void wrong_type(const RouteRow& row) {
    std::string takes;
    const auto add = [&](int accept, std::string_view name) {
        if ((row.accepts & accept) != 0) takes += (takes.empty() ? "" : ", ") + std::string(name);
    };
    add(MORTISE_ACCEPT_JSON, "application/json");
    add(MORTISE_ACCEPT_FORM, "application/x-www-form-urlencoded");
    add(MORTISE_ACCEPT_MULTIPART, "multipart/form-data");
    throw Problem{415, "unsupported-media-type", "This route takes " + takes + "."};
}

/// Keeps what a sink throws, for the answer.
struct Upload final : http::BodySink {
    explicit Upload(Passage& to) : passage(to) {}
    Passage& passage;
    void put(std::string_view bytes) override {
        try {
            passage.call.multipart->put(bytes);
        } catch (...) {
            passage.upload_fault = std::current_exception();
            throw;
        }
    }
};

}  // namespace

http::BodyPlan plan_body(Passage& passage) {
    mortise_call& call = passage.call;
    const auto& limits = call.parts.config.http;
    using Kind = http::BodyPlan::Kind;
    if (passage.replied) return {Kind::collect, 64 * 1024, nullptr};
    const http::Request& request = call.exchange->request;
    if (call.route->accepts == 0 || !has_body(request)) return {Kind::collect, limits.body, nullptr};
    const std::string type = media_type(request.header("content-type"));
    const int accept = accept_of(type);
    if ((accept & call.route->accepts) == 0) wrong_type(*call.route);
    if (accept != MORTISE_ACCEPT_MULTIPART)
        return {Kind::collect, call.route->max_body > 0 ? static_cast<std::size_t>(call.route->max_body) : limits.body, nullptr};
    body::MultipartLimits most;
    most.file_bytes = static_cast<std::int64_t>(limits.upload_file);
    most.all_bytes = static_cast<std::int64_t>(limits.upload);
    call.multipart = std::make_unique<body::Multipart>(request.header("content-type"), call.parts.store->spool_folder(), most);
    passage.sink = std::make_unique<Upload>(passage);
    return {Kind::stream, limits.upload, passage.sink.get()};
}

void read_body(Passage& passage) {
    mortise_call& call = passage.call;
    const http::Request& request = call.exchange->request;
    const Vocabulary* words = call.route->vocabulary;
    if (!request.query.empty()) {
        body::parse_pairs(request.query, call.query, body::Pairs::query);
        if (!call.query.nodes_.empty()) call.query.nodes_[0].text = {"form", 4};
        if (words) {
            words->turn_names(call.query);
            words->turn_orders(call.query);
        }
        if (call.route->query_schema.empty() && call.query.nodes_.size() > 1) {
            Problem problem{400, "bad-query", "This route takes no query."};
            problem.faults.push_back(
                {std::string(call.query.nodes_[1].key.p, call.query.nodes_[1].key.n), "unknown-field", "is not known here"});
            throw problem;
        }
    }
    if (call.route->accepts == 0) return;
    const std::string& bytes = call.exchange->body;
    if (call.multipart) {
        call.multipart->finish();
        call.multipart->nodes(call.body);
        if (!call.body.nodes_.empty()) call.body.nodes_[0].text = {"form", 4};
    } else if (!bytes.empty() && media_type(request.header("content-type")) == "application/x-www-form-urlencoded") {
        body::parse_pairs(bytes, call.body, body::Pairs::form);
        if (!call.body.nodes_.empty()) call.body.nodes_[0].text = {"form", 4};
    } else if (!bytes.empty()) {
        body::parse_json(bytes, call.body);
    }
    if (words) words->turn_names(call.body);
}

}  // namespace host
