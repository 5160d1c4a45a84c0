// Runs after all others: names the routes that no test has seen succeed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "contract/product.h"

namespace {

using namespace contract;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

TEST(RouteCoverage, NamesNoRouteThatNoTestCalls) {
    std::set<std::string> answered;
    std::stringstream programs(environment("MORTISE_COVERAGE_OF"));
    for (std::string program; std::getline(programs, program, ',');) {
        std::ifstream lines(environment("MORTISE_COVERAGE_FOLDER") + '/' + program);
        if (!lines) {
            std::cout << "Only a part of the suite has run: " << program << " called nothing. Nothing is judged.\n";
            return;
        }
        std::string plugin, method, path;
        for (int status = 0; lines >> plugin >> method >> path >> status;)
            if (status >= 200 && status < 400) answered.insert(method + ' ' + path);
    }
    Product product;
    for (const Route& route : routes(product.app))
        EXPECT_TRUE(answered.contains(route.method + ' ' + route.original))
            << "no test of the whole suite sees this route succeed: " << route;
}

}  // namespace
