// Notes that are cached, and routes that say who calls.
#include <mortise/plugin.h>
#include <mortise/sessions.h>

using namespace std::chrono_literals;

namespace desk {

using mortise::field;

struct Note {
    std::string text;
    static constexpr auto fields = mortise::fields(field("text", &Note::text, "What it says.", mortise::length(1, 100)));
};
struct Notes {
    std::vector<Note> notes;
    static constexpr auto fields = mortise::fields(field("notes", &Notes::notes, "All."));
};
struct Caller {
    std::string peer, base, request_id;
    std::int64_t user = 0;
    static constexpr auto fields =
        mortise::fields(field("peer", &Caller::peer, "The address."), field("base", &Caller::base, "The base path."),
                        field("request_id", &Caller::request_id, "The request."), field("user", &Caller::user, "The user."));
};
struct Ending {
    std::optional<std::string> except;
    static constexpr auto fields = mortise::fields(field("except", &Ending::except, "The session that stays."));
};

Notes notes(mortise::Reader& db, mortise::Call&) { return {db.select<Note>("FROM desk_notes ORDER BY id")}; }
Notes mine(mortise::Reader& db, mortise::Call& call) {
    Notes all{db.select<Note>("FROM desk_notes ORDER BY id")};
    all.notes.push_back({"for " + std::to_string(call.user().value)});
    return all;
}
mortise::Created<Note> add(const Note& note, mortise::Writer& db) {
    db.insert("desk_notes", note);
    return {note};
}
void add_elsewhere(const Note& note, mortise::Writer& db) { db.insert("desk_others", note); }
Caller who(mortise::Call& call) {
    return {std::string(call.peer()), std::string(call.base()), std::string(call.request_id()), call.user().value};
}
void revoke(mortise::Writer& db, mortise::Call& call) {
    mortise::sessions::revoke(db, mortise::border::view(call.principal().session));
}
void revoke_all(const Ending& ending, mortise::Writer& db, mortise::Call& call) {
    mortise::sessions::revoke_user(db, call.user(), ending.except.value_or(""));
}

}  // namespace desk

constexpr mortise::Migration migrations[] = {
    {1, "0001_notes",
     "CREATE TABLE desk_notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;"
     "CREATE TABLE desk_others (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;",
     nullptr}};

mortise::Plugin describe() {
    using namespace desk;
    using mortise::everyone, mortise::signed_in;
    return {.sentence = "A desk.",
            .migrations = migrations,
            .routes = {{"GET", "/desk/notes", everyone, notes, "All notes.", {.cached = 60s}},
                       {"GET", "/desk/brief", everyone, notes, "All notes, for a moment.", {.cached = 5s}},
                       {"GET", "/desk/mine", signed_in, mine, "Notes and the caller's.", {.cached = 60s}},
                       {"POST", "/desk/notes", everyone, add, "Adds a note."},
                       {"POST", "/desk/others", everyone, add_elsewhere, "Adds a note to another table."},
                       {"GET", "/desk/who", everyone, who, "Who calls."},
                       {"GET", "/desk/me", signed_in, who, "Who calls."},
                       {"POST", "/desk/end", signed_in, revoke, "Ends the caller's session."},
                       {"POST", "/desk/end-all", signed_in, revoke_all, "Ends the caller's sessions."}}};
}
