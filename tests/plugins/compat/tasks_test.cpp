// Services as tasks: the whole way of a request in the words of document 003.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;
using mortise::testing::Value;

struct Tasks : testing::Test {
    App app{{"auth", "services", "requests", "compat"}, household_settings({{"http.base_paths", "/api, /"}})};
    Client boss = admin(app), anna = customer(app, "anna");
    std::string task = add("Room cleaning", 499);

    std::string add(std::string_view name, int price) {
        const Reply reply = boss.post("/api/tasks", R"({"name":")" + std::string(name) + R"(","price":)" + std::to_string(price) +
                                                        R"(,"description":"Done well.","time_required":60})");
        return expect(reply, 201, "task")["id"].text();
    }
    /// A verified professional, and the professional's id.
    std::pair<Client, std::string> worker(std::string_view name) {
        Client client = professional(app, name, std::stoll(task));
        const std::string id = expect(client.get("/api/professionals/profile"), 200, "profile")["id"].text();
        expect(boss.post("/api/admin/professionals/verify/" + id), 200, "verify");
        return {client, id};
    }
    Reply request(std::string_view more = {}) {
        return anna.post("/api/task-requests", R"({"task_id":)" + task + std::string(more) + "}");
    }
};

bool says(const Reply& reply, std::string_view word) {
    return reply.body.find('"' + std::string(word) + '"') != std::string::npos;
}

std::string fault_of(const Reply& reply, std::string_view field) {
    const Value errors = reply["errors"];
    for (const auto& [key, each] : errors.items())
        if (each["field"] == field) return each["code"].text();
    return {};
}

TEST_F(Tasks, AreSoldFoundChangedAndRetired) {
    const std::string other = add("Window cleaning", 250);
    EXPECT_EQ(app.stranger().get("/api/tasks").json()["items"].size(), 2u);
    EXPECT_EQ(app.stranger().get("/api/tasks?q=window")["items"][0]["id"], other.c_str());
    EXPECT_EQ(app.stranger().get("/tasks?max_price=300")["items"][0]["id"], other.c_str());
    EXPECT_EQ(app.stranger().get("/api/tasks/" + task)["name"], "Room cleaning");
    EXPECT_EQ(boss.put("/api/tasks/" + task, R"({"price":520})")["price"], "520.00");
    EXPECT_EQ(boss.put("/api/tasks", R"({"task_id":)" + task + R"(,"price":530})")["price"], "530.00");
    EXPECT_EQ(app.stranger().get("/api/services/" + task)["price"], "530.00") << "one and the same thing";
    EXPECT_EQ(boss.del("/api/tasks", R"({"task_id":)" + other + "}").status, 204);
    EXPECT_EQ(app.stranger().get("/api/tasks/" + other).status, 404);
    EXPECT_EQ(boss.post("/api/tasks/category", R"({"name":"Cleaning"})").status, 201);
    EXPECT_EQ(app.stranger().get("/api/tasks/category")["items"][0]["name"], "Cleaning");
}

TEST_F(Tasks, AreRequestedAcceptedDoneAndReviewed) {
    const auto [bert, bert_id] = worker("bert");
    const Reply made = request(R"(,"professional_id":)" + bert_id);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["task_id"], task.c_str());
    EXPECT_EQ(made["task_name"], "Room cleaning");
    EXPECT_EQ(made["status"], "assigned");
    EXPECT_FALSE(says(made, "service_id") || says(made, "service_name"));

    const std::string path = "/api/task-requests/" + made["id"].text();
    EXPECT_EQ(anna.get(path)["task_name"], "Room cleaning");
    EXPECT_EQ(bert.get("/api/task-requests/professional")["items"][0]["task_id"], task.c_str());
    EXPECT_EQ(bert.patch("/api/task-requests", R"({"request_id":)" + made["id"].text() + R"(,"status":"accept"})")["status"],
              "accepted");
    EXPECT_EQ(bert.post(path + "/start")["status"], "in_progress");
    EXPECT_EQ(bert.post(path + "/finish", R"({"remarks":"Spotless."})")["status"], "completed");
    const Reply done = anna.post(path + "/complete", R"({"rating":5,"comment":"The task_id and \"service_id\" shine."})");
    EXPECT_EQ(done["status"], "closed") << done.body;
    EXPECT_EQ(done["comment"], "The task_id and \"service_id\" shine.") << "what people write is theirs";
    app.settle();
    const Reply reviews = app.stranger().get("/api/tasks/" + task + "/reviews");
    EXPECT_EQ(reviews["items"][0]["task_id"], task.c_str()) << reviews.body;
    const Reply hidden = boss.put("/api/tasks/review/" + task, R"({"review_id":)" + reviews["items"][0]["id"].text() +
                                                                   R"(,"hidden":true,"reason":"Riddles."})");
    EXPECT_EQ(hidden.status, 200) << hidden.body;
    EXPECT_EQ(hidden["task_id"], task.c_str());
}

