// A program that gets what nobody should send, and how its refusals and its log must look all the same.
#pragma once
#include <gtest/gtest.h>
#include <signal.h>

#include <optional>
#include <set>
#include <sstream>

#include "program.h"
#include "wire.h"

namespace end_to_end {

/// The household edition on its demo data, its log as JSON, and three who have logged in.
struct Hostile : testing::Test {
    Folder data;
    std::optional<Program> program;
    std::optional<Connection> connection;
    std::string anna, bert, admin;
    int sent = 0;

    void SetUp() override {
        ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
        program.emplace(data, Words{"log.format=json", "log.level=debug"});
        anna = log_in(program->port(), "anna@example.com", "anna-demo-2026");
        bert = log_in(program->port(), "bert@example.com", "bert-demo-2026");
        admin = log_in(program->port(), "admin@example.com", "admin-demo-2026");
        sent = 3;
    }

    std::string token(std::string_view who) const {
        return who == "anna" ? anna : who == "bert" ? bert : who == "admin" ? admin : "";
    }
    /// On the kept connection, or a new one where the program has closed that.
    Answer ask(std::string_view method, std::string_view target, std::string_view body, std::string_view bearer,
               std::string_view headers = {}) {
        if (!connection) connection.emplace(program->port());
        const Answer answer = connection->call(method, target, body, bearer, headers);
        if (answer.status == 0 || answer.header("connection") == "close") connection.reset();
        ++sent;
        return answer;
    }

    /// A refusal in the one shape of errors.
    static void expect_refused(const Answer& answer, int status, const std::string& what) {
        ASSERT_EQ(answer.status, status) << what << ' ' << answer.body;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json") << what;
        EXPECT_EQ(answer["status"], status) << what;
        EXPECT_EQ(answer["request_id"], answer.header("x-request-id")) << what;
    }
    static std::set<std::string> faults(const Answer& answer) {
        std::set<std::string> fields;
        for (const auto& each : answer["errors"].items()) fields.insert(each.second["field"].text());
        return fields;
    }

    /// Every line of the log is one object, and one of them there is for each request.
    void expect_whole_log() {
        connection.reset();
        program->signal(SIGTERM);
        const Ended ended = program->wait();
        EXPECT_EQ(ended.code, 0) << ended.err;
        std::istringstream lines(ended.err);
        int requests = 0;
        for (std::string line; std::getline(lines, line);) {
            Value entry;
            ASSERT_NO_THROW(entry = Value::parse(line)) << line;
            EXPECT_EQ(entry.kind(), Value::Kind::object) << line;
            for (const char byte : line) EXPECT_GE(static_cast<unsigned char>(byte), 0x20) << line;
            if (entry["message"] == "request") ++requests;
            EXPECT_FALSE(entry["level"] == "error") << line;
        }
        EXPECT_EQ(requests, sent);
    }
};

}  // namespace end_to_end
