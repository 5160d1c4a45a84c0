// A plugin whose every door throws: handlers on each lane, tasks, a listener, a contract.
#include <mortise/plugin.h>

#include <new>
#include <stdexcept>

namespace thrower {

using mortise::field;

struct Kind {
    std::string kind;
    static constexpr auto fields = mortise::fields(field("kind", &Kind::kind, "What is thrown.", mortise::length(1, 20)));
};
struct Seen {
    int seen = 0;
    static constexpr auto fields = mortise::fields(field("seen", &Seen::seen, "How many rows there are."));
};

inline constexpr mortise::Event<Kind> happened{"thrower.happened"};
inline constexpr mortise::Operation<Kind, Seen> asked{"thrower/1", "ask"};

[[noreturn]] void raise(std::string_view kind) {
    if (kind == "int") throw 42;
    if (kind == "memory") throw std::bad_alloc();
    if (kind == "problem") throw mortise::conflict("declared", "It is so.", "taken");
    if (kind == "undeclared") throw mortise::conflict("undeclared", "It is so.");
    if (kind == "nonsense") throw mortise::Problem{7, "nonsense", "A status that is none."};
    throw std::runtime_error("the secret name is Rumpelstiltskin");
}

Seen on_reader(const Kind& what, mortise::Reader&) { raise(what.kind); }
Seen on_writer(const Kind& what, mortise::Writer& db) {
    db.run("INSERT INTO thrower_rows (name) VALUES (?)", what.kind);
    raise(what.kind);
}
Seen on_blocking(const Kind& what, mortise::Call& call) {
    call.write([&](mortise::Writer& db) {
        db.run("INSERT INTO thrower_rows (name) VALUES (?)", what.kind);
        raise(what.kind);
    });
    return {};
}
Seen half_written(mortise::Call& call) {
    call.status(201);
    call.set("X-Half", "said");
    raise("other");
}
Seen through_contract(const Kind& what, mortise::Writer& db, mortise::Call& call) { return ask(call, db, asked, what); }
void publish(const Kind& what, mortise::Writer& db) { emit(db, happened, what); }
Seen count(mortise::Reader& db) { return {db.value<int>("SELECT count(*) FROM thrower_rows").value_or(0)}; }
void in_query(const Kind&, mortise::Reader&) {}

int task_in_transaction(mortise::Writer& db, mortise::Call&) {
    db.run("INSERT INTO thrower_rows (name) VALUES ('task')");
    raise("int");
}
int blocking_task(mortise::Call&) { raise("memory"); }
void hear(const Kind& what, mortise::Writer& db, mortise::Call&) {
    db.run("INSERT INTO thrower_rows (name) VALUES ('heard')");
    if (what.kind != "fine") raise(what.kind);
}
Seen answer(const Kind& what, mortise::Writer& db, mortise::Call&) {
    db.run("INSERT INTO thrower_rows (name) VALUES ('asked')");
    raise(what.kind);
}

}  // namespace thrower

constexpr mortise::Migration migrations[] = {
    {1, "0001_rows", "CREATE TABLE thrower_rows (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;", nullptr}};

mortise::Plugin describe() {
    using namespace thrower;
    using mortise::everyone;
    const mortise::RouteOptions fails{.fails = {"declared"}};
    return {.sentence = "Throws.",
            .migrations = migrations,
            .routes = {{"POST", "/thrower/reader", everyone, on_reader, "Throws on the data lane.", fails},
                       {"POST", "/thrower/writer", everyone, on_writer, "Throws in a transaction.", fails},
                       {"POST", "/thrower/blocking", everyone, on_blocking, "Throws in a borrowed transaction.", fails},
                       {"POST", "/thrower/half", everyone, half_written, "Throws behind a status and a header."},
                       {"POST", "/thrower/contract", everyone, through_contract, "Throws in another's code.", fails},
                       {"POST", "/thrower/events", everyone, publish, "Publishes what a listener throws at."},
                       {"GET", "/thrower/rows", everyone, count, "How many rows stayed."},
                       {"GET", "/thrower/empty", everyone, in_query, "Nothing."}},
            .tasks = {{"thrower.writer", mortise::every(std::chrono::hours{1}), task_in_transaction, "Throws in a transaction."},
                      {"thrower.blocking", mortise::every(std::chrono::hours{1}), blocking_task, "Throws outside."}},
            .listens = {{happened, hear, "Throws."}},
            .provides = {{asked, answer}}};
}
