// The database as a whole: the lock, the writer, the readers, the migrations.
#include "storage/database.h"

#include <condition_variable>
#include <mutex>

#include "base/clock.h"
#include "base/log.h"
#include "storage/faults.h"
#include "storage/folder_lock.h"
#include "storage/migrations.h"
#include "storage/writer.h"

namespace host::storage {

namespace {

/// A work whose submitter waits for it.
class Awaited final : public Write {
  public:
    Awaited(std::string_view owner_, const std::function<void(mortise_db&)>& work) : work_(work) { owner = owner_; }
    void run(mortise_db& db) override { work_(db); }
    void committed() noexcept override { finish({}); }
    void failed(std::exception_ptr why) noexcept override { finish(std::move(why)); }
    void wait() {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return finished_; });
        if (fault_) std::rethrow_exception(fault_);
    }

  private:
    void finish(std::exception_ptr why) noexcept {
        const std::lock_guard lock(mutex_);
        fault_ = std::move(why);
        finished_ = true;
        done_.notify_one();  // under the lock: whoever waits destroys this as soon as it is open
    }
    const std::function<void(mortise_db&)>& work_;
    std::mutex mutex_;
    std::condition_variable done_;
    bool finished_ = false;
    std::exception_ptr fault_;
};

std::vector<MigrationSet> with_host(const std::vector<MigrationSet>& sets) {
    std::vector<MigrationSet> all{host_migrations()};
    all.insert(all.end(), sets.begin(), sets.end());
    return all;
}

std::int64_t milliseconds(const Clock& clock) { return clock.now().time_since_epoch().count(); }

}  // namespace

struct Database::Core {
    Core(Options options, const Clock& clock, Log& log)
        : lock(options.path), shared{std::move(options), {}, log, clock}, writer(shared) {}
    FolderLock lock;
    Shared shared;
    Writer writer;
};

Database::Database(Options options, const Clock& clock, Log& log)
    : core_(std::make_unique<Core>(std::move(options), clock, log)) {}

Database::~Database() = default;

int Database::migrate(const std::vector<MigrationSet>& sets) {
    int count = 0;
    core_->writer.between_groups([&](Session& session) {
        const std::vector<MigrationSet> all = with_host(sets);
        const std::vector<Record> applied = records(session);
        check_sets(all, applied);
        for (const MigrationSet& set : all) {
            int last = 0;
            for (const Record& record : applied)
                if (record.owner == set.owner) last = record.number;
            for (const Migration& migration : set.migrations) {
                if (migration.number <= last) continue;
                apply(session, set.owner, migration, milliseconds(core_->shared.clock));
                core_->shared.tables.rebuilt();
                core_->shared.log.info("migration applied", {{"owner", set.owner}, {"migration", migration.name}});
                ++count;
            }
        }
    });
    return count;
}

std::vector<Database::Applied> Database::status(const std::vector<MigrationSet>& sets) {
    Session session(core_->shared, Session::Role::guest);
    const std::vector<Record> applied = records(session);
    std::vector<Applied> all;
    for (const MigrationSet& set : with_host(sets))
        for (const Migration& migration : set.migrations) {
            std::int64_t at = 0;
            for (const Record& record : applied)
                if (record.owner == set.owner && record.number == migration.number) at = record.applied_at;
            all.push_back({set.owner, migration.name, migration.number, at});
        }
    return all;
}

void Database::start() {
    core_->writer.start([this] {
        if (emitted) emitted();
    });
}

bool Database::submit(Write& work) { return core_->writer.submit(work); }

void Database::write(std::string_view owner, const std::function<void(mortise_db&)>& work) {
    Awaited awaited(owner, work);
    if (!core_->writer.submit(awaited)) {
        Problem full(503, "busy", "Too many changes are waiting; try again shortly.");
        full.retry_after_s = 1;
        throw full;
    }
    awaited.wait();
}

std::unique_ptr<Reader> Database::reader(Reader::Cache cache) {
    const auto role = cache == Reader::Cache::large ? Session::Role::reader : Session::Role::guest;
    return std::make_unique<Reader>(std::make_unique<Session>(core_->shared, role));
}

void Database::stop() { core_->writer.stop(); }

std::uint64_t Database::commits() const noexcept { return core_->shared.tables.commits(); }

std::uint64_t Database::generation(std::uint32_t table) const noexcept { return core_->shared.tables.generation(table); }

std::string Database::table_name(std::uint32_t table) const { return core_->shared.tables.name(table); }

bool Database::healthy() const noexcept { return core_->writer.healthy(); }

std::string Database::check() {
    Session session(core_->shared, Session::Role::guest);
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(session.handle(), "PRAGMA quick_check(20)", -1, &raw, nullptr);
    const Prepared check(raw);
    std::string report;
    int code;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW)
        if (const std::string line = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0)); line != "ok")
            report += line + "\n";
    if (code != SQLITE_DONE) report += sqlite3_errmsg(session.handle());
    return report;
}

Reader::Reader(std::unique_ptr<Session> session) : session_(std::move(session)) {}

Reader::~Reader() = default;

mortise_db Reader::open(std::string_view owner, Gathered& gathered) {
    if (!session_->in_transaction()) {
        commits_ = session_->commits();
        if (const int code = session_->control(Session::Control::begin); code != SQLITE_OK) throw unavailable(code);
    }
    return {session_.get(), &gathered, owner, false};
}

void Reader::hold() noexcept { held_ = true; }

void Reader::let_go() noexcept {
    held_ = false;
    close();
}

void Reader::close() noexcept {
    if (held_) return;
    if (session_->in_transaction()) session_->control(Session::Control::commit);
    if (session_->in_transaction()) session_->control(Session::Control::rollback);
}

void Reader::interrupt() noexcept { session_->interrupt(); }

}  // namespace host::storage
