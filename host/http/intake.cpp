// Collecting, streaming or dropping a body.
#include "http/intake.h"

#include <algorithm>

namespace host::http {
namespace {
constexpr std::size_t spare = 64;
constexpr std::size_t first_reserve = 64 * 1024;  // a promised length alone must not cost memory
constexpr Fault too_large{413, "request body too large"};
}  // namespace

Fault Intake::begin(BodyPlan plan, std::uint64_t length, std::string& collected) {
    plan_ = plan;
    length_ = length;
    received_ = 0;
    collected_ = &collected;
    if (plan.kind != BodyPlan::Kind::refuse && length > plan.limit) return too_large;
    if (plan.kind == BodyPlan::Kind::collect) collected.reserve(std::min<std::uint64_t>(length, first_reserve) + spare);
    return {};
}

Fault Intake::announce(std::uint64_t size) const {
    if (plan_.kind != BodyPlan::Kind::refuse && size > plan_.limit - received_) return too_large;
    return {};
}

Fault Intake::take(std::string_view bytes) {
    if (const auto fault = announce(bytes.size())) return fault;
    received_ += bytes.size();
    if (plan_.kind == BodyPlan::Kind::collect) collect(bytes);
    if (plan_.kind == BodyPlan::Kind::stream && plan_.sink) {
        try {
            plan_.sink->put(bytes);
        } catch (...) {
            return {400, "the body was not accepted"};
        }
    }
    return {};
}

void Intake::collect(std::string_view bytes) {
    const auto needed = collected_->size() + bytes.size() + spare;
    if (needed > collected_->capacity()) {
        const std::uint64_t doubled = 2 * collected_->capacity();
        const auto known = length_ ? std::min<std::uint64_t>(doubled, length_ + spare) : doubled;
        collected_->reserve(std::max<std::uint64_t>(needed, known));
    }
    collected_->append(bytes);
}

void Intake::end() {
    if (plan_.kind == BodyPlan::Kind::collect && collected_->capacity() < collected_->size() + spare)
        collected_->reserve(collected_->size() + spare);
}

}  // namespace host::http
