// The table of people.
#include "users.h"

#include "audit.h"
#include "names.h"

namespace auth {
namespace {

using contract::accounts::NewAccount;

struct NewRow : NewAccount {
    Time created_at;
    static constexpr auto fields = fields_of<NewAccount>(field("created_at", &NewRow::created_at, "Now."));
};

}  // namespace

User user_of(Reader& db, Id id) {
    auto user = db.first<User>("FROM auth_users WHERE id = ?", id);
    if (!user) throw not_found("user");
    return *std::move(user);
}

Credentials credentials_of(Reader& db, Id id) {
    auto found = db.first<Credentials>("FROM auth_users WHERE id = ?", id);
    if (!found) throw not_found("user");
    return *std::move(found);
}

Id create_user(Writer& db, Call& call, const NewAccount& account) {
    const Names names{account.username, account.email, account.phone};
    require_free(db, names, Id{});
    const Id id = db.insert("auth_users", NewRow{account, call.now()});
    take_names(db, names, id);
    note_user(db, call, "create", {}, user_of(db, id));
    return id;
}

void note(Writer& db, Id user, Id actor, std::string_view action, const std::optional<std::string>& reason, Time now) {
    db.run("INSERT INTO auth_history (user_id, actor_id, action, reason, at) VALUES (?, ?, ?, ?, ?)", user, actor, action, reason,
           now);
}

}  // namespace auth
