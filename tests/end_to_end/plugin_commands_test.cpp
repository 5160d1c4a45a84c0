// Words that plugins add to the program: with and without a running host.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <thread>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

constexpr const char* mail = "boss@example.com";
constexpr const char* password = "copper-lantern-31";
constexpr const char* another = "velvet-orchard-88";

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Ended command(const Folder& data, const Words& words, const std::string& input = {}, const Words& more = {}) {
    return run(with(words, data, more), {}, input);
}
Ended create_admin(const Folder& data, const std::string& email = mail) {
    return command(data, {"users", "create-admin", "--email", email, "--name", "Bea Boss"}, std::string(password) + "\n");
}
Answer try_log_in(const Program& program, const std::string& name, const std::string& word) {
    return call(program.port(), "POST", "/api/auth/login", R"({"username":")" + name + R"(","password":")" + word + "\"}");
}
std::string socket_of(const Folder& data) { return data.path() + "/mortise.sock"; }

TEST(PluginCommands, MakeAnAdministratorBeforeTheFirstStart) {
    const Folder data;
    const Ended made = create_admin(data);
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(made.err, "") << "a command that makes one does not warn that there is none";
    const Value answer = Value::parse(made.out);
    EXPECT_EQ(answer["email"], mail);
    EXPECT_EQ(answer["role"], "ADMIN");
    EXPECT_FALSE(std::filesystem::exists(socket_of(data)));
    const Program program(data);
    EXPECT_EQ(try_log_in(program, mail, password).status, 200);
}

TEST(PluginCommands, AreDoneByTheHostThatRuns) {
    const Folder data;
    const Program program(data);
    struct stat there {};
    ASSERT_EQ(::stat(socket_of(data).c_str(), &there), 0);
    EXPECT_TRUE(S_ISSOCK(there.st_mode));
    EXPECT_EQ(there.st_mode & 0777U, 0600U);
    const Ended made = create_admin(data);
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(try_log_in(program, mail, password).status, 200);
    EXPECT_TRUE(holds(program.log(), "/users/create-admin")) << "the host's log has a line of it";
    EXPECT_FALSE(holds(program.log(), password));
}

TEST(PluginCommands, ResetAPasswordAndEndTheSessions) {
    const Folder data;
    ASSERT_EQ(create_admin(data).code, 0);
    const Program program(data);
    const std::string token = log_in(program.port(), mail, password);
    EXPECT_EQ(call(program.port(), "GET", "/api/auth/me", {}, token).status, 200);
    const Ended reset = command(data, {"users", "reset-password", "--who", mail}, std::string(another) + "\n");
    EXPECT_EQ(reset.code, 0) << reset.err;
    EXPECT_EQ(call(program.port(), "GET", "/api/auth/me", {}, token).status, 401) << "from this moment on";
    EXPECT_EQ(try_log_in(program, mail, password).status, 401);
    EXPECT_EQ(try_log_in(program, mail, another).status, 200);
}

TEST(PluginCommands, UnlockWhoHasMistypedTooOften) {
    const Folder data;
    ASSERT_EQ(create_admin(data).code, 0);
    const Program program(data);
    int status = 0;
    for (int i = 0; i < 12 && status != 429; ++i) status = try_log_in(program, mail, "wrong-wrong-1").status;
    ASSERT_EQ(status, 429);
    ASSERT_EQ(try_log_in(program, mail, password).status, 429);
    const Ended unlocked = command(data, {"users", "unlock", "--who", mail});
    EXPECT_EQ(unlocked.code, 0) << unlocked.err;
    EXPECT_EQ(try_log_in(program, mail, password).status, 200);
}

TEST(PluginCommands, FailWithASentenceAndACode) {
    const Folder data;
    const Program program(data);
    const auto refused = [&](const Words& words, int code, const std::string& sentence, const std::string& input = {}) {
        const Ended ended = command(data, words, input);
        EXPECT_EQ(ended.code, code) << ended.err;
        EXPECT_EQ(ended.out, "");
        EXPECT_TRUE(holds(ended.err, sentence)) << ended.err;
    };
    refused({"users", "unlock", "--wo", "x"}, 2, "there is no option --wo; did you mean --who?");
    refused({"users", "unlock"}, 2, "still needed: --who");
    refused({"users", "unlok", "--who", "x"}, 2, "did you mean users unlock?");
    refused({"users"}, 2, "users create-admin");
    refused({"users", "unlock", "--who", "nobody@example.com"}, 1, "mortise: ");
    refused({"users", "create-admin", "--email", "a@example.com", "--password", "x"}, 2, "everybody can read a command line");
    refused({"users", "create-admin", "--email", "a@example.com"}, 2, "the password is needed");
    refused({"users", "create-admin", "--email", "no address"}, 2, "--email ", std::string(password) + "\n");
    refused({"users", "create-admin", "--email", "a@example.com"}, 2, "--password ", "short\n");
    refused({"gardening"}, 2, "there is no command \"gardening\"");
}

