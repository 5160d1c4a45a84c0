// One message each way over a local socket: four bytes of length, the highest first, and so many of text.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace host::control {

using Deadline = std::chrono::steady_clock::time_point;

/// False when the other side is gone or takes nothing any more.
bool send_frame(int socket, std::string_view text, Deadline deadline);

/// Nothing when the other side is gone, says nothing more, or says more than `most`; and as soon as `alarm` can be read.
std::optional<std::string> receive_frame(int socket, std::size_t most, Deadline deadline, int alarm = -1);

}  // namespace host::control
