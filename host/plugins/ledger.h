// One plugin's ledger: all that it has registered, and the handle through which every call of it goes.
#pragma once
#include <mortise/abi.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plugins/image.h"
#include "storage/database.h"

namespace host {

struct Parts;
struct Ledger;
class Vocabulary;

/// A declared route, with everything copied from the plugin but its function.
struct RouteRow {
    Ledger* plugin = nullptr;
    std::string method, path, who, sentence, body_schema, query_schema, answer_schema;
    std::int32_t lane = 0, accepts = 0, flags = 0, status = 200;
    std::int64_t cached_ms = 0, max_body = 0;
    std::vector<std::string> headers;
    std::vector<std::pair<std::string, std::int32_t>> failures;
    mortise_rc (*handle)(void*, mortise_call*, mortise_db*, const mortise_fail*) noexcept = nullptr;
    void* user = nullptr;
    int scope = -1;        ///< the number of `who` among all scopes; -1: public or authenticated
    int other_scope = -1;  ///< of the second, where either is enough
    /// The scopes that `who` names.
    std::vector<std::string> scopes() const;
    const RouteRow* version = nullptr;       ///< of a write: the read that shows the record which it changes, for If-Match
    const Vocabulary* vocabulary = nullptr;  ///< of a translated route: the words of its clients
    const RouteRow* original = nullptr;      ///< and the route that it is in other words
    bool is_public() const { return who == "public"; }
    bool absolute() const { return (flags & MORTISE_ROUTE_ABSOLUTE) != 0; }
};

struct FolderRow {
    std::string path, folder, sentence;
};

struct TaskRow {
    std::int32_t lane = 0;
    std::string name, schedule, sentence;
    mortise_rc (*run)(void*, mortise_call*, mortise_db*, std::int64_t*, const mortise_fail*) noexcept = nullptr;
    void* user = nullptr;
};

struct ListenerRow {
    std::string topic, sentence;
    mortise_rc (*heard)(void*, mortise_call*, mortise_db*, std::int64_t, mortise_nodes, const mortise_fail*) noexcept = nullptr;
    void* user = nullptr;
};

struct ContractRow {
    std::string name;
    mortise_rc (*answer)(void*, mortise_str, mortise_call*, mortise_db*, mortise_nodes, mortise_sink,
                         const mortise_fail*) noexcept = nullptr;
    void* user = nullptr;
    bool shared = false;  ///< others may provide it too
};

/// The `mortise_host` of one plugin. Registrations are open while describe() runs, and closed for good after it.
struct Ledger : mortise_host {
    Ledger(Parts& parts, Manifest manifest);
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// Opens the image and lets the plugin describe itself. Throws Refused naming the plugin; nothing of it is left then.
    void open();
    /// Runs the plugin's start on the calling thread. Throws Refused naming the plugin.
    void start();
    /// Runs the plugin's own demonstration data, if it has any. Throws Problem.
    void demo();
    /// Lets the plugin go: quiesce, stop, sweep, close.
    void close() noexcept;

    Parts& parts;
    const Manifest manifest;
    bool describing = false, started = false;
    std::deque<RouteRow> routes, commands;                   ///< of HTTP, and of the program's own words
    std::vector<std::pair<std::string, std::string>> paths;  ///< under which other path routes are served as well
    std::vector<std::pair<std::string, std::string>> words;  ///< and what their members are called there
    std::vector<FolderRow> folders;
    std::vector<TaskRow> tasks;
    std::vector<ListenerRow> listeners;
    std::vector<ContractRow> contracts;
    std::map<std::string, std::string> scopes;  ///< with what each allows
    std::vector<storage::Migration> migrations;
    std::vector<std::string> settings;  ///< keys that it declared

    std::atomic<std::uint64_t> calls{0}, faults{0};

  private:
    void clear() noexcept;
    std::unique_ptr<Image> image_;
    void* self_ = nullptr;
    bool described_ = false;  ///< the plugin has an instance, and is owed a stop
};

inline Ledger& ledger_of(const mortise_host* host) { return *static_cast<Ledger*>(const_cast<mortise_host*>(host)); }

/// The table of a service by its versioned name; NULL when this host has none.
const void* find_service(std::string_view name);

}  // namespace host
