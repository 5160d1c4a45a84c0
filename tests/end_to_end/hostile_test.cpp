// Bad input on the real program: what it gets, and that neither the answers nor the log suffer.
#include "hostile.h"

namespace {

using namespace end_to_end;

/// A route that takes a text, and the body around it: ~ stands for the text as JSON has it, # for a number that is new each time.
struct Door {
    std::string_view who, method, target, field, body;
    bool is_name;  ///< shown on one line, so that it must be plain
};
constexpr Door doors[] = {
    {"", "POST", "/api/auth/register", "first_name",
     R"({"email":"new-#@example.com","password":"marble-canoe-17","first_name":~})", true},
    {"anna", "PUT", "/api/users/profile", "last_name", R"({"last_name":~})", true},
    {"anna", "POST", "/api/service-requests", "remarks", R"({"service_id":1,"remarks":~})", false},
    {"admin", "POST", "/api/services", "name", R"({"name":~,"description":"One.","price":1,"time_required":1})", true},
    {"admin", "PUT", "/api/services/1", "description", R"({"description":~})", false},
    {"admin", "POST", "/api/services/category", "name", R"({"name":~})", true},
    {"bert", "PUT", "/api/professionals/profile", "company_name", R"({"company_name":~})", true},
};

/// What nobody may put into a name: control characters and marks that turn the writing direction, as JSON writes them.
constexpr std::string_view unplain[] = {R"("Ma\u0007ry")",  R"("Ma\nry")",      R"("Ma\r\nSet-Cookie: a=b")",
                                        R"("Ma\u001b[2J")", R"("Ma\u007fry")",  "\"Ma\u202ery\"",
                                        "\"Ma\u200fry\"",   R"("Ma\u2066ry")",  "\"Ma\u2028ry\"",
                                        "\"Ma\u200bry\"",   "\"Ma\xC2\x85ry\"", "\"Ma\u061cry\""};

/// What people are called, or say they are.
constexpr std::string_view odd[] = {"\"\u05d3\u05d1\u05d5\u05e8\u05d4\"",
                                    "\"\u0645\u0631\u064a\u0645\"",
                                    "\"Zoe\u0308 \U0001F9D1\u200D\U0001F527\"",
                                    R"("<script>alert(1)</script>")",
                                    R"("'; DROP TABLE auth_users; --")",
                                    R"("=1+1")",
                                    R"("{\"a\":1}")",
                                    R"("\\u0000")"};

std::string filled(const Door& door, std::string_view text) {
    static int fresh = 0;
    std::string body(door.body);
    body.replace(body.find('~'), 1, text);
    if (const std::size_t at = body.find('#'); at != std::string::npos) body.replace(at, 1, std::to_string(++fresh));
    return body;
}

struct HostileDoors : Hostile {
    Answer knock(const Door& door, std::string_view body) { return ask(door.method, door.target, body, token(door.who)); }
};

TEST_F(HostileDoors, BodiesThatAreNoJsonAreRefusedAtEachDoor) {
    for (const Door& door : doors) {
        const std::string good = filled(door, "\"Mary\""), head = good.substr(0, good.size() - 1);
        const std::string raw = std::string("\"Ma\0ry\"", 7);
        for (const std::string& body : {std::string("{"),
                                        std::string("}"),
                                        std::string("nonsense"),
                                        head,
                                        head + ",}",
                                        good + "}",
                                        good + good,
                                        "\xEF\xBB\xBF" + good,
                                        std::string(100'000, '['),
                                        head + ",\"a\":" + std::string(5'000, '[') + std::string(5'000, ']') + '}',
                                        head + "," + good.substr(1),
                                        filled(door, "NaN"),
                                        filled(door, "'Mary'"),
                                        filled(door, R"("Ma\x41")"),
                                        filled(door, R"("Ma\u0000ry")"),
                                        filled(door, raw),
                                        filled(door, "\"Ma\nry\""),
                                        filled(door, "\"Ma\x1Fry\""),
                                        filled(door, "\"Ma\xFFry\""),
                                        filled(door, "\"Ma\xC0\xAFry\""),
                                        filled(door, "\"Ma\xED\xA0\x80ry\""),
                                        filled(door, "\"Ma\xF4\x90\x80\x80ry\""),
                                        filled(door, "\"Ma\xE2\x80\""),
                                        filled(door, R"("Ma\ud800ry")"),
                                        filled(door, R"("Ma\udc00\ud800")")})
            expect_refused(knock(door, body), 400, std::string(door.target) + ' ' + body.substr(0, 120));
    }
    expect_whole_log();
}

TEST_F(HostileDoors, WhatIsWellFormedAndInvalidIsNamed) {
    for (const Door& door : doors) {
        const std::string what(door.target), good = filled(door, "\"Mary\""), head = good.substr(0, good.size() - 1);
        for (const std::string_view wrong : {"17", "true", "[]", "{}", "[\"Mary\"]"}) {
            const Answer answer = knock(door, filled(door, wrong));
            expect_refused(answer, 422, what + ' ' + std::string(wrong));
            EXPECT_EQ(faults(answer), std::set<std::string>{std::string(door.field)}) << answer.body;
        }
        const Answer unknown = knock(door, head + R"(,"colour":"red","is_admin":true})");
        expect_refused(unknown, 422, what);
        EXPECT_EQ(faults(unknown), (std::set<std::string>{"colour", "is_admin"})) << unknown.body;
        const Answer odd_key = knock(door, head + ",\"co\\u001b\u202elour\":1}");
        expect_refused(odd_key, 422, what);
        const Answer endless = knock(door, filled(door, '"' + std::string(10'000, 'a') + '"'));
        expect_refused(endless, 422, what);
        EXPECT_EQ(endless["errors"][0]["code"], "too-long") << endless.body;
        EXPECT_LT(endless.body.size(), 2'000u) << "the letters do not come back";
        expect_refused(knock(door, "[]"), 422, what);
        expect_refused(knock(door, "\"Mary\""), 400, what);
    }
    expect_whole_log();
}

TEST_F(Hostile, BodiesOfAnotherKindOrSizeAreRefused) {
    const auto post = [&](std::string_view target, std::string_view type, std::string_view body) {
        Connection one(program->port());
        std::string head = "POST " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        if (!type.empty()) head += "Content-Type: " + std::string(type) + "\r\n";
        one.send(head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
        ++sent;
        return one.receive();
    };
    const std::string good = R"({"email":"new@example.com","password":"marble-canoe-17"})";
    for (const std::string_view type :
         {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=edge", "application/jsonx",
          "application", ";", "text/html, application/json"})
        expect_refused(post("/api/auth/register", type, good), 415, std::string(type));
    expect_refused(post("/api/auth/register", "application/json", std::string(1'100'000, ' ') + good), 413, "large");

    const std::string_view form = "application/x-www-form-urlencoded";
    for (const std::string_view body :
         {"username=%00&password=x", "username=%zz&password=x", "username=%ff&password=x", "%", "=&="})
        expect_refused(post("/api/auth/login", form, body), 400, std::string(body));
    for (const std::string_view body : {"username=a&username=b&password=x", "username=a&password=x&colour=red", "username=a"})
        expect_refused(post("/api/auth/login", form, body), 422, std::string(body));
    EXPECT_EQ(post("/api/auth/register", "application/json", good).status, 201);
    expect_whole_log();
}

TEST_F(HostileDoors, NamesArePlainOrRefusedAndComeBackAsTheyWere) {
    for (const Door& door : doors) {
        for (const std::string_view text : unplain) {
            const Answer answer = knock(door, filled(door, text));
            const std::string what = std::string(door.target) + ' ' + std::string(text);
            if (door.is_name) {
                expect_refused(answer, 422, what);
                EXPECT_EQ(faults(answer), std::set<std::string>{std::string(door.field)}) << what;
            } else {
                EXPECT_LT(answer.status, 300) << what << answer.body;
                EXPECT_EQ(answer[door.field], Value::parse(text).text()) << what;
            }
        }
        for (const std::string_view text : odd) {
            const Answer answer = knock(door, filled(door, text));
            const Value shown = door.who.empty() ? answer["user"] : answer.json();
            EXPECT_LT(answer.status, 300) << door.target << ' ' << text << ' ' << answer.body;
            EXPECT_EQ(shown[door.field], Value::parse(text).text()) << door.target;
            for (const char byte : answer.body) ASSERT_GE(static_cast<unsigned char>(byte), 0x20) << answer.body;
        }
    }
    for (const std::string_view list : {"/api/admin/users", "/api/all-users", "/api/services/category", "/api/service-requests"})
        EXPECT_EQ(ask("GET", std::string(list) + "?limit=200", {}, admin).status, 200) << list;
    expect_whole_log();
}

TEST_F(Hostile, ListsRefuseQueriesThatTheyDoNotKnow) {
    const std::pair<std::string, std::string> lists[] = {
        {"/api/services", ""},
        {"/api/services/category", ""},
        {"/api/services/1/reviews", ""},
        {"/api/service-packages/1", ""},
        {"/api/service-requests", anna},
        {"/api/service-requests/customer", anna},
        {"/api/service-requests/available", bert},
        {"/api/service-history", anna},
        {"/api/admin/users", admin},
        {"/api/all-users", admin},
        {"/api/admin/professionals", admin},
    };
    for (const auto& [list, bearer] : lists) {
        ASSERT_EQ(ask("GET", list + "?limit=200", {}, bearer).status, 200) << list;
        for (const std::string_view query :
             {"colour=red", "limit=201", "limit=0", "limit=-1", "limit=ten", "limit=", "limit=99999999999999999999",
              "limit=1&limit=2", "sort=password_hash", "sort=id;DROP", "cursor=AAAA", "cursor=%00", "cursor=%ff", "cursor=%zz",
              "count=perhaps", "cursor=eyJpZCI6MX0"})
            expect_refused(ask("GET", list + '?' + std::string(query), {}, bearer), 400, list + '?' + std::string(query));
    }

    const auto first = [&](const std::string& list) { return ask("GET", list, {}, admin)["next_cursor"].text(); };
    const std::string cursor = first("/api/admin/users?limit=1&sort=id");
    ASSERT_FALSE(cursor.empty());
    EXPECT_EQ(ask("GET", "/api/admin/users?limit=1&sort=id&cursor=" + cursor, {}, admin).status, 200);
    for (std::size_t at = 0; at < cursor.size(); at += 3) {
        std::string forged = cursor;
        forged[at] = forged[at] == 'A' ? 'B' : 'A';
        expect_refused(ask("GET", "/api/admin/users?limit=1&sort=id&cursor=" + forged, {}, admin), 400,
                       "at " + std::to_string(at));
    }
    expect_refused(ask("GET", "/api/admin/users?limit=1&sort=id&cursor=" + cursor.substr(0, cursor.size() - 1), {}, admin), 400,
                   "cut");
    expect_refused(ask("GET", "/api/admin/users?limit=1&sort=-id&cursor=" + cursor, {}, admin), 400, "another order");
    expect_refused(ask("GET", "/api/admin/professionals?limit=1&cursor=" + cursor, {}, admin), 400, "another list");
    expect_whole_log();
}

TEST_F(Hostile, TheLogKeepsItsLinesWhateverAHeadSays) {
    ask("GET", "/api/services", {}, {}, "X-Request-Id: a\tb\"}{\r\n");
    ask("GET", "/api/services", {}, {}, "X-Request-Id: \xFF\xFE\r\n");
    ask("GET", "/api/services", {}, {}, "User-Agent: \"}\t\xE2\x80\xAE\r\ntraceparent: 00-\"-x-01\r\n");
    ask("GET", "/api/%0A%22%7D/%E2%80%AE", {}, {});
    ask("GET", "/api/services/%C0%AF", {}, {});
    ask("GET", "/api/services/1%00", {}, {});
    ask("GET", "/api/services?q=%0a%7b%22", {}, {});
    ask("GET", "/api/auth/me", {}, "a.b.c");
    ask("POST", "/api/auth/login", R"({"username":"a\nb\u202e\"}","password":"wrong\nword"})", {}, "User-Agent: \x1B[2J\r\n");
    ask("POST", "/api/auth/login", R"({"username":"anna@example.com","password":"anna-demo-2026"})", {},
        "User-Agent: \"\\\xFF\r\n");
    EXPECT_EQ(ask("GET", "/api/auth/sessions", {}, anna).status, 200);
    expect_whole_log();
}

}  // namespace
