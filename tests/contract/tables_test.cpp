// Whose tables are whose, and that every migration applies to an empty database.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "contract/product.h"

namespace {

using namespace contract;

struct Migration {
    std::string plugin, file, sql;
};

std::vector<Migration> migrations() {
    std::vector<Migration> out;
    for (const auto& plugin : std::filesystem::directory_iterator(PLUGIN_SOURCES)) {
        const auto folder = plugin.path() / "migrations";
        if (!std::filesystem::is_directory(folder)) continue;
        for (const auto& file : std::filesystem::directory_iterator(folder)) {
            std::ifstream in(file.path());
            std::stringstream text;
            text << in.rdbuf();
            out.push_back({plugin.path().filename(), file.path().filename(), text.str()});
        }
    }
    return out;
}

TEST(EveryTable, BeginsWithItsPluginsName) {
    const std::regex creation(
        R"(CREATE\s+(?:UNIQUE\s+)?(TABLE|INDEX|VIEW|TRIGGER|VIRTUAL\s+TABLE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+))",
        std::regex::icase);
    std::size_t tables = 0;
    for (const Migration& each : migrations())
        for (std::sregex_iterator at(each.sql.begin(), each.sql.end(), creation), end; at != end; ++at) {
            EXPECT_EQ((*at)[2].str().rfind(each.plugin + '_', 0), 0u) << each.plugin << '/' << each.file << ": " << (*at)[2];
            ++tables;
        }
    EXPECT_GT(tables, 10u);
}

TEST(EveryTable, IsStrict) {
    const std::regex table(R"(CREATE\s+TABLE\s+(\w+)[^;]*;)", std::regex::icase);
    for (const Migration& each : migrations())
        for (std::sregex_iterator at(each.sql.begin(), each.sql.end(), table), end; at != end; ++at)
            EXPECT_NE((*at)[0].str().find("STRICT"), std::string::npos) << each.plugin << '/' << each.file << ": " << (*at)[1];
}

TEST(EveryMigration, SaysInItsFirstLineWhatItIs) {
    for (const Migration& each : migrations())
        EXPECT_EQ(each.sql.rfind("-- " + each.file + ": ", 0), 0u) << each.plugin << '/' << each.file;
}

TEST(EveryMigration, AppliesToAnEmptyDatabaseAndIsRemembered) {
    Product product;
    std::set<std::string> served;
    for (const Route& route : routes(product.app)) served.insert(route.plugin);
    std::size_t expected = 0;
    for (const Migration& each : migrations())
        expected += served.contains(each.plugin) && each.file.find(".postgres.") == std::string::npos;
    EXPECT_EQ(product.app.sql("SELECT count(*) FROM mortise_migrations WHERE owner <> 'mortise'"), std::to_string(expected));
}

TEST(EveryMigration, IsAppliedOnce) {
    const auto folder = std::filesystem::temp_directory_path() / ("mortise-contract-" + std::to_string(::getpid()));
    const App::Settings same{{"data.folder", folder.string()}};
    std::string first, second;
    {
        Product product(same);
        first = product.app.sql("SELECT count(*) FROM mortise_migrations");
    }
    {
        Product product(same);
        second = product.app.sql("SELECT count(*) FROM mortise_migrations");
    }
    std::filesystem::remove_all(folder);
    EXPECT_EQ(first, second);
    EXPECT_NE(first, "0");
}

}  // namespace
