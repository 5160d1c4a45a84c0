// The running host's door for commands: a local socket that the host's own user and root alone may use.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>

#include "control/order.h"
#include "files/descriptor.h"

namespace host {
class Log;
}

namespace host::control {

/// Most bytes of an order and of an outcome.
inline constexpr std::size_t longest_order = 64 * 1024, longest_outcome = 4 * 1024 * 1024;

/// Takes orders, one after another, on a thread of its own, from construction to close().
class Door {
  public:
    using Obey = std::function<Outcome(const Order&)>;
    /// Who makes it holds the folder's lock: a socket that lies there is what a killed host left. Throws std::system_error.
    Door(const std::filesystem::path& folder, Obey obey, Log& log);
    ~Door();
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;
    /// Finishes the order that is being obeyed, answers no other, and removes the socket.
    void close() noexcept;

  private:
    void serve();
    void answer(int client);

    const std::filesystem::path folder_;
    const Obey obey_;
    Log& log_;
    files::Descriptor listening_, alarm_;
    std::thread thread_;
};

/// Hands an order to the host that has the folder and waits for what comes of it. Nothing when no host answers there. Throws
/// Problem when the host was told and its answer did not come: nobody knows then what was done.
std::optional<Outcome> send(const std::filesystem::path& folder, const Order& order);

}  // namespace host::control
