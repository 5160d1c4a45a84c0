// A route's path as OpenAPI writes it, and the words that names are made of.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "openapi/value.h"

namespace host::openapi {

/// "/users/{id:person}/block" in parts.
struct Path {
    struct Segment {
        std::string name;  ///< a fixed segment's text, a parameter's name
        std::string kind;  ///< "int", "person" or "name"; empty: fixed
    };
    std::vector<Segment> segments;

    static Path of(std::string_view path);
    /// "/users/{id}/block"
    std::string text() const;
    /// "/users/{}/block": equal for two paths that OpenAPI could not tell apart.
    std::string shape() const;
    bool has_parameters() const;
    /// Takes the parameters' names from a path of the same shape.
    void rename(const Path& as);
    /// The fixed segment that stands last, or empty.
    std::string_view last_word() const;
    /// "UsersByIdBlock"
    std::string camel() const;
    /// The parameters as OpenAPI describes them.
    std::vector<Value> parameters() const;
};

/// "UserProfile" of "user_profile" or "user-profile".
std::string camel(std::string_view words);
/// "service" of "services", "category" of "categories"; a word that is no plural stays.
std::string singular(std::string_view word);

}  // namespace host::openapi
