// A database with an outbox, and listeners that keep what they hear.
#pragma once
#include <mutex>

#include "background/outbox.h"
#include "background/support.h"
#include "storage/support.h"

namespace background_test {

using namespace std::chrono_literals;
using host::Outbox;
using storage_test::Row;
using storage_test::Rows;
using storage_test::value;

inline std::string_view text_of(mortise_str text) { return {text.p, text.n}; }

/// `{"name": …}` as it is emitted.
inline std::string named(std::string_view name) { return "{\"name\":\"" + std::string(name) + "\"}"; }
inline std::string name_in(mortise_nodes event) { return std::string(text_of(event.p[1].text)); }

/// The shop's listener: adds an item of the event's name.
inline void stock(mortise_db& db, std::int64_t, mortise_nodes event) {
    storage_test::exec(db, "INSERT INTO shop_items(name) VALUES(?)", {value(name_in(event))});
}
/// The bank's: opens an account.
inline void account(mortise_db& db, std::int64_t, mortise_nodes event) {
    storage_test::exec(db, "INSERT INTO bank_accounts(owner) VALUES(?)", {value(name_in(event))});
}

class OutboxTest : public storage_test::Storage {
  protected:
    void SetUp() override { reopen(); }
    void TearDown() override { outbox.reset(); }

    /// As a host does that starts again; the options are for what follows.
    void reopen(Outbox::Options options = {}) {
        outbox.reset();
        open({});
        outbox = std::make_unique<Outbox>(*database, noted.clock, noted.log, options);
    }
    void emit(std::string_view topic, std::string_view json) {
        write([&](mortise_db& db) { Outbox::emit(db, "shop", topic, json, noted.clock.now()); });
    }
    bool settle() { return outbox->settle(10s); }
    Rows items() { return read("SELECT name FROM shop_items ORDER BY id"); }
    Rows accounts() { return read("SELECT owner FROM bank_accounts ORDER BY id", {}, "bank"); }
    Rows host_rows(std::string_view sql) { return read(sql, {}, "mortise"); }

    Noted noted;
    std::unique_ptr<Outbox> outbox;
};

}  // namespace background_test
