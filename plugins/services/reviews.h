// Reviews: what customers said of finished work, as everybody may read it, and what moderation hides of it.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/contract/catalogue.h>
#include <mortise/list.h>
#include <mortise/states.h>

namespace services {

using namespace mortise;

/// What is sold and moderated with.
inline constexpr std::string_view sell_scope = "WRITE:SERVICES";

enum class Visibility { visible, hidden };
constexpr auto words(Visibility) { return std::to_array<std::string_view>({"visible", "hidden"}); }

struct Review {
    Id id, service_id, professional_id;
    std::string author;
    int rating = 0;
    std::optional<std::string> comment;
    Time created_at;
    std::optional<bool> hidden;
    std::optional<std::string> reason;
    std::optional<Id> moderated_by;
    std::optional<Time> moderated_at;
    static constexpr auto fields = mortise::fields(
        field("id", &Review::id, "The review's id."), field("service_id", &Review::service_id, "Of which service."),
        field("professional_id", &Review::professional_id, "Who did the work, by its own id."),
        field("author", &Review::author, "The customer, as \"Anna K.\"."), field("rating", &Review::rating, "1 to 5."),
        field("comment", &Review::comment, "In the customer's words."),
        field("created_at", &Review::created_at, "When it was written."),
        field("hidden", &Review::hidden, "Whether only moderators see it. For moderators.", omitted_when_empty,
              column("r.visibility = 'hidden'")),
        field("reason", &Review::reason, "Of the last moderation. For moderators.", omitted_when_empty,
              column("(SELECT m.reason FROM services_moderations m WHERE m.review_id = r.id ORDER BY m.seq DESC LIMIT 1)")),
        field("moderated_by", &Review::moderated_by, "Who moderated it last, a user's id. For moderators.", omitted_when_empty,
              column("(SELECT m.actor FROM services_moderations m WHERE m.review_id = r.id ORDER BY m.seq DESC LIMIT 1)")),
        field("moderated_at", &Review::moderated_at, "When. For moderators.", omitted_when_empty,
              column("(SELECT m.at FROM services_moderations m WHERE m.review_id = r.id ORDER BY m.seq DESC LIMIT 1)")));
};

struct ReviewQuery : ListQuery {
    std::optional<bool> hidden;
    static constexpr auto fields = fields_of<ListQuery>(
        field("hidden", &ReviewQuery::hidden, "True: only what moderation has hidden, for those who may moderate."));
};

struct Moderation {
    Id review_id;
    bool hidden = false;
    std::optional<std::string> reason;
    static constexpr auto fields =
        mortise::fields(field("review_id", &Moderation::review_id, "A review of the service of the path."),
                        field("hidden", &Moderation::hidden, "True: it leaves lists and averages; false: it comes back."),
                        field("reason", &Moderation::reason, "Why; needed to hide one.", length(1, 500)));
};

/// Visible reviews of the service of the path, the newest first. Throws 404, and 403 for `hidden` without WRITE:SERVICES.
Page<Review> list_reviews(const ReviewQuery& query, Reader& db, Call& call);
/// Hides a review or shows it again; the same again changes nothing. Throws 404, and 422 for hiding without a reason.
Review moderate(const Moderation& wish, Writer& db, Call& call);

contract::catalogue::Rating add_review(const contract::requests::Reviewed& review, Writer& db, Call& call);
contract::catalogue::Rating hide_review(const contract::catalogue::Hiding& wish, Writer& db, Call& call);
/// The reviews stay, and nobody's name stands above them.
void forget_author(const contract::accounts::Who& who, Writer& db, Call& call);
bool has_reviews(Reader& db, Id service);

}  // namespace services
