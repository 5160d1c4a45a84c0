// The bytes received and not yet used up, in one buffer that a connection keeps from request to request.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace host::http {

class Inbox {
  public:
    Inbox();
    std::span<char> unread() { return {bytes_.get() + read_, end_ - read_}; }
    std::string_view unread_text() const { return {bytes_.get() + read_, end_ - read_}; }
    void consume(std::size_t count);
    /// What has been consumed stays in place, and views of it valid, until release().
    void hold() { held_ = read_; }
    void release();
    void drop();  ///< forgets everything
    /// Where to receive to; never empty. Grows only while nothing is held.
    std::span<char> room();
    void filled(std::size_t count) { end_ += count; }
    /// Makes sure that `count` bytes fit from the first unread one on. True when bytes moved, so that views of them died.
    bool reserve(std::size_t count);

  private:
    void move_to_new(std::size_t capacity);
    std::size_t capacity_, held_ = 0, read_ = 0, end_ = 0;
    std::unique_ptr<char[]> bytes_;
};

}  // namespace host::http
