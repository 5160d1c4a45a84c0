// `mortise db seed`: the first people.
#include "demo.h"

#include "names.h"
#include "roles.h"
#include "users.h"

namespace auth {

void demo(Call& call) {
    const auto has_people = [](Reader& db) {
        return db.value<std::int64_t>("SELECT count(*) FROM auth_users WHERE role <> ?", administrator).value_or(0) != 0;
    };
    if (call.read(has_people)) return;

    contract::accounts::NewAccount ada, anna;
    ada.email = "admin@example.com", ada.first_name = "Ada", ada.last_name = "Min", ada.role = administrator;
    ada.password_hash = crypto::hash_password(call.services(), "admin-demo-2026");
    anna.email = "anna@example.com", anna.first_name = "Anna", anna.last_name = "Rao", anna.role = customer;
    anna.phone = "+91 80 5550 0101", anna.address = "12 Lake Road", anna.city = "Bengaluru", anna.pin_code = "560001";
    anna.password_hash = crypto::hash_password(call.services(), "anna-demo-2026");
    call.write([&](Writer& db) {
        if (has_people(db)) return;
        for (const auto* each : {&ada, &anna})
            if (!owner_of(db, each->email)) create_user(db, call, *each);
    });
}

}  // namespace auth
