// From a path to the routes that stand there. Immutable once built.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/ledger.h"

namespace host {

/// How a parameter of a path must look.
enum class ParameterKind { whole, person, name };

/// Where a path ended: the routes there, by method, and the raw values of its parameters in order.
struct Place;

class Router {
  public:
    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// Adds the row at `base` + its path. Throws Refused for a bad template, and for one that another plugin has with that
    /// method.
    void add(std::string_view base, const RouteRow& row);

    struct Match {
        const Place* place = nullptr;
        std::vector<std::string_view> values;
    };
    /// The most specific place for the path; none when there is no such path. A trailing slash makes no difference.
    Match find(std::string_view path) const;

  private:
    std::unique_ptr<Place> root_;
};

struct Place {
    struct Entry {
        const RouteRow* row;
        std::string base;
        std::vector<std::string> names;  ///< of the parameters
    };
    std::map<std::string, std::unique_ptr<Place>, std::less<>> fixed;
    std::vector<std::pair<ParameterKind, std::unique_ptr<Place>>> parameters;  // by kind: whole before person before name
    std::map<std::string, Entry, std::less<>> routes;                          // by method

    const Entry* entry(std::string_view method) const;
    /// "GET, HEAD, OPTIONS", for Allow.
    std::string methods() const;
};

}  // namespace host
