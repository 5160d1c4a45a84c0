// The receive buffer.
#include "http/inbox.h"

#include <cstring>

namespace host::http {
namespace {
constexpr std::size_t smallest = 4 * 1024;        // holds nearly every head with its body
constexpr std::size_t kept_when_idle = 8 * 1024;  // so that thousands of idle connections stay cheap
std::unique_ptr<char[]> raw(std::size_t size) { return std::unique_ptr<char[]>(new char[size]); }
}  // namespace

Inbox::Inbox() : capacity_(smallest), bytes_(raw(smallest)) {}

void Inbox::consume(std::size_t count) { read_ += count; }

void Inbox::release() {
    held_ = 0;
    if (read_ != end_) return;
    read_ = end_ = 0;
    if (capacity_ > kept_when_idle) move_to_new(smallest);
}

void Inbox::drop() { held_ = read_ = end_ = 0; }

std::span<char> Inbox::room() {
    if (read_ > held_ && (read_ == end_ || end_ == capacity_)) {
        std::memmove(bytes_.get() + held_, bytes_.get() + read_, end_ - read_);
        end_ -= read_ - held_;
        read_ = held_;
    }
    if (end_ == capacity_ && held_ == 0) move_to_new(capacity_ * 2);
    return {bytes_.get() + end_, capacity_ - end_};
}

bool Inbox::reserve(std::size_t count) {
    if (capacity_ - read_ >= count) return false;
    move_to_new(count);
    return true;
}

void Inbox::move_to_new(std::size_t capacity) {
    auto bytes = raw(capacity);
    const auto count = end_ - read_;
    std::memcpy(bytes.get(), bytes_.get() + read_, count);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
    read_ = 0;
    end_ = count;
}

}  // namespace host::http
