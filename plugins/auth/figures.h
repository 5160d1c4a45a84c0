// The overview for administrators: what every plugin says in figures, and what this one does.
#pragma once
#include <mortise/contract/figures.h>
#include <mortise/plugin.h>

namespace auth {

using namespace mortise;

/// A figure, and the plugin whose it is. One of count, amount and average is there.
struct DashboardFigure {
    std::string plugin, group, name;
    std::optional<std::int64_t> count;
    std::optional<Money> amount;
    std::optional<double> average;
    static constexpr auto fields = mortise::fields(
        field("plugin", &DashboardFigure::plugin, "Whose figure it is."),
        field("group", &DashboardFigure::group, "What is counted, as requests or users."),
        field("name", &DashboardFigure::name, "The part of it, as a state or a role."),
        field("count", &DashboardFigure::count, "How many.", omitted_when_empty),
        field("amount", &DashboardFigure::amount, "How much, in the organisation's currency.", omitted_when_empty),
        field("average", &DashboardFigure::average, "The mean, as of ratings.", omitted_when_empty));
};

struct Dashboard {
    Time generated_at, month;
    std::vector<DashboardFigure> figures;
    static constexpr auto fields = mortise::fields(
        field("generated_at", &Dashboard::generated_at, "The moment of which all figures are."),
        field("month", &Dashboard::month, "Since when the month's figures count: its first instant in the organisation's zone."),
        field("figures", &Dashboard::figures, "Plugin by plugin, in the order to show them."));
};

/// Asks all plugins, in one snapshot.
Dashboard dashboard(Reader& db, Call& call);

/// People by role, who may come in, who is new.
contract::figures::Figures people_in_figures(const contract::figures::Moment& now, Reader& db, Call& call);

}  // namespace auth
