// Reviews as everybody reads them: averages, moderation, and who sees what was hidden.
#include "shop.h"

using namespace shop;

namespace {

using std::chrono::hours;

/// A shop with one professional at work and as many customers as are needed.
struct Street {
    App app{{"auth", "services", "requests"}, {{"auth.password_memory", "19 MiB"}, {"auth.password_passes", "2"}}};
    std::string taps = service(app, "Tap repair");
    Worker asha = verified(app, "asha", taps);

    Client customer(std::string_view first, std::string_view last = "Kumar") {
        const Reply reply = app.stranger().post("/api/auth/register/customer",
                                                R"({"email":")" + std::to_string(++people_) +
                                                    R"(@example.org","password":"correct horse 9","first_name":")" +
                                                    std::string(first) + R"(","last_name":")" + std::string(last) +
                                                    R"(","address":"1 Lake Road","pin_code":"560001"})");
        EXPECT_EQ(reply.status, 201) << reply.body;
        return app.bearer(reply["access_token"].text());
    }
    /// A job that the worker has finished; its request.
    std::string job(const Client& client, const Worker& worker) {
        const Reply ordered =
            client.post("/api/service-requests", R"({"service_id":)" + taps + R"(,"professional_id":)" + worker.id + "}");
        EXPECT_EQ(ordered.status, 201) << ordered.body;
        for (const char* step : {"accept", "start", "finish"})
            EXPECT_EQ(worker.client.post("/api/service-requests/" + id_of(ordered) + '/' + step).status, 200) << step;
        return id_of(ordered);
    }
    Reply rate(const Client& client, const std::string& request, int rating, std::string_view comment = "As it should be.") {
        return client.post("/api/service-requests/" + request + "/complete",
                           R"({"rating":)" + std::to_string(rating) + R"(,"comment":")" + std::string(comment) + R"("})");
    }
    /// A job of Anna's that got so many stars.
    void rated(const Worker& worker, int rating, std::string_view comment = "As it should be.") {
        const Client anna = customer("Anna");
        EXPECT_EQ(rate(anna, job(anna, worker), rating, comment).status, 200);
    }
    Reply reviews(std::string_view query = {}) {
        return app.stranger().get("/api/services/" + taps + "/reviews" + std::string(query));
    }
    Reply moderate(const std::string& review, bool hidden, std::string_view reason = R"(,"reason":"Rude.")") {
        return keeper(app).put("/api/services/review/" + taps, R"({"review_id":)" + review + R"(,"hidden":)" +
                                                                   (hidden ? "true" : "false") + std::string(reason) + "}");
    }
    std::string mean() { return app.stranger().get("/api/services/" + taps)["rating_average"].text(); }

  private:
    int people_ = 0;
};

TEST(Reviews, AreListedTheNewestFirstWithTheirAuthorsShortened) {
    Street street;
    const Client anna = street.customer("Anna", "Kumar"), cher = street.customer("Cher", ""),
                 elsa = street.customer("Elsa", "Ödegård");
    EXPECT_EQ(street.reviews()["items"].size(), 0U);
    for (const Client* each : {&anna, &cher, &elsa}) {
        street.rate(*each, street.job(*each, street.asha), 4, "Fine.");
        street.app.advance(hours{0} + std::chrono::seconds{1});
    }
    const Reply all = street.reviews();
    EXPECT_EQ(each(all, "author"), (Texts{"Elsa Ö.", "Cher", "Anna K."}));
    const Value first = all["items"][2];
    EXPECT_EQ(first["rating"], 4);
    EXPECT_EQ(first["comment"], "Fine.");
    EXPECT_EQ(first["created_at"], "2026-01-01T12:00:00Z");
    EXPECT_EQ(first["professional_id"].text(), street.asha.id);
    for (const char* secret : {"hidden", "reason", "moderated_by", "customer", "request_id"})
        EXPECT_FALSE(first.has(secret)) << secret;
    EXPECT_EQ(all.body.find("Kumar"), std::string::npos);
    EXPECT_EQ(street.app.stranger().get("/api/services/99/reviews").status, 404);
}

