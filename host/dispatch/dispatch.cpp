// The life of a request, as one list of steps.
//
//   on the I/O thread   begin            a request id, the client's address
//                       find_route       404, 405; a file of a folder and the host's own routes are answered here
//                       know_who         the bearer's token: 401
//                       check_scope      403
//                       check_rate       429
//                       read_conditions  If-Match and Idempotency-Key: 412, 400
//                       plan_body        415, 413: nobody sends a body before it is known that he may
//                       read_body        JSON, form or files into nodes: 400
//                       send_to_lane     503 when the lane is full
//   on the lane         what has been done already is answered again, and what If-Match means is compared: 409, 412, 422;
//                       the handler binds the nodes to its struct (422), runs, and writes its answer, from the cache if it may;
//                       a read of a record gets its ETag; a writer's answer waits for the commit of its group
//   on any thread       finish           log line, and the answer leaves
//
// A step that refuses throws Problem; fail() writes it.
#include "dispatch/dispatch.h"

#include "dispatch/problem_answer.h"
#include "dispatch/steps.h"
#include "parts.h"

namespace host {
namespace {

Passage& passage_of(http::Exchange& exchange) { return *static_cast<Passage*>(exchange.attached.get()); }

std::string_view code_of_engine_fault(int status) {
    switch (status) {
        case 408:
            return "request-timeout";
        case 413:
            return "payload-too-large";
        case 414:
            return "uri-too-long";
        case 417:
            return "expectation-failed";
        case 431:
            return "headers-too-large";
        case 501:
            return "not-implemented";
        case 503:
            return "busy";
        case 505:
            return "http-version";
        default:
            return "bad-request";
    }
}

}  // namespace

Dispatch::Dispatch(Parts& parts) : parts_(parts) {}

http::BodyPlan Dispatch::head(http::Exchange& exchange) noexcept {
    try {
        auto passage = std::make_shared<Passage>(parts_);
        exchange.attached = passage;
        try {
            begin(*passage, exchange);
            if (answer_cross_origin(*passage)) return plan_body(*passage);
            find_route(*passage);
            know_who(*passage);
            check_scope(*passage);
            check_rate(*passage);
            read_conditions(*passage);
            return plan_body(*passage);
        } catch (...) {
            fail(*passage, std::current_exception());
            return {};
        }
    } catch (...) {
        exchange.answer.status = 503;
        return {};
    }
}

void Dispatch::run(http::Exchange& exchange) noexcept {
    Passage& passage = passage_of(exchange);
    try {
        if (passage.replied) return finish(passage);
        read_body(passage);
        send_to_lane(passage);
    } catch (...) {
        fail(passage, std::current_exception());
        exchange.finish();
    }
}

void Dispatch::refuse(http::Exchange& exchange, int status, std::string_view reason) noexcept {
    try {
        Problem problem{status, std::string(code_of_engine_fault(status)), std::string(reason)};
        if (!exchange.attached) exchange.attached = std::make_shared<Passage>(parts_);
        Passage& passage = passage_of(exchange);
        passage.call.exchange = &exchange;
        passage.call.answer = &exchange.answer;
        if (status == 503) problem.retry_after_s = 1;
        fail(passage, passage.upload_fault ? passage.upload_fault : std::make_exception_ptr(std::move(problem)));
    } catch (...) {
        exchange.answer.status = status;
    }
}

}  // namespace host
