// Figures: what every plugin has to say on the overview that administrators see. Asked for by `auth`, answered by whoever likes.
#pragma once
#include <mortise/contract.h>

namespace mortise::contract::figures {

/// What is asked for: the state of things now, and sums from `month` on.
struct Moment {
    Time month;  ///< the first instant of the present month in the organisation's zone
    static constexpr auto fields = mortise::fields(field("month", &Moment::month, "The present month's first instant."));
};

/// One number: a count, an amount of money, or an average. `group` and `name` are stable: ("requests", "assigned"), ("earnings",
/// "month").
struct Figure {
    std::string group, name;
    std::optional<std::int64_t> count;
    std::optional<Money> amount;
    std::optional<double> average = {};
    static constexpr auto fields =
        mortise::fields(field("group", &Figure::group, "What is counted, as requests or users.", length(1, 60)),
                        field("name", &Figure::name, "The part of it, as a state or a role.", length(1, 60)),
                        field("count", &Figure::count, "How many."),
                        field("amount", &Figure::amount, "How much, in the organisation's currency."),
                        field("average", &Figure::average, "The mean, as of ratings."));
};

struct Figures {
    std::vector<Figure> figures;
    static constexpr auto fields = mortise::fields(field("figures", &Figures::figures, "In the order to show them."));
};

/// A plugin with figures has `.provides = {{contract::figures::figures, my_figures}}`; `Figures my_figures(const Moment&,
/// Reader&, Call&)` is quick: somebody looks at a page.
inline constexpr Poll<Moment, Figures> figures{"figures/1", "figures"};

}  // namespace mortise::contract::figures
