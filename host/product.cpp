// Makes, starts and ends a product.
#include "product.h"

#include <algorithm>

#include "crypto/bytes.h"
#include "crypto/signing_key.h"
#include "dispatch/health.h"
#include "dispatch/repeats.h"
#include "dispatch/versions.h"
#include "plugins/border.h"
#include "settings/sense.h"

namespace host {
namespace {

/// The plugins that stand in the folders but are not enabled: their settings are let be.
std::vector<std::string> dormant_plugins(const std::vector<std::filesystem::path>& folders,
                                         const std::vector<std::string>& enabled) {
    std::vector<std::string> out;
    std::error_code ignored;
    for (const auto& folder : folders)
        for (const auto& file : std::filesystem::directory_iterator(folder, ignored))
            if (file.path().extension() == ".so" &&
                std::find(enabled.begin(), enabled.end(), file.path().stem()) == enabled.end())
                out.push_back(file.path().stem());
    return out;
}

std::vector<std::filesystem::path> plugin_folders(const HostSettings& config, const Places& places) {
    std::vector<std::filesystem::path> out(config.plugin_folders.begin(), config.plugin_folders.end());
    out.push_back(places.plugins);
    return out;
}

/// Its name was checked with the other choices.
crypto::Algorithm token_algorithm(const HostSettings& config) { return crypto::algorithm_named(config.auth.algorithm).value(); }

/// Makes a folder of the product's data that nobody else may look into, where there is none.
void make_private(const Settings& settings, const std::filesystem::path& folder) {
    std::error_code fault;
    if (folder.empty() || !std::filesystem::create_directories(folder, fault)) {
        if (fault) throw misplaced(settings, "data.folder", folder.string() + " cannot be made: " + fault.message());
        return;
    }
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
}

}  // namespace

std::filesystem::path sqlite_path(const HostSettings& config) {
    constexpr std::string_view scheme = "sqlite:///", preset = "sqlite:///data/mortise.db";
    if (config.database_url == preset) return config.data_folder / "mortise.db";
    if (!config.database_url.starts_with(scheme))
        throw Misconfigured("", "database.url", "this build stores in SQLite alone; write sqlite:///path/of/the/file");
    return config.database_url.substr(scheme.size());
}

Product::Product(const Clock& clock, Log& log, Settings& settings, Places places)
    : parts_{clock, log, settings}, places_(std::move(places)), dispatch_(parts_) {
    parts_.config = read_host_settings(settings);
    parts_.share = places_.share;
    parts_.images = places_.images.empty() ? parts_.config.data_folder / "plugins" : places_.images;
}

Product::~Product() { stop(); }

void Product::open() {
    const HostSettings& config = parts_.config;
    const auto folders = plugin_folders(config, places_);
    make_private(parts_.settings, config.data_folder);  // before anything of it lies in a folder that others may read
    remove_stale_images(parts_.images);
    for (Manifest& manifest : in_order(find_plugins(config.plugins, folders))) {
        auto plugin = std::make_unique<Ledger>(parts_, std::move(manifest));
        plugin->open();
        parts_.plugins.push_back(std::move(plugin));
    }
    parts_.settings.check(dormant_plugins(folders, config.plugins));
    check_values();
    for (const auto& plugin : parts_.plugins)
        for (const ContractRow& row : plugin->contracts) {
            auto& providers = parts_.contracts[row.name];
            if (!providers.empty() && !(row.shared && providers.front().row->shared))
                throw Refused("plugins " + providers.front().plugin->manifest.name + " and " + plugin->manifest.name +
                              " both provide " + row.name);
            providers.push_back({plugin.get(), &row});
        }
    make_router();
}

/// What only the parts that use them can judge.
void Product::check_values() {
    const HostSettings& config = parts_.config;
    const auto must = [&](const char* key, const char* fault, const std::function<void()>& use) {
        try {
            use();
        } catch (const std::exception&) {
            throw misplaced(parts_.settings, key, fault);
        }
    };
    must("organisation.pin_code_pattern", "is no regular expression", [&] {
        parts_.pin_code = std::regex(config.organisation.pin_code_pattern, std::regex::ECMAScript | std::regex::optimize);
    });
    must("organisation.time_zone", "is no zone of the IANA's, such as Asia/Kolkata",
         [&] { Schedule::parse("0 0 * * *", config.organisation.time_zone); });
    must("redis.url", "is not of the form redis://[:password@]host[:port][/db]",
         [&] { open_cache(config.redis_url, "", parts_.clock, parts_.log); });
    const auto refuse = [&](const char* key, const std::string& fault) {
        if (!fault.empty()) throw misplaced(parts_.settings, key, fault);
    };
    const bool in_production = config.organisation.in_production;
    refuse("auth.signing_key", crypto::fault_of_signing_key(config.auth.signing_key, token_algorithm(config), in_production));
    refuse("auth.signing_key_previous", crypto::fault_of_previous_key(config.auth.previous_signing_key, in_production));
    must("database.url", "this build stores in SQLite alone; write sqlite:///path/of/the/file", [&] { sqlite_path(config); });
}

void Product::make_router() {
    parts_.router = std::make_unique<Router>();
    parts_.translations.clear();
    const auto& bases = parts_.config.http.base_paths;
    for (const RouteRow& row : own_routes()) {
        parts_.router->add("/", row);
        for (const std::string& base : bases) parts_.router->add(base, row);
    }
    parts_.folders.clear();
    std::vector<const Ledger*> serving;
    for (const auto& plugin : parts_.plugins) {
        if (!plugin->started && parts_.lanes) continue;  // it was asked to, and did not
        serving.push_back(plugin.get());
        link_versions(plugin->routes);
        for (const RouteRow& row : plugin->routes) {
            if (row.absolute()) {
                parts_.router->add("/", row);
            } else {
                for (const std::string& base : bases) parts_.router->add(base, row);
            }
        }
        for (const FolderRow& row : plugin->folders) {
            const auto folder = parts_.share / row.folder;
            try {
                parts_.folders.push_back({row.path, std::make_unique<files::StaticFolder>(folder)});
            } catch (const std::filesystem::filesystem_error& fault) {
                throw Refused("plugin " + plugin->manifest.name + " serves the folder " + folder.string() +
                              ", which cannot be read: " + fault.code().message());
            }
        }
    }
    for (const Ledger* speaker : serving) translate_routes(*speaker, serving, parts_.translations);
    for (const RouteRow& row : parts_.translations.routes)
        for (const std::string& base : bases) parts_.router->add(base, row);
}

std::vector<storage::MigrationSet> Product::migrations() const {
    std::vector<storage::MigrationSet> out;
    for (const auto& plugin : parts_.plugins)
        if (!plugin->migrations.empty()) out.push_back({plugin->manifest.name, plugin->migrations});
    return out;
}

void Product::migrate() {
    open_database();
    parts_.database->migrate(migrations());
}

void Product::open_database() {
    const HostSettings& config = parts_.config;
    const auto path = sqlite_path(config);
    make_private(parts_.settings, path.parent_path());
    storage::Options options;
    options.path = path.string();
    if (config.log.sql) options.trace = [this](std::string_view sql) { parts_.log.info("sql", {{"statement", sql}}); };
    // No deadline stops C++ code: a writer that is stuck is named, and the host makes room for a fresh one.
    options.stuck = [this](std::string_view owner) {
        parts_.log.error("a plugin has held the writer too long; the host ends so that it can be restarted", {{"plugin", owner}});
        parts_.log.flush(std::chrono::seconds{1});
        std::_Exit(1);
    };
    parts_.database = std::make_unique<storage::Database>(std::move(options), parts_.clock, parts_.log);
}

void Product::start() {
    const HostSettings& config = parts_.config;
    std::vector<std::string> keys{crypto::signing_key(config.auth.signing_key, config.data_folder,
                                                      config.organisation.in_production, token_algorithm(config))};
    if (!config.auth.previous_signing_key.empty()) keys.push_back(config.auth.previous_signing_key);
    parts_.seal = std::make_unique<crypto::Seal>(crypto::seal_secrets(keys));
    parts_.box = std::make_unique<crypto::Box>(crypto::seal_secrets(keys));
    parts_.tokens = std::make_unique<crypto::Tokens>(
        parts_.clock, crypto::Tokens::Options{keys, config.auth.issuer, config.auth.audience,
                                              std::chrono::duration_cast<std::chrono::seconds>(config.auth.access_life)});
    parts_.passwords = std::make_unique<crypto::Passwords>(
        crypto::Passwords::Cost{static_cast<std::uint32_t>(config.auth.password_memory / 1024),
                                static_cast<std::uint32_t>(config.auth.password_passes), 1});
    parts_.store = std::make_unique<files::Store>(config.data_folder);
    parts_.epoch = crypto::random_token(64);
    parts_.cache = open_cache(config.redis_url, parts_.epoch, parts_.clock, parts_.log);
    parts_.revocations = std::make_unique<Revocations>(parts_.clock, config.auth.access_life);
    parts_.who = std::make_unique<Who>(parts_.clock, *parts_.tokens, parts_.scopes, *parts_.revocations);
    if (config.http.rate_limits) parts_.rates = std::make_unique<Rates>(config.http.requests_a_minute);
    parts_.outbox = std::make_unique<Outbox>(*parts_.database, parts_.clock, parts_.log);
    parts_.tasks = std::make_unique<Tasks>(parts_.clock, parts_.log);
    parts_.database->start();
    parts_.revocations->load(*parts_.database);
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    parts_.lanes = std::make_unique<Lanes>(*parts_.database, Lanes::Sizes{.readers = cores});
    start_plugins();
    make_router();
    listen();
    schedule();
    parts_.outbox->start();
    parts_.tasks->start();
    parts_.ready = true;
}

/// A plugin that does not start is left out, and so is what needs it; the others serve. One that is required ends the start.
void Product::start_plugins() {
    const auto& required = parts_.config.required_plugins;
    const auto is_required = [&](const std::string& name) {
        return std::find(required.begin(), required.end(), name) != required.end();
    };
    for (const auto& plugin : parts_.plugins) {
        const std::string& name = plugin->manifest.name;
        try {
            for (const std::string& need : plugin->manifest.needs)
                for (const auto& other : parts_.plugins)
                    if (other->manifest.name == need && !other->started)
                        throw Refused("plugin " + name + " needs " + need + ", which did not start");
            plugin->start();
            parts_.log.info("plugin started",
                            {{"plugin", std::string_view{name}}, {"version", std::string_view{plugin->manifest.version}}});
        } catch (const Refused& why) {
            if (is_required(name)) throw;
            parts_.log.error("plugin left out", {{"plugin", std::string_view{name}}, {"why", std::string_view{why.what()}}});
            for (auto& [contract, providers] : parts_.contracts)
                std::erase_if(providers, [&](const Provider& each) { return each.plugin == plugin.get(); });
            std::erase_if(parts_.contracts, [](const auto& each) { return each.second.empty(); });
        }
    }
}

void Product::listen() {
    for (const auto& plugin : parts_.plugins) {
        if (!plugin->started) continue;  // it goes on where it was when it starts again
        for (const ListenerRow& row : plugin->listeners)
            parts_.outbox->listen(
                row.topic, plugin->manifest.name,
                [this, owner = plugin.get(), &row](mortise_db& db, std::int64_t id, mortise_nodes event) {
                    mortise_call call{parts_};
                    call.plugin = owner;
                    call.lane = Lane::writer;
                    border::need([&](const mortise_fail* fail) { return row.heard(row.user, &call, &db, id, event, fail); });
                });
    }
}

std::int64_t Product::run_task(Ledger& plugin, const TaskRow& row) {
    std::int64_t did = 0;
    const auto run = [&](mortise_db* db) {
        mortise_call call{parts_};
        call.plugin = &plugin;
        call.lane = db ? Lane::writer : Lane::blocking;
        border::need([&](const mortise_fail* fail) { return row.run(row.user, &call, db, &did, fail); });
    };
    if (row.lane != MORTISE_LANE_WRITER) {
        run(nullptr);
    } else {
        parts_.database->write(plugin.manifest.name, [&](mortise_db& db) { run(&db); });
    }
    return did;
}

void Product::schedule() {
    for (const auto& plugin : parts_.plugins)
        for (const TaskRow& row : plugin->tasks) {
            if (!plugin->started) continue;
            parts_.tasks->add(row.name, Schedule::parse(row.schedule, parts_.config.organisation.time_zone),
                              [this, owner = plugin.get(), &row] { return run_task(*owner, row); });
        }
    parts_.tasks->add("mortise.prune-revocations", Schedule::parse("@every 600s", "UTC"), [this] {
        std::int64_t gone = 0;
        parts_.database->write("mortise", [&](mortise_db& db) { gone = parts_.revocations->prune(db); });
        return gone;
    });
    parts_.tasks->add("mortise.prune-idempotency", Schedule::parse("@every 3600s", "UTC"),
                      [this] { return forget_repeats(parts_); });
}

void Product::finish_work() noexcept {
    if (finished_) return;
    finished_ = true;
    parts_.ready = false;
    if (parts_.tasks) parts_.tasks->stop();
    if (parts_.outbox) parts_.outbox->stop();
    if (parts_.lanes) parts_.lanes->stop();
    if (parts_.database) parts_.database->stop();
}

void Product::stop() noexcept {
    finish_work();
    parts_.router.reset();
    parts_.translations.clear();
    parts_.contracts.clear();
    while (!parts_.plugins.empty()) parts_.plugins.pop_back();  // in reverse: what needs others goes first
}

}  // namespace host
