// Reviews: queries, averages, moderation.
#include "reviews.h"

#include <mortise/contract/audit.h>

namespace services {

namespace catalogue = contract::catalogue;

namespace {

enum class Moving { hide, unhide };
constexpr auto words(Moving) { return std::to_array<std::string_view>({"hide", "unhide"}); }
enum class Judge { moderator };
[[maybe_unused]] constexpr auto words(Judge) { return std::to_array<std::string_view>({"moderator"}); }

constexpr auto moderation = std::to_array<states::Row<Moving, Judge, Visibility>>({
    {Moving::hide, Judge::moderator, Visibility::visible, Visibility::hidden},
    {Moving::unhide, Judge::moderator, Visibility::hidden, Visibility::visible},
});
constexpr states::History history{
    "INSERT INTO services_moderations (review_id, seq, from_status, to_status, action, actor, at, reason) VALUES (?, "
    "(SELECT coalesce(max(seq), 0) + 1 FROM services_moderations WHERE review_id = ?), ?, ?, ?, ?, ?, ?)",
    "SELECT action, actor, to_status FROM services_moderations WHERE review_id = ? ORDER BY seq DESC LIMIT 1"};

constexpr Listing<2> reviews{"FROM services_reviews r", "r.id", {{{"created_at", "r.created_at"}, {"rating", "r.rating"}}}, true};

/// "Anna K." of "Anna Kumar": the first name, and of the last its first letter.
std::string shortened(std::string_view name) {
    name = trimmed(name);
    const std::size_t first = std::min(name.find(' '), name.size()), last = name.rfind(' ');
    std::string out(name.substr(0, first));
    if (last != std::string_view::npos) {
        std::size_t end = last + 2;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
        out += ' ';
        out += name.substr(last + 1, end - last - 1);
        out += '.';
    }
    return out.empty() ? "A customer" : out;
}

/// Counts the visible ratings anew. The mean is kept to two decimals, half up, by whole numbers.
void rate(Writer& db, Id service, Id professional) {
    db.run(
        "UPDATE services_services SET (rating_count, rating_average) = (SELECT count(*), coalesce((200 * sum(rating) + count(*)) "
        "/ nullif(2 * count(*), 0), 0) / 100.0 FROM services_reviews WHERE service_id = ? AND visibility = 'visible') WHERE id = "
        "?",
        service, service);
    db.run(
        "UPDATE services_professionals SET (rating_count, rating_average) = (SELECT count(*), coalesce((200 * sum(rating) + "
        "count(*)) / nullif(2 * count(*), 0), 0) / 100.0 FROM services_reviews WHERE professional_id = ? AND visibility = "
        "'visible') WHERE id = ?",
        professional, professional);
}

Review found(Reader& db, Id service, Id review) {
    auto row = db.first<Review>("FROM services_reviews r WHERE r.id = ? AND r.service_id = ?", review, service);
    if (!row) throw not_found("review");
    return *std::move(row);
}

/// The review, hidden or not from now on. Where it is so already, nothing happens.
Review moved(Writer& db, Call& call, const Review& before, bool hidden, Id actor, const std::optional<std::string>& reason) {
    if (before.hidden == hidden) return before;
    const states::Step<Moving, Visibility> asked{before.id,
                                                 hidden ? Moving::hide : Moving::unhide,
                                                 hidden ? Visibility::visible : Visibility::hidden,
                                                 {},
                                                 actor,
                                                 call.now(),
                                                 reason};
    states::apply(db, moderation, history, asked, {Judge::moderator}, [&](Visibility from, Visibility to) {
        return db.run("UPDATE services_reviews SET visibility = ? WHERE id = ? AND visibility = ?", to, before.id, from);
    });
    rate(db, before.service_id, before.professional_id);
    Review after = found(db, before.service_id, before.id);
    contract::audit::note(call, db, "review", word(asked.action), &before, &after, reason);
    return after;
}

catalogue::Rating rating_of(Reader& db, Id professional) {
    return db
        .first<catalogue::Rating>(
            "FROM (SELECT rating_average AS average, rating_count AS count FROM services_professionals WHERE "
            "id = ?) rated",
            professional)
        .value_or(catalogue::Rating{});
}

}  // namespace

Page<Review> list_reviews(const ReviewQuery& query, Reader& db, Call& call) {
    const Id service = call.id("id");
    const bool moderates = call.may(sell_scope);
    if (query.hidden.value_or(false) && !moderates)
        throw forbidden("insufficient-scope", std::string(sell_scope) + " scope required");
    if (!db.value<Id>("SELECT id FROM services_services WHERE id = ?", service)) throw not_found("service");
    Where where;
    where("r.service_id = ?", service);
    where("r.visibility = ?", query.hidden.value_or(false) ? Visibility::hidden : Visibility::visible);
    Page<Review> page = mortise::page<Review>(db, reviews, where, query);
    if (moderates) return page;
    for (Review& each : page.items)
        each.hidden.reset(), each.reason.reset(), each.moderated_by.reset(), each.moderated_at.reset();
    return page;
}

Review moderate(const Moderation& wish, Writer& db, Call& call) {
    if (wish.hidden && !wish.reason) throw invalid("reason", "missing", "is required to hide a review");
    return moved(db, call, found(db, call.id("service_id"), wish.review_id), wish.hidden, call.user(), wish.reason);
}

catalogue::Rating add_review(const contract::requests::Reviewed& review, Writer& db, Call&) {
    const auto added = db.run(
        "INSERT INTO services_reviews (request_id, service_id, professional_id, customer_id, author, rating, comment, "
        "created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING",
        review.request, review.service_id, review.professional_id, review.customer, shortened(review.customer_name),
        review.rating, review.comment, review.at);
    if (added != 0) rate(db, review.service_id, review.professional_id);
    return rating_of(db, review.professional_id);
}

catalogue::Rating hide_review(const catalogue::Hiding& wish, Writer& db, Call& call) {
    const auto review = db.first<Review>("FROM services_reviews r WHERE r.request_id = ?", wish.request);
    if (!review) throw not_found("review");
    moved(db, call, *review, true, wish.actor, wish.reason);
    return rating_of(db, review->professional_id);
}

void forget_author(const contract::accounts::Who& who, Writer& db, Call&) {
    db.run("UPDATE services_reviews SET author = 'Erased' WHERE customer_id = ?", who.user);
}

bool has_reviews(Reader& db, Id service) {
    return db.value<Id>("SELECT id FROM services_reviews WHERE service_id = ? LIMIT 1", service).has_value();
}

}  // namespace services
