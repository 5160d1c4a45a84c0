// catalogue/1, from the plugin's tables and the accounts behind them.
#include "contract.h"

#include "professionals.h"

namespace services {

namespace accounts = contract::accounts;
namespace catalogue = contract::catalogue;

catalogue::Service service(const catalogue::Which& which, Reader& db, Call&) {
    auto found = db.first<catalogue::Service>("FROM services_services WHERE id = ?", which.id);
    if (!found) throw not_found("service");
    return *std::move(found);
}

catalogue::Professional professional(const catalogue::Which& which, Reader& db, Call& call) {
    Professional row = fetch_professional(db, which.id);
    const accounts::Account account = ask(call, db, accounts::find, accounts::Who{row.user_id});
    return {row.id,
            row.user_id,
            full_name(account),
            account.phone,
            services_offered(db, row.id),
            std::move(row.pin_codes),
            row.status == Status::verified,
            row.is_active && account.is_active && !account.is_blocked};
}

catalogue::Professional professional_of_user(const catalogue::Which& user, Reader& db, Call& call) {
    const auto id = db.value<Id>("SELECT id FROM services_professionals WHERE user_id = ?", user.id);
    if (!id) throw not_found("professional");
    return professional({*id}, db, call);
}

catalogue::Professional enrol_user(const catalogue::Enrolment& wish, Writer& db, Call& call) {
    const Profile profile{wish.company_name, wish.experience_years, wish.description, wish.city, wish.pin_codes};
    return professional({enrol(db, call, wish.user_id, profile, wish.service_ids)}, db, call);
}

void follow_account(const accounts::Account& account, Writer& db, Call&) {
    db.run("UPDATE services_professionals SET is_blocked = ?, is_off = ? WHERE user_id = ?", account.is_blocked,
           !account.is_active, account.id);
}

}  // namespace services