TEST(Reviews, AreSortedAndPaged) {
    Street street;
    for (const int stars : {3, 5, 1}) street.rated(street.asha, stars);
    EXPECT_EQ(each(street.reviews("?sort=-rating"), "rating"), (Texts{"5", "3", "1"}));
    const Reply page = street.reviews("?limit=2&count=true");
    EXPECT_EQ(page["total"], 3);
    EXPECT_EQ(each(street.reviews("?limit=2&cursor=" + page["next_cursor"].text()), "rating"), (Texts{"3"}));
}

TEST(Reviews, CountAtOnceForServiceProfessionalAndPackage) {
    Street street;
    EXPECT_EQ(street.app.stranger().get("/api/services")["items"][0]["rating_count"], 0);
    for (const int stars : {5, 4, 4}) street.rated(street.asha, stars);
    EXPECT_EQ(street.mean(), "4.33");
    for (const Value& shown : {street.app.stranger().get("/api/services/" + street.taps).json(),
                               street.app.stranger().get("/api/services")["items"][0],
                               passer_by(street.app).get("/api/professionals/" + street.asha.id).json(),
                               street.app.stranger().get("/api/service-packages/" + street.taps)["items"][0],
                               street.app.stranger().get("/api/professionals/service/" + street.taps)["items"][0]}) {
        EXPECT_EQ(shown["rating_average"].text(), "4.33");
        EXPECT_EQ(shown["rating_count"], 3);
    }
}

TEST(Reviews, LeaveListsAndAveragesWhileTheyAreHidden) {
    Street street;
    street.rated(street.asha, 5);
    street.rated(street.asha, 1, "Rude words.");
    EXPECT_EQ(street.mean(), "3");
    const std::string rude = street.reviews("?sort=rating")["items"][0]["id"].text();
    const Reply hidden = street.moderate(rude, true);
    ASSERT_EQ(hidden.status, 200) << hidden.body;
    EXPECT_EQ(hidden["hidden"], true);
    EXPECT_EQ(hidden["reason"], "Rude.");
    EXPECT_EQ(hidden["moderated_by"], 900);
    EXPECT_EQ(each(street.reviews(), "rating"), (Texts{"5"}));
    EXPECT_EQ(street.mean(), "5");
    EXPECT_EQ(passer_by(street.app).get("/api/professionals/" + street.asha.id)["rating_count"], 1);

    EXPECT_EQ(street.moderate(rude, false, "")["hidden"], false);
    EXPECT_EQ(street.reviews()["items"].size(), 2U);
    EXPECT_EQ(street.mean(), "3");
    EXPECT_EQ(street.app.sql("SELECT group_concat(action || ' ' || coalesce(reason, '-') || ' by ' || actor, '; ') FROM "
                             "services_moderations"),
              "hide Rude. by 900; unhide - by 900");
}

TEST(Reviews, OfWhichNoneIsLeftMakeNoMean) {
    Street street;
    street.rated(street.asha, 2);
    EXPECT_EQ(street.moderate("1", true).status, 200);
    EXPECT_EQ(street.mean(), "0");
    EXPECT_EQ(passer_by(street.app).get("/api/professionals/" + street.asha.id)["rating_count"], 0);
}

TEST(Moderation, TwiceChangesNothing) {
    Street street;
    street.rated(street.asha, 2);
    const Reply once = street.moderate("1", true), twice = street.moderate("1", true, R"(,"reason":"Other words.")");
    EXPECT_EQ(twice.status, 200);
    EXPECT_EQ(twice.body, once.body);
    EXPECT_EQ(street.app.sql("SELECT count(*) FROM services_moderations"), "1");
}

TEST(Moderation, NeedsAReasonAReviewOfThatServiceAndTheScope) {
    Street street;
    street.rated(street.asha, 2);
    EXPECT_EQ(street.moderate("1", true, "")["errors"][0]["field"], "reason");
    EXPECT_EQ(street.moderate("1", true, R"(,"reason":" ")").status, 422);
    EXPECT_EQ(street.moderate("77", true).status, 404);
    const std::string other = service(street.app, "Painting");
    const std::string body = R"({"review_id":1,"hidden":true,"reason":"Rude."})";
    EXPECT_EQ(keeper(street.app).put("/api/services/review/" + other, body).status, 404);
    EXPECT_EQ(street.app.stranger().put("/api/services/review/" + street.taps, body).status, 401);
    EXPECT_EQ(street.asha.client.put("/api/services/review/" + street.taps, body).code(), "insufficient-scope");
    EXPECT_EQ(street.mean(), "2");
}

