// Categories: queries and handlers.
#include "categories.h"

namespace services {

namespace {

constexpr Listing<2> categories{"FROM services_categories", "id", {{{"name", "lower(name)"}, {"id", "id"}}}};

Category found(Reader& db, Id id) {
    auto category = db.first<Category>("FROM services_categories WHERE id = ?", id);
    if (!category) throw not_found("category");
    return *std::move(category);
}

}  // namespace

Page<Category> list_categories(const ListQuery& query, Reader& db) { return page<Category>(db, categories, {}, query); }

Created<Category> add_category(const NewCategory& wish, Writer& db) {
    return {found(db, db.insert("services_categories", wish))};
}

Category change_category(const Partial<NewCategory>& change, Writer& db, Call& call) {
    db.update("services_categories", change, "WHERE id = ?", call.id("id"));
    return found(db, call.id("id"));
}

void remove_category(Writer& db, Call& call) {
    if (db.run("DELETE FROM services_categories WHERE id = ?", call.id("id")) == 0) throw not_found("category");
}

}  // namespace services
