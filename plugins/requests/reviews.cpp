// Keeping reviews.
#include "reviews.h"

#include <mortise/contract/catalogue.h>

namespace requests {

namespace facts = mortise::contract::requests;

void check(const Opinion& opinion) {
    if (opinion.comment && !opinion.comment->empty() && !opinion.rating)
        throw invalid("rating", "missing", "is required with a comment");
}

void review(Writer& db, Call& call, const Request& request, const Opinion& opinion) {
    const Time now = call.now();
    if (request.rating == opinion.rating && (!opinion.comment || request.comment == opinion.comment)) return;
    if (request.rating) throw conflict("already-reviewed", "This request has been rated.", word(request.status));
    if (!request.ended_at || now > *request.ended_at + std::chrono::days{14})
        throw conflict("review-closed", "A request may be rated within 14 days of its end.", word(request.status));
    db.run("INSERT INTO requests_ratings (request_id, rating, comment, rated_at) VALUES (?, ?, ?, ?)", request.id, opinion.rating,
           opinion.comment, now);
    const facts::Reviewed fact{request.id,
                               request.service_id,
                               request.professional_id.value_or(Id{}),
                               request.customer_id,
                               request.customer_name.value_or(""),
                               opinion.rating.value_or(0),
                               opinion.comment,
                               now};
    ask(call, db, mortise::contract::catalogue::rate, fact);
    emit(db, facts::reviewed, fact);
}

}  // namespace requests
