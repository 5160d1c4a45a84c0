// Routes in other words: what a plugin's vocabulary adds to the route table.
#pragma once
#include <deque>

#include "dispatch/vocabulary.h"
#include "plugins/ledger.h"

namespace host {

/// The routes that stand a second time below another path, and the words they speak.
struct Translations {
    std::deque<Vocabulary> vocabularies;
    std::deque<RouteRow> routes;
    void clear() {
        routes.clear();
        vocabularies.clear();
    }
};

/// Adds what the speaker's vocabulary makes of the others' routes: path, schemas and parameters in its words, the same handler.
/// The rows point to those of `plugins`. Throws Refused naming plugin and route where a member is called already what another is
/// translated by.
void translate_routes(const Ledger& speaker, const std::vector<const Ledger*>& plugins, Translations& out);

/// The JSON Schema with its members in other words. Throws Refused as above; `where` names the route.
std::string translated_schema(const std::string& schema, const Vocabulary& words, const std::string& where);

}  // namespace host