TEST_F(Tasks, NameInRefusalsWhatWasSent) {
    const Reply missing = anna.post("/api/task-requests", "{}");
    EXPECT_EQ(missing.status, 422);
    EXPECT_EQ(fault_of(missing, "task_id"), "missing") << missing.body;
    EXPECT_EQ(missing["detail"], "task_id is required");
    const Reply unknown = anna.post("/api/task-requests", R"({"task_id":999})");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_FALSE(fault_of(unknown, "task_id").empty()) << unknown.body;
    EXPECT_EQ(fault_of(anna.post("/api/task-requests", R"({"task_id":"x"})"), "task_id"), "wrong-type");
    EXPECT_EQ(fault_of(anna.get("/api/task-requests?task_id=x"), "task_id"), "wrong-type");
    EXPECT_FALSE(says(missing, "service_id") || says(unknown, "service_id"));
}

TEST_F(Tasks, RefuseTheOtherTongue) {
    const Reply body = anna.post("/api/task-requests", R"({"service_id":)" + task + "}");
    EXPECT_EQ(body.status, 422);
    EXPECT_EQ(fault_of(body, "service_id"), "unknown-field") << body.body;
    EXPECT_EQ(fault_of(body, "task_id"), "missing");
    const Reply both = anna.post("/api/task-requests", R"({"task_id":)" + task + R"(,"service_id":)" + task + "}");
    EXPECT_EQ(fault_of(both, "service_id"), "unknown-field");
    EXPECT_EQ(fault_of(anna.get("/api/task-requests?service_id=" + task), "service_id"), "unknown-field");
    EXPECT_EQ(anna.get("/api/task-requests?task_id=" + task).status, 200);
    EXPECT_EQ(fault_of(anna.post("/api/service-requests", R"({"task_id":)" + task + "}"), "task_id"), "unknown-field");
    EXPECT_EQ(fault_of(boss.del("/api/tasks", R"({"service_id":)" + task + "}"), "service_id"), "unknown-field");
    EXPECT_EQ(fault_of(boss.put("/api/tasks", R"({"service_id":)" + task + "}"), "service_id"), "unknown-field");
}

TEST_F(Tasks, AreKeptInTheCacheInTheirOwnWords) {
    expect(request(), 201, "request");
    for (int i = 0; i < 2; ++i) {
        const Reply tasks = anna.get("/api/task-requests"), services = anna.get("/api/service-requests");
        EXPECT_EQ(tasks.header("x-cache"), i ? "hit" : "miss");
        EXPECT_EQ(services.header("x-cache"), i ? "hit" : "miss");
        EXPECT_EQ(tasks["items"][0]["task_id"], task.c_str());
        EXPECT_FALSE(says(tasks, "service_id"));
        EXPECT_EQ(services["items"][0]["service_id"], task.c_str());
        EXPECT_FALSE(says(services, "task_id"));
    }
    expect(request(R"(,"remarks":"Again.")"), 201, "request");
    EXPECT_EQ(anna.get("/api/task-requests").header("x-cache"), "miss") << "a write ends it";
    EXPECT_EQ(anna.get("/api/service-requests")["items"].size(), 2u);
}

TEST_F(Tasks, AreMadeOnceWithTheSameKey) {
    const Client::Headers key{{"idempotency-key", "one"}};
    const std::string body = R"({"task_id":)" + task + "}";
    const Reply first = anna.call("POST", "/api/task-requests", body, key),
                again = anna.call("POST", "/api/task-requests", body, key);
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again["task_name"], "Room cleaning");
    const Reply other = anna.call("POST", "/api/service-requests", R"({"service_id":)" + task + "}", key);
    EXPECT_EQ(other.status, 201) << "a key is of one route";
    EXPECT_NE(other["id"].text(), first["id"].text());
}

TEST_F(Tasks, HaveTheVersionThatTheyHaveAsServices) {
    const std::string id = expect(request(), 201, "request")["id"].text(), path = "/api/task-requests/" + id;
    const Reply seen = anna.get(path);
    const std::string tag = seen.header("etag");
    ASSERT_FALSE(tag.empty());
    EXPECT_EQ(seen["task_id"], task.c_str());
    const Reply same = anna.get(path, {{"if-none-match", tag}});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
    EXPECT_EQ(anna.put(path, R"({"remarks":"Ring twice."})", {{"if-match", tag}}).status, 200);
    EXPECT_EQ(anna.put(path, R"({"remarks":"Ring once."})", {{"if-match", tag}}).status, 412);
    EXPECT_EQ(anna.get("/api/service-requests/" + id).header("etag"), anna.get(path).header("etag"));
}

TEST_F(Tasks, AreNobodyElsesEither) {
    const std::string path = "/api/task-requests/" + expect(request(), 201, "request")["id"].text();
    EXPECT_EQ(app.stranger().get(path).status, 401);
    EXPECT_EQ(customer(app, "asha").get(path).status, 404);
    EXPECT_EQ(anna.post("/api/tasks", R"({"name":"x"})").code(), "insufficient-scope");
    EXPECT_EQ(anna.call("PATCH", "/api/tasks/1", "{}").status, 405);
    EXPECT_EQ(app.stranger().get("/api/tasksx").status, 404);
    EXPECT_EQ(app.stranger().get("/api/task-packages/" + task).status, 404) << "only what the words name";
}

}  // namespace
