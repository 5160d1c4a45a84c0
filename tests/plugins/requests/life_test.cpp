// The table of transitions, without a host.
#include "requests/life.h"

#include <gtest/gtest.h>

namespace {

using namespace requests;

TEST(Life, NamesWhatMayBeDoneInTheTablesOrder) {
    EXPECT_EQ(mortise::states::allowed_actions(life, State::assigned, {Actor::professional}),
              (std::vector{Action::accept, Action::reject}));
    EXPECT_EQ(mortise::states::allowed_actions(life, State::requested, {Actor::customer, Actor::administrator}),
              (std::vector{Action::edit, Action::assign, Action::cancel}));
}

TEST(Life, HasNoWayOutOfItsEnds) {
    const Actors everybody{Actor::customer, Actor::professional, Actor::pool, Actor::administrator, Actor::system};
    for (const State end : {State::closed, State::cancelled, State::expired})
        EXPECT_TRUE(mortise::states::allowed_actions(life, end, everybody).empty()) << word(end);
}

TEST(Life, ReachesEveryState) {
    for (std::size_t i = 0; i < words(State{}).size(); ++i)
        EXPECT_TRUE(std::any_of(life.begin(), life.end(), [&](const auto& row) { return row.to == static_cast<State>(i); }))
            << words(State{})[i];
}

TEST(Life, LeadsNobodyWhereNoRowLeads) {
    EXPECT_EQ(mortise::states::destination(life, Action::start, State::accepted, {Actor::professional}), State::in_progress);
    EXPECT_FALSE(mortise::states::destination(life, Action::start, State::accepted, {Actor::customer}));
    EXPECT_FALSE(mortise::states::destination(life, Action::start, State::requested, {Actor::professional}));
}

TEST(Life, SaysInItsRefusalWhereItStandsAndWhatMayBeDone) {
    const Problem problem = mortise::states::refusal(life, Action::start, State::assigned, {Actor::professional});
    EXPECT_EQ(problem.status, 409);
    EXPECT_EQ(problem.code, "state-conflict");
    EXPECT_EQ(problem.members, R"("state":"assigned","allowed_actions":["accept","reject"])");
}

TEST(Life, DrawsItself) {
    const std::string diagram = mortise::states::mermaid(life);
    EXPECT_TRUE(diagram.starts_with("stateDiagram-v2\n    [*] --> requested: create (customer)\n")) << diagram;
    EXPECT_NE(diagram.find("    requested --> accepted: claim (pool)\n"), std::string::npos);
    EXPECT_NE(diagram.find("    expired --> [*]\n"), std::string::npos);
    EXPECT_EQ(diagram.find("    accepted --> [*]\n"), std::string::npos);
}

}  // namespace
