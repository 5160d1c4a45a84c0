// `mortise db seed`: what a small household service sells, and who offers it.
#include "demo.h"

#include <mortise/crypto.h>

#include "catalogue.h"
#include "categories.h"
#include "professionals.h"

namespace services {

namespace accounts = contract::accounts;

namespace {

Id sell(Writer& db, Call& call, Id category, std::string_view name, std::string_view description, std::int64_t price,
        int minutes) {
    NewService service;
    service.name = name, service.description = description, service.category_id = category;
    service.price = Money{price}, service.time_required = std::chrono::minutes{minutes};
    return add_service(service, db, call).value.id;
}

/// A professional at pin codes 560001 and 560002, not looked at yet.
Id hire(Writer& db, Call& call, const accounts::NewAccount& account, std::string_view description,
        const std::vector<Id>& offers) {
    Profile profile;
    profile.experience_years = 6, profile.description = description;
    profile.city = "Bengaluru", profile.pin_codes = {"560001", "560002"};
    return enrol(db, call, ask(call, db, accounts::create, account).id, profile, offers);
}

void fill(Writer& db, Call& call, const accounts::NewAccount& bert, const accounts::NewAccount& cora) {
    if (db.value<int>("SELECT count(*) FROM services_services").value_or(0) != 0) return;
    const Id cleaning = add_category({"Cleaning", "Rooms, windows, kitchens."}, db).value.id;
    const Id repairs = add_category({"Repairs", "Water, light and what else breaks."}, db).value.id;
    const Id rooms = sell(db, call, cleaning, "Room cleaning", "Floors, surfaces and windows of two rooms.", 499'00, 90);
    const Id kitchen = sell(db, call, cleaning, "Kitchen cleaning", "Stove, hood, cupboards and floor.", 899'00, 120);
    const Id taps = sell(db, call, repairs, "Tap repair", "A dripping or broken tap is repaired or replaced.", 299'00, 45);
    sell(db, call, repairs, "Fan installation", "A ceiling fan is fitted and tried.", 349'00, 60);

    const Id checked = hire(db, call, bert, "Cleans as if it were his own home.", {rooms, kitchen});
    hire(db, call, cora, "Plumber with her own tools.", {taps});
    // No administrator has looked at papers here, so that the history of decisions stays empty.
    db.run("UPDATE services_professionals SET status = 'verified', is_active = 1 WHERE id = ?", checked);
    ask(call, db, accounts::set_verified, {fetch_professional(db, checked).user_id, true});
}

}  // namespace

void demo(Call& call) {
    if (call.read([](Reader& db) { return db.value<int>("SELECT count(*) FROM services_services").value_or(0); }) != 0) return;
    accounts::NewAccount bert, cora;
    bert.email = "bert@example.com", bert.first_name = "Bert", bert.last_name = "Iyer", bert.phone = "+91 80 5550 0102";
    cora.email = "cora@example.com", cora.first_name = "Cora", cora.last_name = "Das", cora.phone = "+91 80 5550 0103";
    bert.role = cora.role = "PROFESSIONAL";
    bert.password_hash = crypto::hash_password(call.services(), "bert-demo-2026");
    cora.password_hash = crypto::hash_password(call.services(), "cora-demo-2026");
    call.write([&](Writer& db) { fill(db, call, bert, cora); });
}

}  // namespace services
