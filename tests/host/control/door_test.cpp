// The local socket of a running host.
#include "control/door.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "base/log.h"
#include "base/problem.h"
#include "control/frames.h"
#include "control/socket_path.h"

namespace {

using namespace host;
using namespace std::chrono_literals;
using control::Door;
using control::Order;
using control::Outcome;

struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string name = std::filesystem::temp_directory_path() / "mortise-door-XXXXXX";
        if (::mkdtemp(name.data())) path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path socket() const { return path / "mortise.sock"; }
};

struct Hall {
    Folder folder;
    SystemClock clock;
    int sink = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    Log log{clock, {.descriptor = sink}};
    ~Hall() {
        log.stop();
        ::close(sink);
    }
};

Outcome echo(const Order& order) { return {200, order.command + '?' + order.form}; }

/// A client that speaks as it likes.
struct Caller {
    int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool connected = false;
    explicit Caller(const std::filesystem::path& folder) {
        const control::SocketPath path(folder);
        connected = ::connect(socket, path.address(), path.size()) == 0;
    }
    ~Caller() { ::close(socket); }
    std::optional<std::string> hear() const {
        return control::receive_frame(socket, 1 << 20, std::chrono::steady_clock::now() + 10s);
    }
};

TEST(Door, TakesAnOrderAndAnswersIt) {
    Hall hall;
    Door door(hall.folder.path, echo, hall.log);
    const auto outcome = control::send(hall.folder.path, {"/users/unlock", "who=%22anna%22"});
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->status, 200);
    EXPECT_EQ(outcome->body, "/users/unlock?who=%22anna%22");
}

TEST(Door, IsForItsOwnerAloneFromTheFirstMoment) {
    Hall hall;
    const mode_t before = ::umask(0);
    Door door(hall.folder.path, echo, hall.log);
    ::umask(before);
    struct stat there {};
    ASSERT_EQ(::stat(hall.folder.socket().c_str(), &there), 0);
    EXPECT_TRUE(S_ISSOCK(there.st_mode));
    EXPECT_EQ(there.st_mode & 0777U, 0600U);
}

TEST(Door, IsGoneWhenItIsClosed) {
    Hall hall;
    Door door(hall.folder.path, echo, hall.log);
    door.close();
    EXPECT_FALSE(std::filesystem::exists(hall.folder.socket()));
    EXPECT_FALSE(control::send(hall.folder.path, {"/a", ""}));
}

TEST(Door, TakesThePlaceOfOneThatWasKilled) {
    Hall hall;
    {
        const files::Descriptor dead(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const control::SocketPath path(hall.folder.path);
        ASSERT_EQ(::bind(dead.get(), path.address(), path.size()), 0);
    }
    ASSERT_TRUE(std::filesystem::exists(hall.folder.socket()));
    EXPECT_FALSE(control::send(hall.folder.path, {"/a", ""})) << "nobody answers there";
    Door door(hall.folder.path, echo, hall.log);
    EXPECT_TRUE(control::send(hall.folder.path, {"/a", ""}));
}

TEST(Door, LetsBeWhatIsNoSocket) {
    Hall hall;
    ::close(::open(hall.folder.socket().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    EXPECT_THROW(Door(hall.folder.path, echo, hall.log), std::system_error);
    EXPECT_TRUE(std::filesystem::is_regular_file(hall.folder.socket()));
}

TEST(Door, WorksInAFolderWhosePathIsLongerThanAnAddress) {
    Hall hall;
    const auto deep = hall.folder.path / std::string(120, 'a') / std::string(120, 'b');
    std::filesystem::create_directories(deep);
    Door door(deep, echo, hall.log);
    EXPECT_TRUE(control::send(deep, {"/a", ""}));
}

TEST(Door, TakesSeveralInTurn) {
    Hall hall;
    std::atomic<int> inside{0}, together{0};
    Door door(
        hall.folder.path,
        [&](const Order& order) {
            if (inside.fetch_add(1) != 0) ++together;
            std::this_thread::sleep_for(10ms);
            --inside;
            return echo(order);
        },
        hall.log);
    std::vector<std::thread> callers;
    std::atomic<int> answered{0};
    for (int i = 0; i < 8; ++i)
        callers.emplace_back([&, i] {
            const auto outcome = control::send(hall.folder.path, {"/n/" + std::to_string(i), ""});
            if (outcome && outcome->body == "/n/" + std::to_string(i) + '?') ++answered;
        });
    for (std::thread& each : callers) each.join();
    EXPECT_EQ(answered, 8);
    EXPECT_EQ(together, 0);
}

TEST(Door, StaysOpenAfterWhatItCannotRead) {
    Hall hall;
    Door door(hall.folder.path, echo, hall.log);
    const auto soon = [] { return std::chrono::steady_clock::now() + 5s; };
    {
        const Caller garbage(hall.folder.path);
        ASSERT_TRUE(control::send_frame(garbage.socket, "no JSON", soon()));
        EXPECT_FALSE(garbage.hear());
        const Caller huge(hall.folder.path);
        ASSERT_EQ(::send(huge.socket, "\x7f\xff\xff\xff", 4, MSG_NOSIGNAL), 4);
        EXPECT_FALSE(huge.hear());
        const Caller cut(hall.folder.path);
        ASSERT_EQ(::send(cut.socket, "\0\0\0\x20{", 5, MSG_NOSIGNAL), 5);
    }
    EXPECT_TRUE(control::send(hall.folder.path, {"/a", ""}));
}

TEST(Door, TellsWhereTheWorkFailed) {
    Hall hall;
    Door door(
        hall.folder.path, [](const Order&) -> Outcome { throw std::runtime_error("fell"); }, hall.log);
    EXPECT_THROW(control::send(hall.folder.path, {"/a", ""}), Problem) << "nobody knows what was done";
}

TEST(Door, IsClosedAtOnceWhileACallerIsSilent) {
    Hall hall;
    auto door = std::make_unique<Door>(hall.folder.path, echo, hall.log);
    const Caller silent(hall.folder.path);
    ASSERT_TRUE(silent.connected);
    const auto began = std::chrono::steady_clock::now();
    door.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST(Door, FinishesWhatItHasBegunBeforeItIsClosed) {
    Hall hall;
    std::atomic<bool> begun{false};
    auto door = std::make_unique<Door>(
        hall.folder.path,
        [&](const Order& order) {
            begun = true;
            std::this_thread::sleep_for(50ms);
            return echo(order);
        },
        hall.log);
    std::optional<Outcome> outcome;
    std::thread caller([&] { outcome = control::send(hall.folder.path, {"/a", ""}); });
    while (!begun) std::this_thread::yield();
    door.reset();
    caller.join();
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->status, 200);
}

}  // namespace
