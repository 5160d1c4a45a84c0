// Templates in a tree of segments: a fixed one is tried before a parameter.
#include "dispatch/router.h"

#include <algorithm>

namespace host {
namespace {

/// The next segment of a path, taken off its front; skips slashes.
bool take_segment(std::string_view& path, std::string_view& segment) {
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    if (path.empty()) return false;
    segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return true;
}

bool fits(ParameterKind kind, std::string_view segment) {
    const auto digits = [](std::string_view text) {
        return !text.empty() && text.size() <= 18 && text.front() != '0' &&
               text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (kind == ParameterKind::whole) return digits(segment);
    if (kind == ParameterKind::name) return true;
    const std::string_view prefix = segment.substr(0, 3);
    if (prefix == "ADM" || prefix == "MEC" || prefix == "CST") {
        const std::string_view number = segment.substr(3);
        return number.size() >= 6 && number.find_first_not_of("0123456789") == std::string_view::npos &&
               number.find_first_not_of('0') != std::string_view::npos && number.size() <= 18;
    }
    return digits(segment);
}

ParameterKind kind_of(std::string_view word, const RouteRow& row) {
    if (word == "int") return ParameterKind::whole;
    if (word == "person") return ParameterKind::person;
    if (word.empty() || word == "name") return ParameterKind::name;
    throw Refused("the route " + row.method + ' ' + row.path + " has a parameter of no known kind: " + std::string(word));
}

Place& parameter(Place& at, ParameterKind kind) {
    for (auto& [known, place] : at.parameters)
        if (known == kind) return *place;
    at.parameters.emplace_back(kind, std::make_unique<Place>());
    std::sort(at.parameters.begin(), at.parameters.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return parameter(at, kind);
}

/// The place where `path` ends below `at`; none when it ends nowhere or where no route stands.
const Place* descend(const Place& at, std::string_view path, std::vector<std::string_view>& values) {
    std::string_view segment;
    if (!take_segment(path, segment)) return at.routes.empty() ? nullptr : &at;
    if (const auto fixed = at.fixed.find(segment); fixed != at.fixed.end())
        if (const Place* found = descend(*fixed->second, path, values)) return found;
    for (const auto& [kind, place] : at.parameters) {
        if (!fits(kind, segment)) continue;
        values.push_back(segment);
        if (const Place* found = descend(*place, path, values)) return found;
        values.pop_back();
    }
    return nullptr;
}

}  // namespace

Router::Router() : root_(std::make_unique<Place>()) {}
Router::~Router() = default;

void Router::add(std::string_view base, const RouteRow& row) {
    const std::string whole = (base == "/" ? "" : std::string(base)) + row.path;
    Place* at = root_.get();
    std::vector<std::string> names;
    std::string_view path = whole, segment;
    while (take_segment(path, segment)) {
        if (segment.front() != '{') {
            auto& next = at->fixed[std::string(segment)];
            if (!next) next = std::make_unique<Place>();
            at = next.get();
            continue;
        }
        if (segment.back() != '}' || segment.size() < 3)
            throw Refused("the route " + row.method + ' ' + row.path + " has a broken parameter");
        const std::string_view inner = segment.substr(1, segment.size() - 2);
        const std::size_t colon = inner.find(':');
        names.emplace_back(inner.substr(0, colon));
        at = &parameter(*at, kind_of(colon == std::string_view::npos ? "" : inner.substr(colon + 1), row));
    }
    const auto [entry, is_new] =
        at->routes.try_emplace(row.method, Place::Entry{&row, base == "/" ? "" : std::string(base), names});
    if (is_new || entry->second.row == &row) return;
    const auto owner = [](const RouteRow& each) {
        return each.plugin ? "plugin " + each.plugin->manifest.name : std::string("the host");
    };
    if (owner(*entry->second.row) == owner(row) && entry->second.row->path == row.path && entry->second.row->user == row.user)
        return;
    throw Refused(owner(row) + " and " + owner(*entry->second.row) + " both declare " + row.method + ' ' + whole);
}

Router::Match Router::find(std::string_view path) const {
    Match match;
    match.place = descend(*root_, path, match.values);
    return match;
}

const Place::Entry* Place::entry(std::string_view method) const {
    auto found = routes.find(method);
    if (found == routes.end() && method == "HEAD") found = routes.find("GET");
    return found == routes.end() ? nullptr : &found->second;
}

std::string Place::methods() const {
    std::string out;
    for (const auto& [method, entry] : routes) {
        out += method + ", ";
        if (method == "GET") out += "HEAD, ";
    }
    return out + "OPTIONS";
}

}  // namespace host
