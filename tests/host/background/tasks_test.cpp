// What the clock starts, and what never happens twice at once.
#include "background/tasks.h"

#include <atomic>
#include <future>
#include <stdexcept>

#include "background/support.h"
#include "base/problem.h"

namespace background_test {

namespace {

using namespace std::chrono_literals;
using host::Schedule;
using host::Tasks;
using host::Time;

Schedule every(std::string_view text) { return Schedule::parse(text, "Etc/UTC"); }

struct TasksTest : ::testing::Test {
    TasksTest() { noted.clock.set(Time(1'000'000s)); }
    void add(std::string name, std::string_view schedule, std::function<void()> body) {
        tasks.add(std::move(name), every(schedule), [body = std::move(body)] {
            body();
            return std::int64_t{1};
        });
    }
    int status_of(const std::function<void()>& work) {
        try {
            work();
        } catch (const host::Problem& problem) {
            return problem.status;
        }
        return 0;
    }
    Noted noted;
    Tasks tasks{noted.clock, noted.log, 2ms};
};

/// Ends the tasks before what their bodies refer to.
struct Ending {
    Tasks& tasks;
    ~Ending() { tasks.stop(); }
};

/// A body that stays until it is let go, and knows whether it was ever entered twice.
struct Door {
    std::promise<void> opened;
    std::shared_future<void> open = opened.get_future().share();
    std::atomic<int> entered{0}, inside{0}, most{0};
    void pass() {
        ++entered;
        most = std::max(most.load(), ++inside);
        open.wait();
        --inside;
    }
};

}  // namespace

TEST_F(TasksTest, RunWhatTheClockMakesDue) {
    std::atomic<int> runs{0};
    add("a", "@every 60s", [&] { ++runs; });
    const Ending ending{tasks};
    tasks.start();
    EXPECT_EQ(runs, 0) << "nothing is due at the start";
    noted.clock.advance(60s);
    EXPECT_TRUE(becomes([&] { return runs == 1; }));
}

TEST_F(TasksTest, RunOnceHoweverMuchWasMissed) {
    std::atomic<int> slow{0}, quick{0};
    add("slow", "@every 60s", [&] { ++slow; });
    add("quick", "@every 1s", [&] { ++quick; });
    const Ending ending{tasks};
    tasks.start();
    noted.clock.advance(24h);
    ASSERT_TRUE(becomes([&] { return slow == 1 && quick == 1; }));
    noted.clock.advance(1s);
    ASSERT_TRUE(becomes([&] { return quick == 2; })) << "the clock was looked at again";
    EXPECT_EQ(slow, 1);
}

TEST_F(TasksTest, NeverRunTheSameTaskTwiceAtOnce) {
    Door door;
    std::atomic<int> other{0};
    add("slow", "@every 1s", [&] { door.pass(); });
    add("other", "@every 1s", [&] { ++other; });
    const Ending ending{tasks};
    tasks.start();
    noted.clock.advance(1s);
    ASSERT_TRUE(becomes([&] { return door.inside == 1 && other == 1; }));
    noted.clock.advance(1s);
    ASSERT_TRUE(becomes([&] { return other == 2; })) << "one slow task holds nobody up";
    auto asked = std::async(std::launch::async, [&] { return tasks.run_now("slow"); });
    noted.clock.advance(1s);
    ASSERT_TRUE(becomes([&] { return other == 3; }));
    EXPECT_EQ(door.entered, 1);
    door.opened.set_value();
    EXPECT_EQ(asked.get(), 1);
    EXPECT_TRUE(becomes([&] { return door.entered == 3; })) << "who asked, and what fell due meanwhile, once";
    EXPECT_EQ(door.most, 1);
}

TEST_F(TasksTest, ComeAgainAfterAFailureThatTheLogNames) {
    std::atomic<int> runs{0};
    add("requests.expire", "@every 1s", [&] {
        if (++runs == 1) throw host::Problem(500, "broken", "the table is gone");
        if (runs == 2) throw std::runtime_error("a plain failure");
        if (runs == 3) throw 42;
    });
    const Ending ending{tasks};
    tasks.start();
    for (int i = 1; i <= 4; ++i) {
        noted.clock.advance(1s);
        ASSERT_TRUE(becomes([&] { return runs == i; }));
    }
    tasks.stop();
    EXPECT_TRUE(noted.says("requests.expire"));
    EXPECT_TRUE(noted.says("the table is gone"));
    EXPECT_TRUE(noted.says("a plain failure"));
    EXPECT_TRUE(noted.says("something that is no std::exception"));
}

TEST_F(TasksTest, ArePlannedAnewWhenTheClockWasWrong) {
    std::atomic<int> runs{0}, marks{0};
    noted.clock.set(Time(2'000'000'000s));
    add("daily", "@daily", [&] { ++runs; });
    add("mark", "@every 1s", [&] { ++marks; });
    const Ending ending{tasks};
    tasks.start();
    noted.clock.set(Time(1'000'000'000s));
    noted.clock.advance(1s);
    std::this_thread::sleep_for(100ms);  // one look at the corrected clock
    noted.clock.advance(24h);
    EXPECT_TRUE(becomes([&] { return runs == 1 && marks >= 1; }));
}

TEST_F(TasksTest, DoNotRepeatWhatASmallStepBackShowsAgain) {
    std::atomic<int> runs{0};
    noted.clock.set(Time(1'000'000'000s));
    add("hourly", "@hourly", [&] { ++runs; });
    const Ending ending{tasks};
    tasks.start();
    noted.clock.advance(1h);
    ASSERT_TRUE(becomes([&] { return runs == 1; }));
    noted.clock.advance(-30min);
    std::this_thread::sleep_for(100ms);  // one look
    noted.clock.advance(30min);
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(runs, 1);
    noted.clock.advance(1h);
    EXPECT_TRUE(becomes([&] { return runs == 2; }));
}

TEST_F(TasksTest, AreWaitedForAtTheEnd) {
    Door door;
    add("slow", "@every 1s", [&] { door.pass(); });
    const Ending ending{tasks};
    tasks.start();
    noted.clock.advance(1s);
    ASSERT_TRUE(becomes([&] { return door.inside == 1; }));
    std::atomic<bool> stopped{false};
    std::thread stopping([&] {
        tasks.stop();
        stopped = true;
    });
    ASSERT_TRUE(becomes([&] { return status_of([&] { tasks.run_now("slow"); }) == 503; })) << "nothing begins any more";
    EXPECT_FALSE(stopped);
    door.opened.set_value();
    stopping.join();
    EXPECT_EQ(door.inside, 0);
    EXPECT_EQ(door.entered, 1);
}

TEST_F(TasksTest, CanBeRunByHand) {
    tasks.add("count", every("@daily"), [] { return std::int64_t{7}; });
    add("fails", "@daily", [] { throw host::Problem(409, "no", "No."); });
    EXPECT_EQ(tasks.run_now("count"), 7) << "before the start";
    tasks.start();
    EXPECT_EQ(tasks.run_now("count"), 7);
    EXPECT_EQ(status_of([&] { tasks.run_now("fails"); }), 409) << "who asks is told";
    EXPECT_EQ(status_of([&] { tasks.run_now("fails"); }), 409);
    EXPECT_EQ(status_of([&] { tasks.run_now("unknown"); }), 404);
    EXPECT_EQ(status_of([&] { add("count", "@daily", [] {}); }), 500) << "a name is given once";
    tasks.stop();
    EXPECT_EQ(status_of([&] { tasks.run_now("count"); }), 503);
}

TEST_F(TasksTest, MayBeAddedWhileOthersRun) {
    std::atomic<int> runs{0};
    const Ending ending{tasks};
    tasks.start();
    add("late", "@every 10s", [&] { ++runs; });
    noted.clock.advance(10s);
    EXPECT_TRUE(becomes([&] { return runs == 1; }));
}

}  // namespace background_test
