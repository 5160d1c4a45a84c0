// Both sides of the local socket.
#include "control/door.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "base/log.h"
#include "base/problem.h"
#include "control/frames.h"
#include "control/socket_path.h"
#include "openapi/value.h"

namespace host::control {
namespace {

using openapi::Value;
using std::chrono::steady_clock;
/// How long either side waits for bytes of the other, and a client for the work itself.
constexpr std::chrono::seconds for_bytes{5}, for_work{120};

[[noreturn]] void fail_with(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

files::Descriptor local_socket() {
    files::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) fail_with("a local socket");
    return socket;
}

/// Root, and whoever the host runs as.
bool is_trusted(int client) {
    ucred who{};
    socklen_t size = sizeof who;
    return ::getsockopt(client, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && (who.uid == 0 || who.uid == ::geteuid());
}

std::string text_of(const Value& object, std::string_view name) {
    const Value* const member = object.find(name);
    return member ? member->text : std::string();
}

}  // namespace

Door::Door(const std::filesystem::path& folder, Obey obey, Log& log)
    : folder_(folder), obey_(std::move(obey)), log_(log), listening_(local_socket()), alarm_(::eventfd(0, EFD_CLOEXEC)) {
    const SocketPath path(folder_);
    struct stat there {};
    if (::fstatat(path.folder(), socket_name, &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISSOCK(there.st_mode))
        ::unlinkat(path.folder(), socket_name, 0);
    // On Linux the file gets the socket's own mode: at no moment may anybody else connect.
    if (::fchmod(listening_.get(), 0600) != 0 || ::bind(listening_.get(), path.address(), path.size()) != 0)
        fail_with((folder_ / socket_name).c_str());
    if (::listen(listening_.get(), 16) != 0) fail_with((folder_ / socket_name).c_str());
    thread_ = std::thread([this] { serve(); });
}

Door::~Door() { close(); }

void Door::close() noexcept {
    if (!thread_.joinable()) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto rung = ::write(alarm_.get(), &one, sizeof one);
    thread_.join();
    listening_ = files::Descriptor{};
    std::error_code ignored;
    std::filesystem::remove(folder_ / socket_name, ignored);
}

void Door::serve() {
    for (;;) {
        std::array<pollfd, 2> both{{{listening_.get(), POLLIN, 0}, {alarm_.get(), POLLIN, 0}}};
        if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
        if (both[1].revents != 0) return;
        if (both[0].revents == 0) continue;
        const files::Descriptor client(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!client) continue;
        try {
            answer(client.get());
        } catch (const std::exception& fault) {
            log_.warn("a command could not be taken", {{"why", std::string_view{fault.what()}}});
        }
    }
}

void Door::answer(int client) {
    if (!is_trusted(client)) return log_.warn("a command was refused: it came from another user");
    const auto text = receive_frame(client, longest_order, steady_clock::now() + for_bytes, alarm_.get());
    if (!text) return;
    const Value order = Value::read(*text);
    Outcome outcome = obey_({text_of(order, "command"), text_of(order, "form")});
    Value said = Value::object({{"status", outcome.status}, {"body", outcome.body}});
    std::string json = said.json();
    if (json.size() > longest_outcome) json = Value::object({{"status", 500}}).json();
    send_frame(client, json, steady_clock::now() + for_bytes);
}

std::optional<Outcome> send(const std::filesystem::path& folder, const Order& order) {
    const SocketPath path(folder);
    const files::Descriptor socket = local_socket();
    const timeval patience{for_bytes.count(), 0};  // also of connect, where many wait at the door already
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(socket.get(), path.address(), path.size()) != 0) {
        if (errno == EACCES || errno == EPERM)
            throw Problem{503, "not-allowed", "Only root and the user that the running host runs as may give it commands."};
        return std::nullopt;
    }
    const std::string text = Value::object({{"command", order.command}, {"form", order.form}}).json();
    if (text.size() > longest_order) throw Problem{413, "payload-too-large", "The options are longer than a command may be."};
    if (!send_frame(socket.get(), text, steady_clock::now() + for_bytes)) return std::nullopt;
    const auto said = receive_frame(socket.get(), longest_outcome, steady_clock::now() + for_work);
    if (!said) throw Problem{503, "no-answer", "The running host did not answer; whether it has done the work is in its log."};
    const Value outcome = Value::read(*said);
    int status = 500;
    const std::string digits = text_of(outcome, "status");
    std::from_chars(digits.data(), digits.data() + digits.size(), status);
    return Outcome{status, text_of(outcome, "body")};
}

}  // namespace host::control
