// Works for the writer whose course a test can watch and hold.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>

#include "support.h"

namespace storage_test {

/// Runs a closure and remembers what became of it.
class Job final : public storage::Write {
  public:
    explicit Job(std::function<void(mortise_db&)> work, std::string_view owner_ = "shop") : work_(std::move(work)) {
        owner = owner_;
    }

    std::function<void()> at_end = [] {};  ///< on the writer's thread, before the result is known
    std::atomic<int> runs{0};

    void run(mortise_db& db) override {
        ++runs;
        work_(db);
    }
    void committed() noexcept override {
        at_end();
        done_.set_value(200);
    }
    void failed(std::exception_ptr why) noexcept override {
        at_end();
        try {
            std::rethrow_exception(why);
        } catch (const host::Problem& problem) {
            code_ = problem.code;
            done_.set_value(problem.status);
        } catch (...) {
            done_.set_value(500);
        }
    }
    /// 200 once it is durable, else the problem's status. Asked once.
    int result() { return done_.get_future().get(); }
    const std::string& code() const { return code_; }

  private:
    std::function<void(mortise_db&)> work_;
    std::string code_;
    std::promise<int> done_;
};

/// Keeps the writer busy until it is let go, so that what is submitted meanwhile becomes one group.
class Hold {
  public:
    explicit Hold(storage::Database& database) {
        EXPECT_TRUE(database.submit(job_));
        reached_.get_future().wait();
    }
    ~Hold() { release(); }
    void release() {
        if (released_) return;
        released_ = true;
        go_.set_value();
        EXPECT_EQ(job_.result(), 200);
    }

  private:
    std::promise<void> reached_, go_;
    bool released_ = false;
    Job job_{[this](mortise_db&) {
        reached_.set_value();
        go_.get_future().wait();
    }};
};

inline std::unique_ptr<Job> insert(std::string name) {
    return std::make_unique<Job>(
        [name = std::move(name)](mortise_db& db) { exec(db, "INSERT INTO shop_items(name) VALUES(?)", {value(name)}); });
}

}  // namespace storage_test
