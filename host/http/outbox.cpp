// Composing and writing an answer.
#include "http/outbox.h"

#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <cerrno>
#include <charconv>

namespace host::http {
namespace {

constexpr std::size_t turn_bytes = 1024 * 1024;  // of a file, before other connections have their turn

void append_number(std::string& text, std::uint64_t number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    text.append(digits, end);
}

bool bodiless(int status) { return status == 204 || status == 304; }

Outbox::Progress after_error() {
    return errno == EAGAIN || errno == EWOULDBLOCK ? Outbox::Progress::blocked : Outbox::Progress::broken;
}

}  // namespace

void Outbox::compose(const Answer& answer, std::string_view date, Manner manner) {
    const int status = answer.status >= 200 && answer.status <= 599 ? answer.status : 500;
    const bool from_file = answer.file.descriptor >= 0;
    const std::uint64_t length = from_file ? answer.file.length : answer.body.size();
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    head_.assign("HTTP/1.1 ");
    append_number(head_, static_cast<std::uint64_t>(status));
    head_.append(" ").append(reason.data(), reason.size()).append("\r\n").append(date);
    if (!bodiless(status)) {
        head_.append("Content-Length: ");
        append_number(head_, length);
        head_.append("\r\n");
    }
    if (manner.close) head_.append("Connection: close\r\n");
    if (manner.says_keep_alive && !manner.close) head_.append("Connection: keep-alive\r\n");
    head_.append(answer.fields).append("\r\n");

    const bool empty = manner.head_only || bodiless(status);
    sent_ = 0;
    body_bytes_ = empty || from_file ? 0 : answer.body.size();
    file_at_ = answer.file.offset;
    file_left_ = empty || !from_file ? 0 : length;
}

Outbox::Progress Outbox::write(int socket, const Answer& answer) {
    const auto progress = write_memory(socket, answer);
    return progress == Progress::done ? write_file(socket, answer.file.descriptor) : progress;
}

Outbox::Progress Outbox::write_memory(int socket, const Answer& answer) {
    const auto total = head_.size() + body_bytes_;
    while (sent_ < total) {
        const auto head_sent = std::min(sent_, head_.size());
        const auto body_sent = sent_ - head_sent;
        // sendmsg() takes no pointer to const, though it only reads.
        iovec parts[2] = {{head_.data() + head_sent, head_.size() - head_sent},
                          {const_cast<char*>(answer.body.data()) + body_sent, body_bytes_ - body_sent}};
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = body_bytes_ ? 2 : 1;
        const auto count = ::sendmsg(socket, &message, MSG_NOSIGNAL | (file_left_ ? MSG_MORE : 0));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return after_error();
        sent_ += static_cast<std::size_t>(count);
    }
    return Progress::done;
}

Outbox::Progress Outbox::write_file(int socket, int file) {
    for (std::size_t budget = turn_bytes; file_left_ > 0;) {
        if (budget == 0) return Progress::more;
        auto offset = static_cast<off_t>(file_at_);
        const auto count = ::sendfile(socket, file, &offset, std::min<std::uint64_t>(file_left_, budget));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return after_error();
        if (count == 0) return Progress::broken;  // shorter than promised: only a cut tells the client so
        file_at_ += static_cast<std::uint64_t>(count);
        file_left_ -= static_cast<std::uint64_t>(count);
        budget -= static_cast<std::size_t>(count);
    }
    return Progress::done;
}

}  // namespace host::http
