// Categories: the shelves that services stand on.
#pragma once
#include <mortise/list.h>
#include <mortise/route.h>

namespace services {

using namespace mortise;

struct NewCategory {
    std::string name;
    std::optional<std::string> description;
    static constexpr auto fields =
        mortise::fields(field("name", &NewCategory::name, "Unique without regard to case.", length(1, 100), form("name")),
                        field("description", &NewCategory::description, "What belongs to it.", length(0, 1000)));
};

struct Category {
    Id id;
    std::string name;
    std::optional<std::string> description;
    static constexpr auto fields =
        mortise::fields(field("id", &Category::id, "The category's id."), field("name", &Category::name, "What it is called."),
                        field("description", &Category::description, "What belongs to it."));
};

Page<Category> list_categories(const ListQuery& query, Reader& db);
/// Throws 409 "duplicate" for a name that is taken.
Created<Category> add_category(const NewCategory& wish, Writer& db);
/// Throws 404, and 409 "duplicate".
Category change_category(const Partial<NewCategory>& change, Writer& db, Call& call);
/// Throws 404, and 409 "in-use" while services are in it.
void remove_category(Writer& db, Call& call);

}  // namespace services
