// Which source wins, what is refused and with which words, and what is shown.
#include "settings/settings.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

using namespace std::chrono_literals;

namespace host {
namespace {

/// A folder of its own for each test.
struct Folder {
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mortise-settings-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path = pattern;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string write(const std::string& name, const std::string& text, mode_t mode) const {
        std::ofstream(path / name) << text;
        chmod((path / name).c_str(), mode);
        return path / name;
    }
    std::filesystem::path path;
};

struct SettingsTest : testing::Test {
    SettingsTest() {
        settings.declare({"http.listen", Type::text, "127.0.0.1:8080"});
        settings.declare({"cache.ttl", Type::duration, "60 s", "s"});
        settings.declare({"http.limits.body", Type::size, "1 MiB"});
        settings.declare({"log.level", Type::text, "info", "", "", "host", true, {"info", "debug"}});
        settings.declare({"log.sql", Type::boolean, "off"});
        settings.declare({"auth.signing_key", Type::secret});
        settings.declare({"auth.roles.*", Type::list, {}, "", "", "auth"});
        settings.declare({"notifications.channels.*", Type::secret, {}, "", "", "notifications"});
    }
    std::string complaint(std::vector<std::string> dormant = {}) const {
        try {
            settings.check(dormant);
        } catch (const Misconfigured& fault) {
            return fault.what();
        }
        return "none";
    }
    Settings::Shown shown(std::string_view key) const {
        const auto all = settings.show();
        const auto row = std::ranges::find(all, key, &Settings::Shown::key);
        return row != all.end() ? *row : Settings::Shown{};
    }
    Settings settings;
};

TEST_F(SettingsTest, HaveTheirBuiltInValues) {
    EXPECT_EQ(settings.text("http.listen"), "127.0.0.1:8080");
    EXPECT_EQ(settings.duration("cache.ttl"), 60s);
    EXPECT_EQ(settings.size("http.limits.body"), 1u << 20);
    EXPECT_FALSE(settings.boolean("log.sql"));
    EXPECT_FALSE(settings.find("auth.signing_key"));
    EXPECT_EQ(complaint(), "none");
}

TEST_F(SettingsTest, ObeyTheirPrecedenceInWhateverOrderTheyAreRead) {
    settings.set("cache.ttl=5 s");
    EXPECT_EQ(settings.duration("cache.ttl"), 5s);
    settings.read_environment({{"MORTISE_CACHE_TTL", "4 s"}, {"CACHE_EXPIRY", "3"}});
    settings.read_text("cache.ttl = 2 s", "f");
    EXPECT_EQ(settings.duration("cache.ttl"), 5s);

    Settings without_set;
    without_set.read_environment({{"MORTISE_CACHE_TTL", "4 s"}, {"CACHE_EXPIRY", "3"}});
    without_set.read_text("cache.ttl = 2 s", "f");
    without_set.declare({"cache.ttl", Type::duration, "1 s", "s"});
    EXPECT_EQ(without_set.duration("cache.ttl"), 4s);

    Settings documents;
    documents.read_environment({{"CACHE_EXPIRY", "3"}});
    documents.read_text("cache.ttl = 2 s", "f");
    documents.declare({"cache.ttl", Type::duration, "1 s", "s"});
    EXPECT_EQ(documents.duration("cache.ttl"), 3s);
}

TEST_F(SettingsTest, TakeTheDocumentsOwnNames) {
    settings.declare({"auth.admin.email", Type::text, {}, "", "", "auth"});
    settings.declare({"mail.default_sender", Type::text, {}, "", "", "mail"});
    settings.read_environment({{"SECRET_KEY", "second choice"},
                               {"JWT_SECRET_KEY", "first choice"},
                               {"ADMIN_EMAIL", "admin@example.com"},
                               {"MAIL_DEFAULT_SENDER", "house@example.com"},
                               {"SQLALCHEMY_ECHO", "True"},
                               {"MAIL_UNKNOWN", "x"},
                               {"PATH", "/bin"}});
    EXPECT_EQ(settings.text("auth.signing_key"), "first choice");
    EXPECT_EQ(settings.text("auth.admin.email"), "admin@example.com");
    EXPECT_EQ(settings.text("mail.default_sender"), "house@example.com");
    EXPECT_TRUE(settings.boolean("log.sql"));
    EXPECT_EQ(complaint(), "none");

    Settings other;
    other.declare({"auth.signing_key", Type::secret});
    other.read_environment({{"SECRET_KEY", "second choice"}});
    EXPECT_EQ(other.text("auth.signing_key"), "second choice");
}

TEST_F(SettingsTest, NoteThatNoBrokerIsNeeded) {
    settings.read_environment({{"CELERY_BROKER_URL", "redis://h"}, {"RESULT_BACKEND", "redis://h"}});
    settings.read_text("broker_url = redis://h", "f");
    EXPECT_EQ(settings.notes().size(), 3u);
    EXPECT_EQ(complaint(), "none");
}

TEST_F(SettingsTest, NameTheLineAndTheNearMatchOfAnUnknownKey) {
    settings.read_text("# first\nhttp.lisen = x", "config/all.properties");
    EXPECT_EQ(complaint(), "config/all.properties:2: http.lisen: unknown setting; did you mean http.listen?");
}

TEST_F(SettingsTest, NameTheVariableOfAnUnknownKey) {
    settings.read_environment({{"MORTISE_HTTP_LISTNE", "x"}});
    EXPECT_EQ(complaint(), "environment MORTISE_HTTP_LISTNE: unknown setting; did you mean MORTISE_HTTP_LISTEN?");
}

TEST_F(SettingsTest, OfferNoMatchThatIsFarFetched) {
    settings.set("completely.different=1");
    EXPECT_EQ(complaint(), "--set: completely.different: unknown setting");
}

TEST_F(SettingsTest, NameTheOriginOfAWrongValue) {
    settings.read_text("cache.ttl = soon", "f");
    EXPECT_EQ(complaint(), "f:1: cache.ttl: must be a duration, for example 30 s, 5 min, 24 h, 7 d");
    EXPECT_THROW(settings.duration("cache.ttl"), Misconfigured);
    settings.set("cache.ttl=1 s");
    settings.set("log.level=loud");
    EXPECT_EQ(complaint(), "--set: log.level: must be one of info, debug");
}

TEST_F(SettingsTest, TellAllFaultsAtOnceWhenAsked) {
    settings.read_text("a = 1\ncache.ttl = x\nlog.sql = perhaps", "f");
    EXPECT_EQ(settings.faults().size(), 3u);
}

TEST_F(SettingsTest, InsistOnWhatIsRequired) {
    settings.declare({"ntfy.url", Type::text, {}, "", "Topic of the house.", "ntfy", true});
    EXPECT_EQ(complaint(), "ntfy.url: must be set (Topic of the house. In the environment: MORTISE_NTFY_URL)");
    settings.set("ntfy.url=");
    EXPECT_EQ(complaint(), "--set: ntfy.url: must not be empty");
}

TEST_F(SettingsTest, LetTheKeysOfSleepingPluginsBe) {
    settings.read_text("parking.max_open = 3", "f");
    settings.read_environment({{"MORTISE_NOTIFIER_LOG_STYLE", "x"}});
    EXPECT_NE(complaint(), "none");
    EXPECT_EQ(complaint({"parking", "notifier-log"}), "none");
    EXPECT_NE(complaint({"park", "notifier"}), "none");
}

TEST_F(SettingsTest, AreKeptApartByOwner) {
    EXPECT_THROW(settings.declare({"http.listen", Type::text, {}, "", "", "thief"}), Misconfigured);
    EXPECT_NO_THROW(settings.declare({"http.listen", Type::text, "again"}));
    EXPECT_THROW(settings.text("never.declared"), std::logic_error);
}

TEST_F(SettingsTest, MayHaveAnyNameWhereAStarStands) {
    settings.read_text("auth.roles.CLERK = READ:USERS, READ:REPORTS\nauth.roles.a.b = x", "f");
    EXPECT_EQ(complaint(), "f:2: auth.roles.a.b: unknown setting");
    settings.read_environment({{"MORTISE_NOTIFICATIONS_CHANNELS_OPS", "ntfy://h/t"}});
    EXPECT_EQ(settings.named("auth.roles.*").at(0).first, "CLERK");
    EXPECT_EQ(settings.list("auth.roles.CLERK"), (std::vector<std::string>{"READ:USERS", "READ:REPORTS"}));
    EXPECT_EQ(settings.named("notifications.channels.*").at(0), (std::pair<std::string, std::string>{"ops", "ntfy://h/t"}));
}

TEST_F(SettingsTest, TakeASecretFromAFileThatOthersCannotRead) {
    const Folder folder;
    settings.set("auth.signing_key_file=" + folder.write("key", "from the file\n", 0600));
    EXPECT_EQ(settings.text("auth.signing_key"), "from the file");
    EXPECT_EQ(complaint(), "none");

    Settings other = settings;
    EXPECT_THROW(other.set("auth.signing_key_file=" + folder.write("open", "x", 0640)), Misconfigured);
    Settings missing = settings;
    EXPECT_THROW(missing.set("auth.signing_key_file=" + (folder.path / "missing").string()), Misconfigured);
    Settings twice = settings;
    EXPECT_THROW(twice.set("auth.signing_key=x"), Misconfigured);
    Settings by_environment = settings;
    by_environment.read_environment({{"MORTISE_NOTIFICATIONS_CHANNELS_OPS_FILE", folder.write("channel", "ntfy://h", 0400)}});
    EXPECT_EQ(by_environment.text("notifications.channels.ops"), "ntfy://h");
    Settings text = settings;
    text.set("http.listen_file=/etc/hostname");
    EXPECT_THROW(text.check(), Misconfigured) << "only secrets come from files";
}

TEST_F(SettingsTest, TakeSystemdCredentials) {
    const Folder folder;
    folder.write("auth.signing_key", "credential\n", 0400);
    folder.write("somebody.elses", "x", 0400);
    settings.read_text("auth.signing_key = from the configuration", "f");
    settings.read_credentials(folder.path);
    EXPECT_EQ(settings.text("auth.signing_key"), "credential");
    EXPECT_EQ(complaint(), "none");
    settings.read_environment({{"JWT_SECRET_KEY", "environment"}});
    EXPECT_EQ(settings.text("auth.signing_key"), "environment");
}

TEST_F(SettingsTest, ShowTheirOriginAndHideSecrets) {
    settings.read_text("auth.signing_key = hunter2hunter2\nhttp.listen = 0.0.0.0:80", "f");
    settings.set("notifications.channels.ops=smtp://user:pass@h");
    EXPECT_EQ(shown("auth.signing_key").value, "********");
    EXPECT_EQ(shown("auth.signing_key").origin, "f:1");
    EXPECT_EQ(shown("http.listen").value, "0.0.0.0:80");
    EXPECT_EQ(shown("http.listen").origin, "f:2");
    EXPECT_EQ(shown("cache.ttl").origin, "built-in");
    EXPECT_EQ(shown("notifications.channels.ops").value, "********");
    for (const auto& row : settings.show()) EXPECT_EQ(row.value.find("hunter2"), std::string::npos) << row.key;
}

TEST_F(SettingsTest, HidePasswordsInUrls) {
    EXPECT_EQ(without_url_password("postgresql://anna:s3cret@db/house"), "postgresql://anna:********@db/house");
    EXPECT_EQ(without_url_password("redis://:p@ss@h:6379/0"), "redis://:********@h:6379/0");
    EXPECT_EQ(without_url_password("sqlite:///data/mortise.db"), "sqlite:///data/mortise.db");
    EXPECT_EQ(without_url_password("http://h:80/a@b"), "http://h:80/a@b");
}

TEST_F(SettingsTest, SayWhichFileCannotBeRead) {
    try {
        settings.read_file("/nonexistent/mortise.properties");
        FAIL();
    } catch (const Misconfigured& fault) {
        EXPECT_STREQ(fault.what(), "/nonexistent/mortise.properties: cannot be read: No such file or directory");
    }
    EXPECT_THROW(settings.set("no sign"), Misconfigured);
}

}  // namespace
}  // namespace host