TEST(PluginCommands, AreListedAndExplained) {
    const Folder data;
    const Ended all = run(with({"--help"}, data));
    EXPECT_EQ(all.code, 0);
    EXPECT_TRUE(holds(all.out, "  serve ")) << all.out;
    EXPECT_TRUE(holds(all.out, "  users unlock ")) << all.out;
    const Ended alone = run({"help"});
    EXPECT_EQ(alone.code, 0) << alone.err;
    EXPECT_TRUE(holds(alone.out, "  db migrate ")) << alone.out;
    const Ended one = run(with({"users", "create-admin", "--help"}, data));
    EXPECT_EQ(one.code, 0);
    EXPECT_TRUE(holds(one.out, "--email TEXT")) << one.out;
    EXPECT_TRUE(holds(one.out, "standard input")) << one.out;
    const Ended unreadable = run({"help", "--config", "/nowhere/mortise.properties"});
    EXPECT_EQ(unreadable.code, 0) << unreadable.err;
    EXPECT_TRUE(holds(unreadable.out, "are missing here")) << unreadable.out;
    EXPECT_EQ(run({}).code, 2);
}

TEST(PluginCommands, AskForSecretsTwiceOnATerminalAndDoNotShowThem) {
    const Folder data;
    const Words words = with({"users", "create-admin", "--email", mail}, data);
    const std::string keys = std::string(password) + "\n";
    const Ended made = run_on_terminal(words, {{"): ", keys}, {"again: ", keys}});
    EXPECT_EQ(made.code, 0) << made.out;
    EXPECT_FALSE(holds(made.out, password)) << made.out;
    EXPECT_TRUE(holds(made.out, std::string("email: ") + mail)) << "and answers in lines for people: " << made.out;
    const Ended mistyped = run_on_terminal(with({"users", "reset-password", "--who", mail}, data),
                                           {{"): ", keys}, {"again: ", std::string(another) + "\n"}});
    EXPECT_EQ(mistyped.code, 2) << mistyped.out;
    EXPECT_TRUE(holds(mistyped.out, "not the same")) << mistyped.out;
    const Ended json = run_on_terminal(with({"users", "unlock", "--who", mail, "--json"}, data));
    EXPECT_TRUE(holds(json.out, "{\"id\":")) << json.out;
}

TEST(PluginCommands, AreTakenAfterAHostWasKilled) {
    const Folder data;
    {
        Program program(data);
        program.signal(SIGKILL);
        program.wait();
    }
    ASSERT_TRUE(std::filesystem::exists(socket_of(data))) << "it could not remove it";
    EXPECT_EQ(create_admin(data).code, 0) << "without a host";
    Program program(data);
    EXPECT_EQ(create_admin(data, "second@example.com").code, 0) << "through the new host's socket";
    EXPECT_EQ(try_log_in(program, "second@example.com", password).status, 200);
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait().code, 0);
    EXPECT_FALSE(std::filesystem::exists(socket_of(data)));
}

TEST(PluginCommands, GivenTogetherAreDoneInTurn) {
    const Folder data;
    const auto all_at_once = [&](const std::string& name) {
        std::vector<std::thread> threads;
        std::vector<Ended> ended(4);
        for (std::size_t i = 0; i < ended.size(); ++i)
            threads.emplace_back([&, i] { ended[i] = create_admin(data, name + std::to_string(i) + "@example.com"); });
        for (std::thread& each : threads) each.join();
        for (const Ended& each : ended) EXPECT_EQ(each.code, 0) << each.err;
    };
    ASSERT_EQ(command(data, {"db", "migrate"}).code, 0);
    all_at_once("alone");
    const Program program(data);
    all_at_once("hosted");
    EXPECT_EQ(try_log_in(program, "alone3@example.com", password).status, 200);
    EXPECT_EQ(try_log_in(program, "hosted3@example.com", password).status, 200);
}

TEST(PluginCommands, WorkInAFolderWithALongPath) {
    const Folder data;
    const std::string deep = "data.folder=" + data.path() + '/' + std::string(100, 'a') + '/' + std::string(100, 'b');
    const Program program(data, {deep});
    const Ended made = command(data, {"users", "create-admin", "--email", mail}, std::string(password) + "\n", {deep});
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(try_log_in(program, mail, password).status, 200);
}

TEST(PluginCommands, OfAnotherConfigurationAreRefusedByTheHostThatHasTheData) {
    const Folder data;
    const Program program(data, {"plugins.enabled=docs", "plugins.required="});
    const Ended ended = create_admin(data);
    EXPECT_EQ(ended.code, 1);
    EXPECT_TRUE(holds(ended.err, "The running host has no such command.")) << ended.err;
}

}  // namespace
