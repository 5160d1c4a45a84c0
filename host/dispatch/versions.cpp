// Tags, their lists, and the read that answers what a write would change.
#include "dispatch/versions.h"

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "crypto/bytes.h"
#include "plugins/border.h"

namespace host {
namespace {

constexpr std::size_t version_bytes = 15;  // of a digest: 120 bits are 20 letters

using Segments = std::vector<std::string_view>;

Segments segments_of(std::string_view path) {
    Segments out;
    while (!path.empty()) {
        path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
        const std::string_view segment = path.substr(0, path.find('/'));
        if (!segment.empty()) out.push_back(segment);
        path.remove_prefix(segment.size());
    }
    return out;
}

bool is_parameter(std::string_view segment) { return segment.front() == '{'; }
std::string_view name_of(std::string_view parameter) { return parameter.substr(1, parameter.find_first_of(":}") - 1); }
std::string_view kind_of(std::string_view parameter) { return parameter.substr(std::min(parameter.find(':'), parameter.size())); }

bool same_place(std::string_view one, std::string_view other) {
    if (is_parameter(one) && is_parameter(other)) return kind_of(one) == kind_of(other);
    return one == other;
}

/// The read at the first `n` segments of the path.
const RouteRow* read_at(const std::deque<RouteRow>& routes, const RouteRow& write, const Segments& path, std::size_t n) {
    for (const RouteRow& row : routes) {
        if ((row.flags & MORTISE_ROUTE_VERSIONED) == 0 || row.method != "GET" || row.absolute() != write.absolute()) continue;
        if (row.query_schema.find("\"required\"") != std::string::npos) continue;  // what it shows depends on what one asks
        const Segments other = segments_of(row.path);
        if (other.size() == n && std::equal(other.begin(), other.end(), path.begin(), same_place)) return &row;
    }
    return nullptr;
}

[[noreturn]] void refuse(const char* why) { throw Problem{412, "precondition-failed", why}; }

/// The call as the read sees it: its own parameters and answer, no body and no query.
class Aside {
  public:
    Aside(mortise_call& call, const RouteRow& read) : call_(call) {
        answer.status = read.status;
        Segments path = segments_of(read.path);
        std::erase_if(path, [](std::string_view segment) { return !is_parameter(segment); });
        parameters_ = call.parameters;
        for (std::size_t i = 0; i < std::min(path.size(), parameters_.size()); ++i) parameters_[i].first = name_of(path[i]);
        route_ = &read;
        plugin_ = read.plugin;
        lane_ = Lane::reader;
        answer_ = &answer;
        trade();
    }
    ~Aside() { trade(); }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;
    http::Answer answer;

  private:
    void trade() noexcept {
        std::swap(call_.route, route_);
        std::swap(call_.plugin, plugin_);
        std::swap(call_.lane, lane_);
        std::swap(call_.answer, answer_);
        std::swap(call_.parameters, parameters_);
        std::swap(call_.query, query_);
        std::swap(call_.body, body_);
    }
    mortise_call& call_;
    const RouteRow* route_;
    Ledger* plugin_;
    Lane lane_;
    http::Answer* answer_;
    std::vector<std::pair<std::string_view, std::string>> parameters_;
    body::Nodes query_, body_;
};

void drop_line(std::string& fields, std::string_view name) {
    const std::size_t at = fields.find(name);
    if (at != std::string::npos) fields.erase(at, fields.find('\n', at) + 1 - at);
}

}  // namespace

void link_versions(std::deque<RouteRow>& routes) {
    for (RouteRow& row : routes) {
        row.version = nullptr;
        if (row.method == "GET") continue;
        const Segments path = segments_of(row.path);
        const auto last = std::find_if(path.rbegin(), path.rend(), is_parameter);
        const auto fewest = std::max<std::size_t>(1, static_cast<std::size_t>(path.rend() - last));
        for (std::size_t n = path.size(); n >= fewest && !row.version; --n) row.version = read_at(routes, row, path, n);
    }
}

std::string version_of(std::string_view body) {
    const auto digest = crypto::sha256(body);
    return '"' + crypto::to_base64url(crypto::view(digest).substr(0, version_bytes)) + '"';
}

bool names_version(std::string_view list, std::string_view tag, bool weak) {
    for (;;) {
        list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
        if (list.empty()) return false;
        if (list.front() == '*') return true;
        const bool is_weak = list.starts_with("W/");
        if (is_weak) list.remove_prefix(2);
        const std::size_t end = list.starts_with('"') ? list.find('"', 1) : std::string_view::npos;
        if (end == std::string_view::npos) return false;  // no list of tags from here on
        if (list.substr(0, end + 1) == tag && (weak || !is_weak)) return true;
        list.remove_prefix(end + 1);
    }
}

std::string joined_header(const http::Request& request, std::string_view name) {
    std::string out;
    for (const http::Header& field : request.headers)
        if (field.name == name) out.append(out.empty() ? "" : ", ").append(field.value);
    return out;
}

void show_version(mortise_call& call) {
    http::Answer& answer = *call.answer;
    if ((call.route->flags & MORTISE_ROUTE_VERSIONED) == 0 || answer.status != 200 || answer.file.descriptor >= 0) return;
    const std::string tag = version_of(answer.body);
    answer.set("ETag", tag);
    // To ask again whether it has changed, the client must be allowed to keep it.
    if (call.principal && answer.fields.find("Cache-Control:") == std::string::npos)
        answer.set("Cache-Control", "private, no-cache");
    if (call.exchange->request.header("if-none-match").empty()) return;
    if (!names_version(joined_header(call.exchange->request, "if-none-match"), tag, true)) return;
    answer.status = 304;
    answer.body.clear();
    drop_line(answer.fields, "Content-Type:");
}

void check_comparable(const mortise_call& call) {
    const RouteRow* read = call.route->version;
    if (!read) refuse("This route has no version to compare If-Match with.");
    if (!read->is_public() && (!call.principal || !is_allowed(*read, *call.principal)))
        refuse("If-Match speaks of a version that the caller may not see.");
}

void check_version(mortise_call& call, mortise_db& db) {
    const RouteRow& read = *call.route->version;
    Aside aside(call, read);
    mortise_db own = db.as(read.plugin->manifest.name);
    own.writer = false;
    border::need([&](const mortise_fail* fail) { return read.handle(read.user, &call, &own, fail); });
    if (aside.answer.status != 200 || !names_version(*call.if_match, version_of(aside.answer.body), false))
        refuse("It has changed: its version is none of those in If-Match.");
}

}  // namespace host
