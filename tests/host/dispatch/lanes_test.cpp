// What a lane's works are shown of the database: those that came before a snapshot share it, nobody else does.
#include "dispatch/lanes.h"

#include <array>
#include <semaphore>

#include "support.h"

namespace {

using namespace storage_test;

/// A read of how many rows there are, which then holds its lane until it is let go.
struct Look : host::Work {
    std::int64_t seen = -1;
    std::uint64_t commits = 0;
    std::binary_semaphore looked{0}, may_go{0};
    void run(storage::Reader* reader) noexcept override {
        storage::Gathered gathered;
        reader->snapshot("shop", gathered,
                         [&](mortise_db& db) { seen = std::stoll(rows(db, "SELECT count(*) FROM shop_items").at(0).at(0)); });
        commits = reader->commits();
        looked.release();
        may_go.acquire();
    }
};

struct Lanes : Storage {
    void add(const std::string& name) { write("INSERT INTO shop_items(name) VALUES(?)", {value(name)}); }
    void submit(Look& look) { ASSERT_TRUE(lanes->submit(host::Lane::reader, look)); }
    void SetUp() override {
        Storage::SetUp();
        lanes = std::make_unique<host::Lanes>(*database, host::Lanes::Sizes{.readers = 1, .blocking = 1});
    }
    std::array<Look, 3> looks;
    std::unique_ptr<host::Lanes> lanes;  // ends before what it runs
};

TEST_F(Lanes, ShowWhoComesAllThatWasAnsweredBefore) {
    Look& first = looks[0];
    Look& second = looks[1];
    submit(first);
    first.looked.acquire();
    add("a");
    const std::uint64_t commits = database->commits();
    submit(second);  // behind one whose snapshot is older than what it may know
    first.may_go.release();
    second.looked.acquire();
    second.may_go.release();
    EXPECT_EQ(first.seen, 0);
    EXPECT_EQ(second.seen, 1);
    EXPECT_EQ(second.commits, commits);
}

TEST_F(Lanes, ShowOneSnapshotToThoseWhoHadAllCome) {
    auto& [busy, second, third] = looks;
    submit(busy);
    busy.looked.acquire();
    submit(second);
    submit(third);
    busy.may_go.release();
    second.looked.acquire();
    add("a");
    second.may_go.release();
    third.looked.acquire();
    third.may_go.release();
    EXPECT_EQ(third.seen, second.seen);
    // A cache must not believe that it holds what was committed since.
    EXPECT_EQ(third.commits, second.commits);
    EXPECT_LT(third.commits, database->commits());
}

TEST_F(Lanes, KeepNoSnapshotWhileNobodyComes) {
    std::int64_t added = 0;
    for (Look& look : looks) {
        add(std::to_string(++added));
        submit(look);
        look.looked.acquire();
        look.may_go.release();
        EXPECT_EQ(look.seen, added);
    }
}

}  // namespace
