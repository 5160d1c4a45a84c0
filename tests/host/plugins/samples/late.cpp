// A plugin that describes itself well and does not start.
#include <mortise/plugin.h>

namespace late {

struct Kind {
    std::string kind;
    static constexpr auto fields = mortise::fields(mortise::field("kind", &Kind::kind, "What is thrown."));
};
inline constexpr mortise::Event<Kind> happened{"thrower.happened"};

void hear(const Kind& what, mortise::Writer& db, mortise::Call&) { db.run("INSERT INTO late_rows (name) VALUES (?)", what.kind); }

}  // namespace late

constexpr mortise::Migration migrations[] = {
    {1, "0001_rows", "CREATE TABLE late_rows (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;", nullptr}};

mortise::Plugin describe() {
    return {.sentence = "Does not start.",
            .migrations = migrations,
            .routes = {{"GET", "/late", mortise::everyone, [](mortise::Reader&) {}, "Is not served when it did not start."}},
            .tasks = {{"late.task", mortise::every(std::chrono::hours{1}), [](mortise::Call&) { return 1; }, "Is not run."}},
            .listens = {{late::happened, late::hear, "Is not told."}},
            .start = [](mortise::Call&) { throw std::string("not even an exception"); }};
}
