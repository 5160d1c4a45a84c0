// A plugin that declares a route, a setting and a table, and then fails in describe().
#include <mortise/plugin.h>

mortise::Plugin describe() {
    constexpr static mortise::Migration migrations[] = {
        {1, "0001_rows", "CREATE TABLE half_rows (id INTEGER PRIMARY KEY) STRICT;", nullptr}};
    return {.sentence = "Fails half-way.",
            .settings = {{"half.size", 3, "A number."}},
            .migrations = migrations,
            .routes = {{"GET", "/half", mortise::everyone, [](mortise::Reader&) {}, "Is never served."},
                       {"GET", "no-slash", mortise::everyone, [](mortise::Reader&) {}, "Is refused by the host."}}};
}
