// Every action in every state, against the table: what a row allows happens, all else is refused and changes nothing.
#include "house.h"
#include "requests/life.h"

using namespace house;

namespace {

using mortise::word;
using requests::Action;
using requests::Actor;
using requests::State;

/// How a request comes into a state. Where it says so, the last step is `claim`, so that no action under test is a mere repeat of
/// `accept`.
std::string request_in(House& house, const Worker& bert, State state) {
    switch (state) {
        case State::requested:
            return house.order();
        case State::assigned:
            return house.offer_to(bert);
        case State::in_progress:
            return house.job_of(bert, "start");
        case State::completed:
            return house.job_of(bert, "finish");
        default:
            break;
    }
    std::string id = house.order();
    if (state == State::accepted) people::expect(House::act(bert.client, id, "claim"), 200, "claim");
    if (state == State::cancelled) people::expect(House::act(house.admin, id, "cancel"), 200, "cancel");
    if (state == State::expired) {
        house.app.advance(1min);
        EXPECT_EQ(house.app.run("requests.expire-waiting"), 1);
    }
    if (state == State::closed) {
        id = house.job_of(bert, "finish");
        people::expect(House::act(house.anna, id, "complete"), 200, "complete");
    }
    return id;
}

struct Try {
    std::string_view name;
    Action action;
    Actor actor;
};
constexpr Try tries[] = {{"assign", Action::assign, Actor::administrator},
                         {"cancel", Action::cancel, Actor::administrator},
                         {"cancel", Action::cancel, Actor::customer},
                         {"complete", Action::complete, Actor::customer},
                         {"accept", Action::accept, Actor::professional},
                         {"reject", Action::reject, Actor::professional},
                         {"start", Action::start, Actor::professional},
                         {"finish", Action::finish, Actor::professional},
                         {"claim", Action::claim, Actor::pool},
                         {"edit", Action::edit, Actor::customer}};

class Transitions : public ::testing::TestWithParam<State> {};

TEST_P(Transitions, AreThoseOfTheTable) {
    House house(App::Settings{{"requests.expire", "1 min"}});
    const Worker bert = house.worker("bert"), dora = house.worker("dora");
    for (const Try& each : tries) {
        SCOPED_TRACE(std::string(each.name) + " by " + std::string(word(each.actor)));
        const std::string id = request_in(house, bert, GetParam());
        const Client& who = each.actor == Actor::administrator  ? house.admin
                            : each.actor == Actor::customer     ? house.anna
                            : each.actor == Actor::professional ? bert.client
                                                                : dora.client;
        const std::string before = house.status(id);
        const Value history = house.request(id)["history"], last = history[history.size() - 1];
        const std::size_t steps = history.size();
        const Reply reply =
            each.action == Action::edit
                ? who.put("/api/service-requests/" + id, R"({"remarks":"New."})")
                : House::act(who, id, each.name, each.action == Action::assign ? R"({"professional_id":)" + dora.id + "}" : "");
        const auto to = mortise::states::destination(requests::life, each.action, GetParam(), {each.actor});
        const bool repeats = last["action"] == word(each.action) && last["actor"] == people::id_of(who);
        if (to) {
            EXPECT_EQ(reply.status, 200) << reply.body;
            EXPECT_EQ(house.status(id), word(*to));
            EXPECT_EQ(house.request(id)["history"].size(), steps + 1);
        } else if (repeats) {
            EXPECT_EQ(reply.status, 200) << reply.body;
        } else {
            EXPECT_TRUE(reply.status == 409 || reply.status == 404) << reply.body;
            if (reply.status == 409) {
                EXPECT_EQ(reply["state"], before);
            }
            EXPECT_EQ(house.status(id), before);
            EXPECT_EQ(house.request(id)["history"].size(), steps);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(From, Transitions,
                         ::testing::Values(State::requested, State::assigned, State::accepted, State::in_progress,
                                           State::completed, State::closed, State::cancelled, State::expired),
                         [](const auto& info) { return std::string(word(info.param)); });

}  // namespace
