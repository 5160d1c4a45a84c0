// The whole product in a test, and its routes as a test goes through them.
#pragma once
#include <mortise/testing.h>

#include <algorithm>
#include <ostream>

namespace contract {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;
using mortise::testing::Value;

/// Every first-party plugin.
struct Product {
    App app;
    explicit Product(const App::Settings& settings = {}) : app({"auth", "services", "requests", "compat", "docs"}, settings) {}
};

/// A row of the route table, with a path that can be called: its parameters are such that nothing has them.
struct Route {
    std::string plugin, method, path, who, sentence;
    Value body, query;
    int accepts = 0;
    bool absolute = false, owned = false;
    std::string original;  ///< the path of the route that this one is in the words of a vocabulary; else its own

    bool is_public() const { return who == "public"; }
    /// The scopes of which the caller needs one.
    std::vector<std::string> scopes() const {
        if (is_public() || who == "authenticated") return {};
        const std::size_t at = who.find(" or ");
        if (at == std::string::npos) return {who};
        return {who.substr(0, at), who.substr(at + 4)};
    }
    bool takes_json() const { return (accepts & MORTISE_ACCEPT_JSON) != 0; }
    bool has_body() const { return accepts != 0; }
    bool has_parameters() const { return path.find('{') != std::string::npos; }
    /// The path with these values in the place of its parameters, and with ones that nothing has where they end.
    std::string target(std::vector<std::string> values = {}) const {
        std::string out = absolute ? "" : "/api";
        std::size_t used = 0;
        for (std::size_t at = 0; at < path.size();) {
            if (path[at] != '{') {
                out += path[at++];
                continue;
            }
            const std::size_t end = path.find('}', at);
            if (used < values.size())
                out += values[used++];
            else
                out += path.substr(at, end - at).ends_with(":int") || path.substr(at, end - at).ends_with(":person") ? "999999"
                                                                                                                     : "nothing";
            at = end + 1;
        }
        return out;
    }
    friend std::ostream& operator<<(std::ostream& out, const Route& route) { return out << route.method << ' ' << route.path; }
};

inline std::vector<Route> routes(const App& app) {
    std::vector<Route> out;
    const Value rows = app.routes();
    for (const auto& [key, row] : rows.items())
        out.push_back({row["plugin"].text(), row["method"].text(), row["path"].text(), row["who"].text(), row["sentence"].text(),
                       row["body"], row["query"], static_cast<int>(row["accepts"].number()), row["absolute"] == true,
                       row["owned"] == true, row.has("original") ? row["original"].text() : row["path"].text()});
    return out;
}

/// Somebody who may call the route, whom no plugin knows.
inline Client allowed(const App& app, const Route& route) {
    if (route.is_public()) return app.stranger();
    if (route.who == "authenticated") return app.bearer(999999, "nobody", {});
    return app.bearer(999999, "nobody", {route.scopes().front()});
}

/// The fault that the problem names for the field, or nothing.
inline std::string fault_of(const Reply& reply, std::string_view field) {
    if (reply.status < 400) return {};
    const Value errors = reply["errors"];
    for (const auto& [key, each] : errors.items())
        if (each["field"] == field) return each["code"].text();
    return {};
}

}  // namespace contract
