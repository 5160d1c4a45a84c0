// What operators say, what wins, and what they are told when it makes no sense.
#include <gtest/gtest.h>

#include <algorithm>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

/// The line of `config show` that speaks of a key, blanks squeezed: "cache.ttl = 60 s # built-in".
std::string shown(const std::string& key, const Words& settings = {}, const Words& environment = {}) {
    const Folder data;
    const Ended ended = run(with({"config", "show"}, data, settings), environment);
    EXPECT_EQ(ended.code, 0) << ended.err;
    const std::size_t begin = ("\n" + ended.out).find("\n" + key + " ");
    if (begin == std::string::npos) return "";
    std::string line;
    for (const char c : ended.out.substr(begin, ended.out.find('\n', begin) - begin))
        if (c != ' ' || !line.ends_with(' ')) line += c;
    return line;
}

Ended serve(const std::string& file, const Words& settings = {}, const Words& environment = {}) {
    const Folder data;
    Words words{"serve", "--config", file, "--set", "data.folder=" + data.path(), "--set", "http.listen=127.0.0.1:0"};
    for (const std::string& each : settings) words.insert(words.end(), {"--set", each});
    return run(words, environment);
}

TEST(Configuration, NamesFileLineKeyAndTheNearestKnownKey) {
    const Folder folder;
    const std::string file = folder.write("bad.properties", "plugins.enabled = auth\n\nhttp.lisen = 127.0.0.1:1\n");
    const Ended ended = serve(file);
    EXPECT_EQ(ended.code, 78);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, "mortise: " + file + ":3: http.lisen: unknown setting; did you mean http.listen?\n");
}

TEST(Configuration, NamesWhatCannotBeRead) {
    const Folder folder;
    const std::string number = folder.write("number.properties", "http.limits.headers = many\n");
    EXPECT_EQ(serve(number).err, "mortise: " + number + ":1: http.limits.headers: must be a whole number\n");
    const std::string line = folder.write("line.properties", "\nplugins.enabled\n");
    EXPECT_EQ(serve(line).err, "mortise: " + line + ":2: is not a line \"key = value\"\n");
    const Ended missing = serve(folder.path() + "/nowhere.properties");
    EXPECT_EQ(missing.code, 78);
    EXPECT_NE(missing.err.find("nowhere.properties: cannot be read: No such file or directory"), std::string::npos)
        << missing.err;
}

TEST(Configuration, NamesTheVariableThatNobodyKnows) {
    const Folder data;
    const Ended ended = run(with({"config", "check"}, data), {"MORTISE_HTTP_LISEN=127.0.0.1:1"});
    EXPECT_EQ(ended.code, 78);
    EXPECT_EQ(ended.err, "mortise: environment MORTISE_HTTP_LISEN: unknown setting; did you mean MORTISE_HTTP_LISTEN?\n");
}

TEST(Configuration, TheHouseholdEditionIsGood) {
    const Folder data;
    const Ended ended = run(with({"config", "check"}, data));
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.out, "the configuration is good\n");
    EXPECT_EQ(ended.err, "");
}

TEST(Configuration, AMissingPluginIsRefusedByNameBeforeAnythingListens) {
    const Folder folder;
    const std::string file = folder.write("missing.properties", "plugins.enabled = auth, gardening\n");
    const Ended ended = serve(file);
    EXPECT_EQ(ended.code, 78);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err.find("mortise: plugin gardening is enabled, but there is no gardening.so in "), 0u) << ended.err;
}

TEST(Configuration, APluginThatIsNoPluginIsRefusedByName) {
    const Folder folder;
    const std::string file =
        folder.write("text.properties", "plugins.enabled = words\nplugins.folders = " + folder.path() + "\n");
    const std::string plugin = folder.write("words.so", "These are words, not a program.");
    const Ended ended = serve(file);
    EXPECT_EQ(ended.code, 78);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, "mortise: " + plugin + " is not an ELF file\n");
}

TEST(Configuration, APluginWhoseNeedIsNotEnabledIsRefusedByName) {
    const Folder folder;
    const Ended ended = serve(folder.write("half.properties", "plugins.enabled = auth, requests\n"));
    EXPECT_EQ(ended.code, 78);
    EXPECT_EQ(ended.err, "mortise: plugin requests needs services, which is not enabled; add it to plugins.enabled\n");
}

TEST(Configuration, ProductionAsksForASigningKey) {
    const Folder folder;
    const std::string file =
        folder.write("production.properties", "plugins.enabled = auth\norganisation.environment = production\n");
    EXPECT_EQ(serve(file).code, 78);
    const Ended weak = serve(file, {"auth.signing_key=too-short"});
    EXPECT_EQ(weak.code, 78);
    EXPECT_EQ(weak.out, "");
    EXPECT_EQ(weak.err.find("too-short"), std::string::npos) << weak.err;
}

TEST(Configuration, ProductionRefusesAWellKnownFirstPassword) {
    const Words production{"organisation.environment=production", "auth.signing_key=kiln-lantern-orchard-velvet-harbour-9"};
    for (const char* well_known : {"admin123", "changeme", "Password1"}) {
        const Ended ended = serve(MORTISE_CONFIG "/household.properties", production,
                                  {"ADMIN_EMAIL=chief@example.com", std::string("ADMIN_PASSWORD=") + well_known});
        EXPECT_EQ(ended.code, 78) << well_known;
        EXPECT_EQ(ended.out, "");
        EXPECT_NE(ended.err.find("ADMIN_PASSWORD"), std::string::npos) << ended.err;
        EXPECT_EQ(ended.err.find(well_known), std::string::npos) << ended.err;
    }
}

