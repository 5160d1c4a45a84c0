// Tests that read people's mail.
#pragma once
#include "support/people.h"

namespace people {

/// Settings of a product with the plugin `postman` (samples/postman.cpp) beside auth.
inline App::Settings with_postman(const App::Settings& more = {}) {
    App::Settings all = household_settings({{"plugins.folders", POSTMAN_PLUGINS}});
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// The last letter of that event, or one of its columns.
inline std::string letter(App& app, std::string_view event, std::string_view column = "token") {
    app.settle();
    return app.sql("SELECT " + std::string(column) + " FROM postman_letters WHERE topic = 'accounts." + std::string(event) +
                   "' ORDER BY id DESC LIMIT 1");
}

/// How many letters of that event there are.
inline std::string letters(App& app, std::string_view event) {
    app.settle();
    return app.sql("SELECT count(*) FROM postman_letters WHERE topic = 'accounts." + std::string(event) + "'");
}

}  // namespace people
