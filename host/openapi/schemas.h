// Schemas that occur more than once become components with names that people can read.
#pragma once
#include <map>
#include <string>

#include "openapi/path.h"
#include "openapi/value.h"

namespace host::openapi {

/// Two rounds: every schema is seen, then names are given, then every schema is written.
class Schemas {
  public:
    /// What a schema is for; its name is made of that.
    struct Place {
        std::string tag, method;
        const Path& path;
        bool is_answer;
    };
    void see(const Value& schema, const Place& place);
    void name();
    /// The schema with references in the place of what is a component.
    Value written(const Value& schema) const;
    /// The components, by name.
    Value components() const;

  private:
    /// A good name has a small rank.
    struct Wish {
        int rank;
        std::string name;
    };
    struct Seen {
        Value schema;
        Wish wish;
        std::string tag, component;  ///< component: its name; empty: it stays where it is
        int times = 0;
        std::size_t order = 0;
    };
    void see(const Value& schema, const Wish& wish, const std::string& tag);
    void see_inside(const Value& schema, const Wish& wish, const std::string& tag);
    Value reference(const Value& schema, const Seen& seen) const;
    Value inside_written(Value schema) const;
    std::map<std::string, Seen> seen_;  // by text
};

}  // namespace host::openapi
