// A third party's plugin: it keeps words, tells the audit of them and has figures for the overview.
#include <mortise/contract/audit.h>
#include <mortise/contract/figures.h>
#include <mortise/plugin.h>

namespace tally {

using namespace mortise;
using contract::figures::Figures;
using contract::figures::Moment;

struct Word {
    Id id;
    std::string word, key;
    static constexpr auto fields = mortise::fields(field("id", &Word::id, "Its number."), field("word", &Word::word, "A word."),
                                                   field("key", &Word::key, "What nobody should see.", secret));
};

struct NewWord {
    std::string word, key;
    static constexpr auto fields = mortise::fields(field("word", &NewWord::word, "A word.", length(1, 60)),
                                                   field("key", &NewWord::key, "A secret.", length(1, 60), secret));
};

Created<Word> add(const NewWord& wish, Writer& db, Call& call) {
    const Word made{db.insert("tally_words", wish), wish.word, wish.key};
    contract::audit::note<Word>(call, db, "word", "create", nullptr, &made);
    return {made};
}

Figures figures(const Moment&, Reader& db, Call&) {
    Figures out;
    out.figures.push_back({"words", "all", db.value<std::int64_t>("SELECT count(*) FROM tally_words"), {}, {}});
    out.figures.push_back(
        {"words", "worth", {}, db.value<Money>("SELECT coalesce(sum(length(word)), 0) * 100 FROM tally_words"), {}});
    out.figures.push_back(
        {"words", "length", {}, {}, db.value<double>("SELECT coalesce(avg(length(word)), 0.0) FROM tally_words")});
    return out;
}

constexpr Migration migrations[] = {
    {1, "0001_words",
     "CREATE TABLE tally_words (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL, key TEXT "
     "NOT NULL) STRICT;",
     nullptr}};

}  // namespace tally

mortise::Plugin describe() {
    using namespace tally;
    return {.sentence = "Words that are counted.",
            .migrations = migrations,
            .routes = {{"POST", "/tally", mortise::signed_in, add, "Keeps a word."}},
            .provides = {{mortise::contract::figures::figures, figures}}};
}
