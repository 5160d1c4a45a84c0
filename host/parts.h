// All that one running host is made of, as its parts see each other.
#pragma once
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "background/outbox.h"
#include "background/tasks.h"
#include "base/clock.h"
#include "base/log.h"
#include "cache/cache.h"
#include "crypto/box.h"
#include "crypto/passwords.h"
#include "crypto/seal.h"
#include "crypto/tokens.h"
#include "dispatch/lanes.h"
#include "dispatch/rates.h"
#include "dispatch/router.h"
#include "dispatch/translation.h"
#include "files/static.h"
#include "files/store.h"
#include "plugins/ledger.h"
#include "sessions/revocations.h"
#include "sessions/who.h"
#include "settings/host_settings.h"
#include "storage/database.h"

namespace host {

/// Folders that are served as they are: the path that begins them, and the files.
struct ServedFolder {
    std::string path;
    std::unique_ptr<files::StaticFolder> files;
};

/// Who answers a contract.
struct Provider {
    Ledger* plugin = nullptr;
    const ContractRow* row = nullptr;
};

/// Made and ended by Product, in this order. Immutable while requests are served, but for what says otherwise.
struct Parts {
    const Clock& clock;
    Log& log;
    Settings& settings;
    HostSettings config = {};
    std::filesystem::path share = {};   ///< share/mortise
    std::filesystem::path images = {};  ///< copies of the plugins that are open

    std::unique_ptr<storage::Database> database = {};
    std::unique_ptr<Cache> cache = {};
    std::unique_ptr<crypto::Tokens> tokens = {};
    std::unique_ptr<crypto::Passwords> passwords = {};
    std::unique_ptr<crypto::Seal> seal = {};
    std::unique_ptr<crypto::Box> box = {};
    std::unique_ptr<files::Store> store = {};
    std::unique_ptr<Revocations> revocations = {};
    Scopes scopes = {};
    std::unique_ptr<Who> who = {};
    std::unique_ptr<Rates> rates = {};
    std::unique_ptr<Lanes> lanes = {};
    std::unique_ptr<Tasks> tasks = {};
    std::unique_ptr<Outbox> outbox = {};
    std::regex pin_code = {};

    std::vector<std::unique_ptr<Ledger>> plugins = {};
    std::map<std::string, std::vector<Provider>, std::less<>> contracts = {};  ///< several providers where it is shared
    Translations translations = {};
    std::unique_ptr<Router> router = {};
    std::vector<ServedFolder> folders = {};
    std::string epoch = {};             ///< of this start: begins every key of the cache
    std::atomic<bool> draining{false};  ///< ready says no, new connections end after their answer
    std::atomic<bool> ready{false};
    std::array<std::atomic<std::uint64_t>, 3> sent_away{};  ///< requests that a lane had no room or no time for, by Lane
};

}  // namespace host
