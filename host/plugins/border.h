// The host's side of the border: exceptions become reported problems, and reported problems become exceptions.
#pragma once
#include <mortise/abi.h>

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "storage/database.h"

namespace host::border {

inline std::string_view view(mortise_str text) { return {text.p, text.n}; }
inline mortise_str str(std::string_view text) { return {text.data(), text.size()}; }
inline mortise_sink into(std::string& text) {
    return {&text, [](void* ctx, mortise_str bytes) noexcept { static_cast<std::string*>(ctx)->append(bytes.p, bytes.n); }};
}
inline void put(const mortise_sink& sink, std::string_view text) { sink.put(sink.ctx, str(text)); }

inline void report(const mortise_fail* fail, const Problem& problem) noexcept {
    std::vector<mortise_fault> faults;
    for (const Fault& fault : problem.faults) faults.push_back({str(fault.field), str(fault.code), str(fault.message)});
    const mortise_problem out{sizeof(mortise_problem), problem.status,       problem.retry_after_s, str(problem.code),
                              str(problem.detail),     str(problem.members), faults.data(),         faults.size()};
    fail->report(fail->ctx, &out);
}

/// Runs a service's work for a plugin: nothing is thrown into it.
template <class Work>
mortise_rc guard(const mortise_fail* fail, Work&& work) noexcept {
    try {
        work();
        return MORTISE_OK;
    } catch (const Problem& problem) {
        report(fail, problem);
    } catch (const storage::Rerun&) {
        return MORTISE_RERUN;
    } catch (const std::exception& fault) {
        report(fail, Problem{500, "internal", fault.what()});
    } catch (...) {
        report(fail, Problem{500, "internal", "something that is no std::exception was thrown"});
    }
    return MORTISE_FAILED;
}

/// What a plugin reported, as the host throws it.
struct Reported {
    Problem problem{500, "internal", "the plugin failed and did not say why"};
    mortise_fail fail() { return {this, &take}; }
    static void take(void* ctx, const mortise_problem* from) noexcept {
        Problem& to = static_cast<Reported*>(ctx)->problem;
        to.status = from->status;
        to.retry_after_s = from->retry_after_s;
        to.code = view(from->code);
        to.detail = view(from->detail);
        to.members = view(from->members);
        to.faults.clear();
        for (std::size_t i = 0; i < from->n_faults; ++i)
            to.faults.push_back({std::string(view(from->faults[i].field)), std::string(view(from->faults[i].code)),
                                 std::string(view(from->faults[i].message))});
    }
};

/// Calls a function of a plugin's and throws what it reported.
template <class Function>
void need(Function&& function) {
    Reported reported;
    const mortise_fail fail = reported.fail();
    switch (function(&fail)) {
        case MORTISE_OK:
            return;
        case MORTISE_RERUN:
            throw storage::Rerun{};
        default:
            throw std::move(reported.problem);
    }
}

}  // namespace host::border
