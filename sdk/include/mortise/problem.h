// Failures that a client is to read: thrown where they are known, written as problem+json by the host in one place.
#pragma once
#include <mortise/abi.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mortise {

/// One fault of a field: `code` is stable ("out-of-range"), `message` is for people and completes "the field …".
struct Fault {
    std::string field, code, message;
};

/// What a handler throws. Statuses 400 to 499 and 503 reach the client with `detail`; 500 reaches the log alone.
/// Every code that a route throws of its own stands in its row (`.fails`), or is one that every route may have.
struct Problem : std::exception {
    int status;
    std::string code, detail;
    std::string members = {};  ///< further JSON members of the answer, as `"state":"accepted"`
    std::vector<Fault> faults = {};
    int retry_after_s = 0;

    Problem(int status_, std::string_view code_, std::string detail_)
        : status(status_), code(code_), detail(std::move(detail_)) {}
    const char* what() const noexcept override { return detail.c_str(); }
};

/// 404: not there, and also not yours to know of.
inline Problem not_found(std::string_view what) { return {404, "not-found", "There is no such " + std::string(what) + "."}; }
/// 409: the state of things forbids it.
inline Problem conflict(std::string_view code, std::string detail) { return {409, code, std::move(detail)}; }
/// 409 that names the present state.
inline Problem conflict(std::string_view code, std::string detail, std::string_view state) {
    Problem problem{409, code, std::move(detail)};
    problem.members = "\"state\":\"" + std::string(state) + "\"";
    return problem;
}
/// 422: one field is well-formed but wrong. `message` completes "the field …", as "must be in the future".
inline Problem invalid(std::string_view field, std::string_view code, std::string_view message) {
    Problem problem{422, "invalid", std::string(field) + " " + std::string(message)};
    problem.faults.push_back({std::string(field), std::string(code), std::string(message)});
    return problem;
}
/// 403: a known caller who may not.
inline Problem forbidden(std::string_view code, std::string detail) { return {403, code, std::move(detail)}; }
/// 401: the credentials are no good.
inline Problem unauthorized(std::string_view code, std::string detail) { return {401, code, std::move(detail)}; }
/// 429 with Retry-After.
inline Problem too_many(int retry_after_s, std::string detail) {
    Problem problem{429, "too-many-requests", std::move(detail)};
    problem.retry_after_s = retry_after_s;
    return problem;
}

/// The transaction was lost and the host will run the handler again; nobody catches it but the border.
struct Rerun : std::exception {
    const char* what() const noexcept override { return "the transaction will be run again"; }
};

namespace border {

inline mortise_str str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(mortise_str text) { return {text.p, text.n}; }

inline void report(const mortise_fail* fail, const Problem& problem) noexcept {
    std::vector<mortise_fault> faults;
    for (const Fault& fault : problem.faults) faults.push_back({str(fault.field), str(fault.code), str(fault.message)});
    const mortise_problem out{sizeof(mortise_problem), problem.status,       problem.retry_after_s, str(problem.code),
                              str(problem.detail),     str(problem.members), faults.data(),         faults.size()};
    fail->report(fail->ctx, &out);
}

inline void report_fault(const mortise_fail* fail, std::string_view what) noexcept {
    const mortise_problem out{sizeof(mortise_problem), 500, 0, str("internal"), str(what), {}, nullptr, 0};
    fail->report(fail->ctx, &out);
}

/// The border post: no exception passes it outwards.
template <class Work>
mortise_rc guard(const mortise_fail* fail, Work&& work) noexcept {
    try {
        work();
        return MORTISE_OK;
    } catch (const Problem& problem) {
        report(fail, problem);
    } catch (const Rerun&) {
        return MORTISE_RERUN;
    } catch (const std::exception& fault) {
        report_fault(fail, fault.what());
    } catch (...) {
        report_fault(fail, "something that is no std::exception was thrown");
    }
    return MORTISE_FAILED;
}

/// Calls a service that may fail, and throws what it reported.
template <class Service>
void need(Service&& service) {
    struct Caught {
        Problem problem{500, "internal", ""};
        static void take(void* ctx, const mortise_problem* from) noexcept {
            Problem& to = static_cast<Caught*>(ctx)->problem;
            to.status = from->status;
            to.retry_after_s = from->retry_after_s;
            to.code = view(from->code);
            to.detail = view(from->detail);
            to.members = view(from->members);
            to.faults.clear();
            for (std::size_t i = 0; i < from->n_faults; ++i) {
                const mortise_fault& fault = from->faults[i];
                to.faults.push_back(
                    {std::string(view(fault.field)), std::string(view(fault.code)), std::string(view(fault.message))});
            }
        }
    } caught;
    const mortise_fail fail{&caught, &Caught::take};
    switch (service(&fail)) {
        case MORTISE_OK:
            return;
        case MORTISE_RERUN:
            throw Rerun{};
        default:
            throw std::move(caught.problem);
    }
}

/// A sink that appends to a string.
inline mortise_sink into(std::string& text) {
    return {&text, [](void* ctx, mortise_str bytes) noexcept { static_cast<std::string*>(ctx)->append(bytes.p, bytes.n); }};
}

}  // namespace border
}  // namespace mortise
