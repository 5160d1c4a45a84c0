// What the plugin that owns service requests offers the others. Provided by `requests`; asked with `ask_if_provided`.
#pragma once
#include <mortise/contract.h>

namespace mortise::contract::work {

struct OfService {
    Id service_id;
    static constexpr auto fields = mortise::fields(field("service_id", &OfService::service_id, "The service's id."));
};

struct Usage {
    std::int64_t open = 0, all = 0;
    static constexpr auto fields = mortise::fields(field("open", &Usage::open, "Requests that have not ended."),
                                                   field("all", &Usage::all, "Requests ever."));
};

struct Pair {
    Id user_id, professional_id;
    static constexpr auto fields = mortise::fields(field("user_id", &Pair::user_id, "Who asks."),
                                                   field("professional_id", &Pair::professional_id, "About whom."));
};

struct Link {
    bool live = false;
    static constexpr auto fields = mortise::fields(field("live", &Link::live, "A request that has not ended links the two."));
};

inline constexpr Operation<OfService, Usage> usage{"work/1", "usage"};
inline constexpr Operation<Pair, Link> link{"work/1", "link"};

}  // namespace mortise::contract::work