TEST(Configuration, ASettingThatThePluginCannotMakeSenseOfIsNamed) {
    for (const char* senseless : {"auth.roles.CUSTOMER=zzz", "auth.failures_per_account=-1"}) {
        const std::string setting = senseless;
        const Ended ended = serve(MORTISE_CONFIG "/household.properties", {setting});
        EXPECT_EQ(ended.code, 78) << setting;
        EXPECT_NE(ended.err.find(setting.substr(0, setting.find('='))), std::string::npos) << ended.err;
    }
}

TEST(Configuration, ShowsEachValueWithItsOrigin) {
    EXPECT_EQ(shown("cache.ttl"), "cache.ttl = 60 s # built-in");
    EXPECT_EQ(shown("cache.ttl", {"cache.ttl=5 s"}), "cache.ttl = 5 s # --set");
    EXPECT_EQ(shown("plugins.enabled")
                  .find("plugins.enabled = auth, services, requests, compat, docs # " MORTISE_CONFIG "/household.properties:"),
              0u);
}

TEST(Configuration, MasksSecretsWhereverTheyComeFrom) {
    const Folder folder, data;
    const std::string key = "kiln-lantern-orchard-velvet-harbour-9";
    EXPECT_EQ(shown("auth.signing_key", {"auth.signing_key=" + key}), "auth.signing_key = ******** # --set");
    EXPECT_EQ(shown("auth.signing_key", {}, {"JWT_SECRET_KEY=" + key}),
              "auth.signing_key = ******** # environment JWT_SECRET_KEY");
    const std::string file = folder.write("key", key + "\n");
    EXPECT_EQ(shown("auth.signing_key", {"auth.signing_key_file=" + file}), "auth.signing_key = ******** # --set (" + file + ")");
    EXPECT_EQ(shown("redis.url", {}, {"REDIS_CACHE_URL=redis://:" + key + "@127.0.0.1:6379/0"}),
              "redis.url = redis://:********@127.0.0.1:6379/0 # environment REDIS_CACHE_URL");
    const Ended all = run(with({"config", "show"}, data), {"JWT_SECRET_KEY=" + key, "ADMIN_PASSWORD=" + key});
    EXPECT_EQ(all.code, 0);
    EXPECT_EQ((all.out + all.err).find(key), std::string::npos);
}

TEST(Configuration, TheEnvironmentWinsOverTheFileAndSetOverAll) {
    const Words documents{"CACHE_EXPIRY=20 s"}, both{"CACHE_EXPIRY=20 s", "MORTISE_CACHE_TTL=30 s"};
    EXPECT_EQ(shown("cache.ttl", {}, documents), "cache.ttl = 20 s # environment CACHE_EXPIRY");
    EXPECT_EQ(shown("cache.ttl", {}, both), "cache.ttl = 30 s # environment MORTISE_CACHE_TTL");
    EXPECT_EQ(shown("cache.ttl", {"cache.ttl=40 s"}, both), "cache.ttl = 40 s # --set");
    EXPECT_EQ(shown("plugins.required", {}, {"MORTISE_PLUGINS_REQUIRED=auth"}),
              "plugins.required = auth # environment MORTISE_PLUGINS_REQUIRED");
    EXPECT_EQ(shown("auth.signing_key", {}, {"SECRET_KEY=a", "JWT_SECRET_KEY=b"}),
              "auth.signing_key = ******** # environment JWT_SECRET_KEY");
}

TEST(Configuration, SaysThatNoBrokerIsNeeded) {
    const Folder data;
    const Ended ended = run(with({"config", "check"}, data), {"CELERY_BROKER_URL=redis://127.0.0.1:6379/1"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_NE(ended.err.find("CELERY_BROKER_URL is not needed"), std::string::npos) << ended.err;
}

TEST(Configuration, TheFirstAdministratorComesFromTheEnvironment) {
    const Folder data;
    const Program program(data, {}, {"ADMIN_EMAIL=chief@example.com", "ADMIN_PASSWORD=kettle-orbit-42", "ADMIN_NAME=Asha Rao"});
    const std::string token = log_in(program.port(), "chief@example.com", "kettle-orbit-42");
    EXPECT_EQ(call(program.port(), "GET", "/api/auth/me", {}, token)["user"]["role"], "ADMIN");
}

TEST(CommandLine, WhatCannotBeUnderstoodEndsWithTwo) {
    for (const Words& words : {Words{}, Words{"dance"}, Words{"serve", "--colour"}, Words{"serve", "--config"},
                               Words{"db", "dance"}, Words{"plugins"}, Words{"config", "dance"}}) {
        const Ended ended = run(words);
        EXPECT_EQ(ended.code, 2) << (words.empty() ? "" : words.front());
        EXPECT_EQ(ended.out, "");
        EXPECT_NE(ended.err, "");
    }
    const Ended help = run({"--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("\n  serve "), std::string::npos);
}

}  // namespace