TEST(Moderation, ShowsWhatWasHiddenToThoseWhoMayHideIt) {
    Street street;
    street.rated(street.asha, 2);
    street.rated(street.asha, 5);
    EXPECT_EQ(street.moderate("1", true).status, 200);
    EXPECT_EQ(street.reviews("?hidden=true").code(), "insufficient-scope");
    EXPECT_EQ(street.reviews("?hidden=false")["items"].size(), 1U);
    const Value seen = keeper(street.app).get("/api/services/" + street.taps + "/reviews?hidden=true")["items"];
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0]["rating"], 2);
    EXPECT_EQ(seen[0]["reason"], "Rude.");
}

TEST(Reviews, ThatComeLateCountAndCanStillBeHidden) {
    Street street;
    const Client anna = street.customer("Anna");
    const std::string request = street.job(anna, street.asha);
    street.app.advance(hours{72});
    EXPECT_EQ(street.app.run("requests.close-finished"), 1);
    street.app.advance(hours{13 * 24});
    const Reply login =
        street.app.stranger().post("/api/auth/login", R"({"email":"1@example.org","password":"correct horse 9"})");
    EXPECT_EQ(street.rate(street.app.bearer(login["access_token"].text()), request, 4).status, 200);
    EXPECT_EQ(street.mean(), "4");
    EXPECT_EQ(street.moderate("1", true).status, 200);
    EXPECT_EQ(street.mean(), "0");
    street.app.advance(hours{100 * 24});
    EXPECT_EQ(street.moderate("1", false).status, 200);
    EXPECT_EQ(street.mean(), "4");
}

TEST(Reviews, AreWhatFiltersAndOrdersByRatingGoBy) {
    Street street;
    const Worker ravi = verified(street.app, "ravi", street.taps);
    for (const int stars : {5, 4, 4}) street.rated(street.asha, stars);
    street.rated(ravi, 3);
    const auto names = [&](std::string_view query) {
        return each(keeper(street.app).get("/api/admin/professionals?" + std::string(query)), "name");
    };
    EXPECT_EQ(names("min_rating=4.33"), (Texts{"asha Rao"}));
    EXPECT_EQ(names("max_rating=4.33&sort=-rating"), (Texts{"asha Rao", "ravi Rao"}));
    EXPECT_EQ(names("max_rating=4.32"), (Texts{"ravi Rao"}));
    EXPECT_EQ(names("min_rating=4.34"), (Texts{}));
    EXPECT_EQ(each(street.app.stranger().get("/api/service-packages/" + street.taps), "name"), (Texts{"asha Rao", "ravi Rao"}));
    service(street.app, "Painting");
    EXPECT_EQ(each(street.app.stranger().get("/api/services?sort=-rating"), "name"), (Texts{"Tap repair", "Painting"}));
    EXPECT_EQ(each(street.app.stranger().get("/api/services?sort=rating"), "name"), (Texts{"Painting", "Tap repair"}));
}

TEST(Reviews, KeepTheirServiceFromBeingRemoved) {
    Street street;
    street.rated(street.asha, 5);
    EXPECT_EQ(keeper(street.app).del("/api/services/" + street.taps).status, 204);
    EXPECT_EQ(street.app.stranger().get("/api/services/" + street.taps)["is_active"], false);
    EXPECT_EQ(street.reviews()["items"].size(), 1U);
}

TEST(Reviews, SaidAgainInOtherWordsAreRefused) {
    Street street;
    const Client anna = street.customer("Anna");
    const std::string request = street.job(anna, street.asha);
    EXPECT_EQ(street.rate(anna, request, 4, "Good.").status, 200);
    EXPECT_EQ(street.rate(anna, request, 4, "Good.").status, 200);
    EXPECT_EQ(street.rate(anna, request, 4, "Bad.").code(), "already-reviewed");
    EXPECT_EQ(street.rate(anna, request, 5, "Good.").code(), "already-reviewed");
    EXPECT_EQ(street.reviews()["items"].size(), 1U);
}

}  // namespace
