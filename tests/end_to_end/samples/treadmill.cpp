// Routes that cost five milliseconds each, one on every lane, and an answer that fills a socket.
#include <mortise/plugin.h>

#include <chrono>
#include <ctime>
#include <thread>

using namespace std::chrono_literals;

namespace treadmill {

using mortise::field;

struct Step {
    std::int64_t number = 0;
    static constexpr auto fields = mortise::fields(field("number", &Step::number, "Of the step."));
};

/// Time of a processor, not of the clock: others may have it meanwhile.
void compute(std::chrono::nanoseconds cost) {
    const auto used = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
    };
    for (const auto end = used() + cost; used() < end;) {
    }
}

Step look(mortise::Reader&) {
    std::this_thread::sleep_for(5ms);
    return {1};
}
Step think(mortise::Reader&) {
    compute(5ms);
    return {1};
}
Step wait(mortise::Call&) {
    std::this_thread::sleep_for(5ms);
    return {1};
}
mortise::Created<Step> walk(mortise::Writer& db) {
    std::this_thread::sleep_for(5ms);
    Step step{1};
    db.insert("treadmill_steps", step);
    return {step};
}
mortise::Created<Step> add(const Step& step, mortise::Writer& db) {
    db.insert("treadmill_steps", step);
    return {step};
}
struct Steps {
    std::vector<Step> steps;
    static constexpr auto fields = mortise::fields(field("steps", &Steps::steps, "All."));
};
Steps all(mortise::Reader& db) { return {db.select<Step>("FROM treadmill_steps ORDER BY id")}; }
mortise::Content much(mortise::Call&) { return {"text/plain", std::string(256 * 1024, 'x')}; }

}  // namespace treadmill

constexpr mortise::Migration migrations[] = {
    {1, "0001_steps", "CREATE TABLE treadmill_steps (id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL) STRICT;",
     nullptr}};

mortise::Plugin describe() {
    using namespace treadmill;
    using mortise::everyone;
    return {.sentence = "A treadmill.",
            .migrations = migrations,
            .routes = {{"GET", "/treadmill/look", everyone, look, "Takes its time on the data lane."},
                       {"GET", "/treadmill/think", everyone, think, "Takes the processor's time on the data lane."},
                       {"GET", "/treadmill/wait", everyone, wait, "Takes its time on the blocking lane."},
                       {"POST", "/treadmill/walk", everyone, walk, "Takes its time on the writer."},
                       {"POST", "/treadmill/steps", everyone, add, "Adds a step."},
                       {"GET", "/treadmill/steps", everyone, all, "All steps."},
                       {"GET", "/treadmill/much", everyone, much, "More than a socket holds."}}};
}
