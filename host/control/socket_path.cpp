// Opens the folder and names the socket in it.
#include "control/socket_path.h"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace host::control {

SocketPath::SocketPath(const std::filesystem::path& folder)
    : folder_(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    if (!folder_) throw std::system_error(errno, std::generic_category(), folder.string());
    const std::string path = "/proc/self/fd/" + std::to_string(folder_.get()) + '/' + socket_name;
    address_.sun_family = AF_UNIX;
    std::memcpy(address_.sun_path, path.c_str(), path.size() + 1);
}

}  // namespace host::control
