// Categories: the shelves that services stand on. A plain table, which the standard handlers serve.
#pragma once
#include <mortise/resource.h>

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

struct Categories {
    using Row = Category;
    using Input = NewCategory;
    static constexpr std::string_view name = "category";
    static constexpr Sql table{"services_categories"};
    static constexpr Listing<2> list{"FROM services_categories", "id", {{{"name", "lower(name)"}, {"id", "id"}}}};
};

}  // namespace services
