// `mortise db seed`: what a small household service sells, and who offers it.
#include "demo.h"

#include <mortise/crypto.h>

#include <deque>

#include "catalogue.h"
#include "categories.h"
#include "papers.h"
#include "verification.h"

namespace services {

namespace accounts = contract::accounts;

namespace {

struct Shelf {
    std::string_view name, description;
};
constexpr Shelf shelves[] = {{"Cleaning", "Rooms, windows, kitchens."},
                             {"Repairs", "Water, light, locks and what else breaks."},
                             {"Appliances", "What has a plug."},
                             {"At home", "What one need not go out for."}};

/// `price` in minor units; without `pin_codes` it is sold everywhere.
struct Ware {
    std::string_view shelf, name, description;
    std::int64_t price;
    int minutes;
    std::vector<std::string> pin_codes = {};
};

std::vector<Ware> wares() {
    return {{"Cleaning", "Room cleaning", "Floors, surfaces and windows of two rooms.", 499'00, 90},
            {"Cleaning", "Kitchen cleaning", "Stove, hood, cupboards and floor.", 899'00, 120},
            {"Cleaning", "Sofa shampooing", "A sofa of three seats, with foam and vacuum.", 1299'50, 150, {"560001", "560002"}},
            {"Repairs", "Tap repair", "A dripping or broken tap is repaired or replaced.", 299'00, 45},
            {"Repairs", "Fan installation", "A ceiling fan is fitted and tried.", 349'00, 60},
            {"Repairs", "Lock change", "The lock of one door, with three keys.", 649'00, 60},
            {"Appliances", "Air conditioner service", "Filters, coils and gas of one split unit.", 799'00, 75},
            {"Appliances", "Washing machine repair", "The fault is found; parts are charged apart.", 549'00, 60},
            {"At home", "Haircut", "For grown-ups and children, at your place.", 249'00, 45, {"560001"}},
            {"At home", "Yoga lesson", "One hour for up to three people.", 600'00, 60, {"560001", "560002", "560034"}}};
}

/// Who offers what. The name is the address and the beginning of the password too.
struct Hand {
    std::string name, last_name, phone, company, description;
    int years;
    std::vector<std::string_view> offers;
    std::optional<Action> decision;
    std::string reason;
    bool has_picture = false;
};

std::vector<Hand> hands() {
    return {{"bert",
             "Iyer",
             "+91 80 5550 0102",
             "",
             "Cleans as if it were his own home.",
             6,
             {"Room cleaning", "Kitchen cleaning", "Sofa shampooing"},
             Action::verify,
             "",
             true},
            {"cora", "Das", "+91 80 5550 0103", "", "Plumber with her own tools.", 3, {"Tap repair"}, {}, "", true},
            {"dina",
             "Nair",
             "+91 80 5550 0104",
             "Nair Brothers",
             "Taps, fans and locks, also on Sundays.",
             12,
             {"Tap repair", "Fan installation", "Lock change"},
             Action::verify,
             ""},
            {"emil",
             "Khan",
             "+91 80 5550 0105",
             "Cool and Clean",
             "Repairs what others throw away.",
             9,
             {"Air conditioner service", "Washing machine repair", "Fan installation"},
             Action::verify,
             "",
             true},
            {"faye",
             "Menon",
             "+91 80 5550 0106",
             "",
             "Hairdresser.",
             1,
             {"Haircut"},
             Action::reject,
             "The licence is not readable; please send it again."}};
}

accounts::NewAccount account_of(const Hand& hand, Call& call) {
    accounts::NewAccount account;
    account.email = hand.name + "@example.com", account.username = hand.name, account.phone = hand.phone;
    account.first_name = hand.name, account.last_name = hand.last_name;
    account.first_name[0] = static_cast<char>(account.first_name[0] - 'a' + 'A');
    account.city = "Bengaluru", account.pin_code = "560001", account.role = "PROFESSIONAL";
    account.password_hash = crypto::hash_password(call.services(), hand.name + "-demo-2026");
    return account;
}

bool is_stocked(Reader& db) { return db.value<int>("SELECT count(*) FROM services_services").value_or(0) != 0; }

void stock(Writer& db, Call& call) {
    std::vector<std::pair<std::string_view, Id>> ids;
    for (const Shelf& shelf : shelves)
        ids.emplace_back(
            shelf.name,
            resource::create<Categories>({std::string(shelf.name), std::string(shelf.description)}, db, call).value.id);
    for (const Ware& ware : wares()) {
        NewService service;
        service.name = ware.name, service.description = ware.description, service.pin_codes = ware.pin_codes;
        service.price = Money{ware.price}, service.time_required = std::chrono::minutes{ware.minutes};
        for (const auto& [name, id] : ids)
            if (name == ware.shelf) service.category_id = id;
        add_service(service, db, call);
    }
}

/// Makes the professional, in the administrator's name as far as he decides about it.
void hire(Writer& db, Call& call, const Hand& hand, const accounts::NewAccount& account, const Stash& papers,
          std::optional<Id> administrator) {
    Profile profile;
    if (!hand.company.empty()) profile.company_name = hand.company;
    profile.experience_years = hand.years, profile.description = hand.description;
    profile.city = account.city, profile.pin_codes = {"560001", "560002"};
    std::vector<Id> offers;
    for (const std::string_view name : hand.offers)
        offers.push_back(db.value<Id>("SELECT id FROM services_services WHERE name = ?", name).value_or(Id{}));
    const Id id = enrol(db, call, ask(call, db, accounts::create, account).id, profile, offers);
    papers.record(db, id);
    if (!hand.decision) return;
    decide(db, call, id, *hand.decision, administrator, hand.reason.empty() ? std::nullopt : std::optional(hand.reason));
}

}  // namespace

void demo(Call& call) {
    if (call.read(is_stocked)) return;
    const std::vector<Hand> all = hands();
    std::vector<accounts::NewAccount> accounts;
    std::deque<Stash> papers;
    for (const Hand& hand : all) {
        accounts.push_back(account_of(hand, call));
        Stash& sheets = papers.emplace_back(call, "licence");
        sheets.write("licence-of-" + hand.name + ".pdf", pdf_saying("Trade licence of " + hand.name + ' ' + hand.last_name));
        if (hand.has_picture) sheets.write("portrait-of-" + hand.name + ".png", png_picture());
    }
    const bool filled = call.write([&](Writer& db) {
        if (is_stocked(db)) return false;
        stock(db, call);
        const auto administrator = ask_if_there(call, db, accounts::find_by_name, {"admin@example.com"});
        const auto decider = administrator ? std::optional(administrator->id) : std::nullopt;
        for (std::size_t i = 0; i < all.size(); ++i) hire(db, call, all[i], accounts[i], papers[i], decider);
        return true;
    });
    if (!filled) return;
    for (Stash& each : papers) each.settle();
}

}  // namespace services
