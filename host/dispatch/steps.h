// The steps of a request, each one thing. Those that can refuse throw Problem.
#pragma once
#include <functional>

#include "dispatch/call.h"

namespace host {

struct Place;

/// What pages of other origins may read of an answer.
inline constexpr std::string_view exposed_headers =
    "Content-Disposition, ETag, Idempotency-Replayed, Location, Retry-After, WWW-Authenticate, X-Cache, X-Request-Id";

/// A request on its way: the call, and what the steps need to remember of each other.
struct Passage : Work, storage::Write {
    explicit Passage(Parts& parts) : call(parts) {}
    mortise_call call;
    std::shared_ptr<Passage> self;         ///< while a lane or the writer holds it
    std::unique_ptr<http::BodySink> sink;  ///< of an upload
    std::exception_ptr upload_fault;
    std::string fields_before;  ///< the answer's headers before the handler
    bool replied = false;       ///< a step has answered already: a file of a folder, a preflight, health

    void run(storage::Reader* reader) noexcept override;
    void read(storage::Reader& reader);
    void block();
    void run(mortise_db& db) override;
    void committed() noexcept override;
    void failed(std::exception_ptr why) noexcept override;
    bool gives_way() const noexcept override { return true; }
    void send_away() noexcept override;
};

// On the I/O thread, before the body.
void begin(Passage& passage, http::Exchange& exchange);
bool answer_cross_origin(Passage& passage);
void find_route(Passage& passage);
void know_who(Passage& passage);
void check_scope(const Passage& passage);
void check_rate(const Passage& passage);
void read_conditions(Passage& passage);
http::BodyPlan plan_body(Passage& passage);

// On the I/O thread, behind the body.
void read_body(Passage& passage);
/// Hands the passage to the lane that its handler names.
void send_to_lane(Passage& passage);

// On a lane.
bool answer_from_cache(Passage& passage);
void keep_in_cache(Passage& passage, std::uint64_t commits_before);

// On any thread.
/// Completes the answer and lets it go.
void finish(Passage& passage) noexcept;
/// The same with a failure.
void fail(Passage& passage, std::exception_ptr why) noexcept;

}  // namespace host
