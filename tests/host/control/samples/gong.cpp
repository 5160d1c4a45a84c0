// Commands of every kind: on each lane, with options of each kind, with answers and failures.
#include <mortise/plugin.h>

#include <thread>

namespace gong {

using mortise::field;

struct Stroke {
    std::int64_t times = 0;
    std::string by;
    bool loud = false;
    std::vector<std::string> bells;
    std::optional<std::string> pass_word;
    static constexpr auto fields =
        mortise::fields(field("times", &Stroke::times, "How often.", mortise::between(1, 12)),
                        field("by", &Stroke::by, "Who strikes.", mortise::length(1, 20)),
                        field("loud", &Stroke::loud, "So that all hear it.", mortise::optional),
                        field("bells", &Stroke::bells, "What else rings."),
                        field("pass_word", &Stroke::pass_word, "The ringer's word.", mortise::length(4, 100), mortise::secret));
};
struct Struck {
    std::int64_t times = 0, user = -1;
    std::string by, pass_word, peer;
    bool loud = false, may = true;
    std::vector<std::string> bells;
    static constexpr auto fields = mortise::fields(
        field("times", &Struck::times, "How often."), field("user", &Struck::user, "Who called."),
        field("by", &Struck::by, "Who struck."), field("pass_word", &Struck::pass_word, "The word."),
        field("peer", &Struck::peer, "From where."), field("loud", &Struck::loud, "Heard by all."),
        field("may", &Struck::may, "Whether the caller has a scope."), field("bells", &Struck::bells, "What else rang."));
};
struct Kept {
    std::string note;
    static constexpr auto fields = mortise::fields(field("note", &Kept::note, "What to keep.", mortise::length(1, 100)));
};
struct All {
    std::vector<Kept> notes;
    static constexpr auto fields = mortise::fields(field("notes", &All::notes, "All that was kept."));
};
struct Wait {
    std::int64_t ms = 0;
    static constexpr auto fields = mortise::fields(field("ms", &Wait::ms, "How long.", mortise::between(0, 5000)));
};

Struck strike(const Stroke& stroke, mortise::Call& call) {
    return {stroke.times, call.user().value,       stroke.by,   stroke.pass_word.value_or(""), std::string(call.peer()),
            stroke.loud,  call.may("WRITE:GONGS"), stroke.bells};
}
void keep(const Kept& kept, mortise::Writer& db) {
    db.insert("gong_notes", kept);
    if (kept.note == "crack") throw mortise::conflict("cracked", "The gong has a crack.");
    if (kept.note == "burst") throw std::runtime_error("the gong burst");
}
All look(mortise::Reader& db) { return {db.select<Kept>("FROM gong_notes ORDER BY id")}; }
void wait(const Wait& wish) { std::this_thread::sleep_for(std::chrono::milliseconds{wish.ms}); }

}  // namespace gong

constexpr mortise::Migration migrations[] = {
    {1, "0001_notes", "CREATE TABLE gong_notes (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL) STRICT;", ""}};

mortise::Plugin describe() {
    using namespace gong;
    const auto manage = mortise::scope("WRITE:GONGS", "Move gongs.");
    return {.sentence = "A gong, by command.",
            .migrations = migrations,
            .routes = {{"POST", "/gong/move", manage, wait, "Moves the gong."}},
            .commands = {{"gong strike", strike, "Strikes the gong."},
                         {"gong keep", keep, "Keeps a note.", {"cracked"}},
                         {"gong look", look, "Shows the notes."},
                         {"gong wait", wait, "Waits."}}};
}
