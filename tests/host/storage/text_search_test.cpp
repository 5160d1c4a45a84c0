// Full-text search: what is found, in which order, and that nothing a user types has a meaning of its own.
#include "storage/text_search.h"

#include "support.h"

namespace storage_test {
namespace {

using Ids = std::vector<std::int64_t>;

class TextSearch : public Storage {
  protected:
    void SetUp() override {
        Storage::SetUp();
        database->migrate({shop(),
                           bank(),
                           {"text",
                            {{1, "0001_search",
                              "CREATE VIRTUAL TABLE text_search USING fts5(name, description, "
                              "tokenize = 'unicode61 remove_diacritics 2');",
                              ""}}}});
    }
    void know(std::int64_t id, std::string_view name, std::string_view description) {
        write(
            [&](mortise_db& db) {
                const std::vector<std::pair<std::string_view, std::string_view>> columns{{"name", name},
                                                                                         {"description", description}};
                storage::index_text(db, "text_search", id, columns);
            },
            "text");
    }
    void forget(std::int64_t id) {
        write([&](mortise_db& db) { storage::index_text(db, "text_search", id, {}); }, "text");
    }
    Ids found(std::string_view words, std::int64_t most = 100) {
        Ids all;
        storage::Gathered gathered;
        database->reader()->snapshot("text", gathered, [&](mortise_db& db) {
            storage::search_text(db, "text_search", words, most, [&](std::int64_t id) { all.push_back(id); });
        });
        return all;
    }
};

TEST_F(TextSearch, FindsWhatHoldsEveryWordWhereverItStands) {
    know(1, "Tap repair", "A plumber mends the tap in the kitchen.");
    know(2, "Kitchen cleaning", "Floors and windows.");
    EXPECT_EQ(found("kitchen tap"), (Ids{1}));
    EXPECT_EQ(found("KITCHEN floors"), (Ids{2}));
    EXPECT_EQ(found("kitchen garden"), Ids{});
}

TEST_F(TextSearch, PutsAWordInTheNameBeforeOneInTheText) {
    know(1, "House care", "Painting, plumbing, cleaning.");
    know(2, "Cleaning", "Your rooms, as you like them and when you like them.");
    EXPECT_EQ(found("cleaning"), (Ids{2, 1}));
    EXPECT_EQ(found("cleaning", 1), (Ids{2}));
}

TEST_F(TextSearch, TakesTheLastWordForABeginningAndNoOther) {
    know(1, "Electrical wiring", "Cables.");
    EXPECT_EQ(found("electrical wir"), (Ids{1}));
    EXPECT_EQ(found("electr wiring"), Ids{});
}

TEST_F(TextSearch, FoldsCaseAndAccentsOfEveryScript) {
    know(1, "Café fitting", "पाइप की मरम्मत");
    EXPECT_EQ(found("CAFE"), (Ids{1}));
    EXPECT_EQ(found("पाइप"), (Ids{1}));
}

TEST_F(TextSearch, KnowsARecordAsItWasLastTold) {
    know(1, "Tap repair", "Old.");
    know(1, "Wall paint", "New.");
    EXPECT_EQ(found("tap"), Ids{});
    EXPECT_EQ(found("paint"), (Ids{1}));
    forget(1);
    EXPECT_EQ(found("paint"), Ids{});
}

TEST_F(TextSearch, GivesNothingThatIsTypedAMeaning) {
    know(1, "AC \"deep\" service", "OR, AND and NOT are words.");
    for (const std::string_view words : {"\"", "*", "(", "a OR", "NOT", "name:AC", "^AC", "AC -service", "'; DROP TABLE x",
                                         "NEAR(a b)", "{name} : AC", "\"AC", "AC*", "+", "service + AC", "%", "\\"})
        EXPECT_NO_THROW(found(words)) << words;
    EXPECT_EQ(found("\"deep\" service"), (Ids{1}));
    EXPECT_EQ(found("& service"), (Ids{1}));
    EXPECT_EQ(found(" "), Ids{});
    EXPECT_EQ(found(std::string(4000, 'a')), Ids{});
}

TEST_F(TextSearch, IsTheOwnersAlone) {
    know(1, "Tap repair", "");
    storage::Gathered gathered;
    EXPECT_THROW(
        database->reader()->snapshot(
            "shop", gathered, [&](mortise_db& db) { storage::search_text(db, "text_search", "tap", 1, [](std::int64_t) {}); }),
        host::Problem);
    EXPECT_THROW(database->reader()->snapshot(
                     "text", gathered,
                     [&](mortise_db& db) { storage::search_text(db, "text_search; --", "tap", 1, [](std::int64_t) {}); }),
                 host::Problem);
}

}  // namespace
}  // namespace storage_test
