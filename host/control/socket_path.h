// Where a host takes commands: mortise.sock beside the lock of its data folder.
#pragma once
#include <sys/socket.h>
#include <sys/un.h>

#include <filesystem>

#include "files/descriptor.h"

namespace host::control {

inline constexpr const char* socket_name = "mortise.sock";

/// The address of a folder's socket while this value lives. It goes through the folder's descriptor, because a path of its own
/// may be longer than an address can be.
class SocketPath {
  public:
    /// Throws std::system_error naming the folder.
    explicit SocketPath(const std::filesystem::path& folder);
    const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&address_); }
    socklen_t size() const { return sizeof address_; }
    int folder() const { return folder_.get(); }

  private:
    files::Descriptor folder_;
    sockaddr_un address_{};
};

}  // namespace host::control
