// One running product: its parts made in order, its plugins opened and started, all of it ended in reverse.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dispatch/dispatch.h"
#include "parts.h"

namespace host {

/// Where the product's own files are.
struct Places {
    std::filesystem::path plugins, share;
    std::filesystem::path images = {};  ///< where opened plugins are copied to; empty: below the data folder
};

class Product {
  public:
    /// The host's settings must have been read into `settings`.
    Product(const Clock& clock, Log& log, Settings& settings, Places places);
    ~Product();
    Product(const Product&) = delete;
    Product& operator=(const Product&) = delete;

    /// Opens the enabled plugins, which declare what they add; then every setting is known and checked. Nothing is started or
    /// written but copies of the images. Throws Misconfigured or Refused.
    void open();
    /// Opens the database, or makes it. Throws Problem.
    void open_database();
    /// Opens the database and brings it up to date. Throws Problem.
    void migrate();
    /// Starts all that works in the background, and the plugins. Throws Refused.
    void start();
    /// Ends all work: what is queued on the lanes is done, what comes later is refused with 503.
    void finish_work() noexcept;
    /// Ends it all, the plugins too. Nothing may call it any more.
    void stop() noexcept;

    Parts& parts() { return parts_; }
    http::Service& service() { return dispatch_; }
    std::vector<storage::MigrationSet> migrations() const;
    /// Runs a row's function now, as the scheduler would.
    std::int64_t run_task(Ledger& plugin, const TaskRow& row);

  private:
    void check_values();
    void make_router();
    void start_plugins();
    void listen();
    void schedule();

    Parts parts_;
    const Places places_;
    Dispatch dispatch_;
    bool finished_ = false;
};

/// The path of the file in "sqlite:///path". Throws Misconfigured for another kind of database.
std::filesystem::path sqlite_path(const HostSettings& config);

}  // namespace host
