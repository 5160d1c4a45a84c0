// Hears of the mails that accounts want, opens their tickets, and keeps the letters where a test can read them.
#include <mortise/contract/accounts.h>
#include <mortise/plugin.h>

namespace postman {

namespace accounts = mortise::contract::accounts;
using mortise::Call, mortise::Writer, mortise::Reader, mortise::field;

struct Letter {
    std::string topic, email, first_name, token, address, agent;
    static constexpr auto fields =
        mortise::fields(field("topic", &Letter::topic, "The event."), field("email", &Letter::email, "Where to."),
                        field("first_name", &Letter::first_name, "Whom to greet."), field("token", &Letter::token, "The secret."),
                        field("address", &Letter::address, "From where it was done."),
                        field("agent", &Letter::agent, "With what.", mortise::length(0, 500)));
};

template <const mortise::Event<accounts::Mailing>& event>
void mail(const accounts::Mailing& wanted, Writer& db, Call& call) {
    try {
        const accounts::OpenTicket open = ask(call, db, accounts::open_ticket, {wanted.ticket});
        db.insert("postman_letters", Letter{std::string(event.topic), open.email, open.first_name, open.token, open.kind, {}});
    } catch (const mortise::Problem& problem) {
        if (problem.status != 404) throw;
        db.insert("postman_letters", Letter{"nobody", {}, {}, {}, std::string(event.topic), {}});
    }
}

template <const mortise::Event<accounts::Notice>& event>
void tell(const accounts::Notice& notice, Writer& db, Call&) {
    db.insert("postman_letters",
              Letter{std::string(event.topic), notice.email, notice.first_name, {}, notice.address, notice.agent});
}

accounts::OpenTicket open(const accounts::WhichTicket& which, Writer& db, Call& call) {
    return ask(call, db, accounts::open_ticket, which);
}
accounts::Account find(const accounts::Named& named, Reader& db, Call& call) {
    return ask(call, db, accounts::find_by_name, named);
}
mortise::Created<accounts::Account> create(const accounts::NewAccount& wish, Writer& db, Call& call) {
    return {ask(call, db, accounts::create, wish)};
}

constexpr mortise::Migration migrations[] = {{1, "0001_letters",
                                              "CREATE TABLE postman_letters (id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT "
                                              "NOT NULL, email TEXT NOT NULL, first_name TEXT NOT "
                                              "NULL, token TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL) STRICT;",
                                              nullptr}};

}  // namespace postman

mortise::Plugin describe() {
    using namespace postman;
    using mortise::everyone;
    return {.sentence = "Letters that are kept.",
            .migrations = migrations,
            .routes = {{"POST", "/postman/open", everyone, open, "Opens a ticket."},
                       {"GET", "/postman/find", everyone, find, "Who has that name."},
                       {"POST", "/postman/accounts", everyone, create, "Makes an account as other plugins do."}},
            .listens = {{accounts::password_reset_requested, mail<accounts::password_reset_requested>, "A forgotten password."},
                        {accounts::email_verification_requested, mail<accounts::email_verification_requested>, "A new address."},
                        {accounts::invited, mail<accounts::invited>, "An invitation."},
                        {accounts::new_device, tell<accounts::new_device>, "A new device."},
                        {accounts::password_changed, tell<accounts::password_changed>, "A changed password."},
                        {accounts::email_changed, tell<accounts::email_changed>, "A changed address."}}};
}
