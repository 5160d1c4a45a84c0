// What queries are refused, and that the refusal names the parameter.
#include <gtest/gtest.h>

#include "contract/product.h"
#include "contract/shapes.h"

namespace {

using namespace contract;

/// The text of a JSON string, or of another value as it stands, ready for a query.
std::string in_query(const std::string& json) {
    std::string out;
    for (const char c : json.starts_with('"') ? json.substr(1, json.size() - 2) : json) {
        if (c == ' ' || c == '{' || c == '}' || c == '"' || c == ':') {
            out += c == ' ' ? "+" : "%7B";
        } else {
            out += c;
        }
    }
    return out;
}

struct EveryQuery : testing::Test {
    Product product;
    std::vector<Route> all = routes(product.app);

    void refused(const Route& route, const std::string& query, const std::string& field, const std::set<std::string>& codes) {
        const std::string target = route.target() + '?' + query;
        const Reply reply = allowed(product.app, route).call(route.method, target, "");
        EXPECT_EQ(reply.status, 400) << route.method << ' ' << target << ' ' << reply.body;
        EXPECT_EQ(reply.code(), "bad-query") << target;
        EXPECT_TRUE(codes.contains(fault_of(reply, field))) << target << ' ' << reply.body;
    }
};

TEST_F(EveryQuery, IsRefusedForAParameterThatTheRouteDoesNotKnow) {
    for (const Route& route : all) refused(route, "no_such_field=1", "no_such_field", {"unknown-field"});
}

TEST_F(EveryQuery, IsRefusedForEachValueOfAnotherTypeOrOutOfRange) {
    std::size_t tried = 0;
    for (const Route& route : all) {
        if (route.query.is_null()) continue;
        const Value properties = route.query["properties"];
        for (const auto& [name, schema] : properties.items()) {
            std::vector<Step> ways;
            steps_of_value(schema, name, ways);
            for (const Step& step : ways) {
                const bool text =
                    has_type(schema, "string") && !schema.has("enum") && !schema.has("format") && !schema.has("pattern");
                if (*step.text == "null" || (step.why == "another type" && text)) continue;  // every text is a text
                if (in_query(*step.text).empty()) continue;                                  // an empty parameter is none
                refused(route, name + '=' + in_query(*step.text), name, step.codes);
                ++tried;
            }
        }
    }
    EXPECT_GT(tried, 40u);
}

TEST_F(EveryQuery, NamesAParameterOnce) {
    for (const Route& route : all) {
        if (route.query.is_null()) continue;
        const Value properties = route.query["properties"];
        for (const auto& [name, schema] : properties.items()) {
            if (has_type(schema, "array")) continue;
            refused(route, name + "=1&" + name + "=2", name, {"wrong-type", "out-of-range"});
        }
    }
}

TEST_F(EveryQuery, NamesEachParameterThatIsMissing) {
    for (const Route& route : all) {
        const Value required = route.query["required"];
        for (const auto& [key, name] : required.items()) refused(route, "no_such_field=1", name.text(), {"missing"});
    }
}

TEST_F(EveryQuery, IsWellFormed) {
    for (const Route& route : all)
        for (const char* broken : {"a=%zz", "a=%00", "a=%ff", "=1"}) {
            const Reply reply = allowed(product.app, route).call(route.method, route.target() + '?' + broken, "");
            EXPECT_EQ(reply.status, 400) << route << ' ' << broken << ' ' << reply.body;
            EXPECT_EQ(reply.code(), "bad-query") << route << ' ' << broken;
        }
}

}  // namespace
