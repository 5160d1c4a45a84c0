// The parser of multipart bodies: each state takes what it can from the buffer and says whether it came further.
#include "body/multipart.h"

#include <algorithm>

#include "base/problem.h"
#include "base/utf8.h"
#include "body/members.h"

namespace host::body {

constexpr std::size_t head_of_file = 512;

// The buffer begins with the line end that a first boundary need not have, so that all boundaries look the same.
Multipart::Multipart(std::string_view content_type, std::filesystem::path spool_folder, MultipartLimits limits)
    : spool_folder_(std::move(spool_folder)),
      limits_(limits),
      delimiter_("\r\n--" + boundary_of(content_type)),
      buffer_("\r\n") {}

void Multipart::put(std::string_view bytes) try {
    if (state_ == State::broken) refuse_multipart("The body was refused already.");
    all_bytes_ += static_cast<std::int64_t>(bytes.size());
    if (all_bytes_ > limits_.all_bytes) throw Problem(413, "body-too-large", "The body is larger than this server takes.");
    buffer_ += bytes;
    while (step()) continue;
    buffer_.erase(0, at_);
    at_ = 0;
} catch (...) {
    state_ = State::broken;
    throw;
}

void Multipart::finish() {
    if (state_ != State::closed || !(rest().empty() || rest() == "\r\n"))
        refuse_multipart("The body ends before its last boundary.");
}

bool Multipart::step() {
    switch (state_) {
        case State::first:
            return read_first();
        case State::delimited:
            return read_delimited();
        case State::head:
            return read_head();
        case State::text:
        case State::file:
            return read_content();
        case State::closed:
            return read_closed();
        case State::broken:
            break;
    }
    return false;
}

bool Multipart::read_first() {
    const auto seen = rest().substr(0, delimiter_.size());
    if (!delimiter_.starts_with(seen)) refuse_multipart("The body does not begin with its boundary.");
    if (seen.size() < delimiter_.size()) return false;
    at_ += delimiter_.size();
    state_ = State::delimited;
    return true;
}

bool Multipart::read_delimited() {
    if (rest().size() < 2) return false;
    const auto next = rest().substr(0, 2);
    if (next != "--" && next != "\r\n")
        refuse_multipart("A boundary stands within a part, or is followed by more than a line end.");
    at_ += 2;
    state_ = next == "--" ? State::closed : State::head;
    return true;
}

bool Multipart::read_head() {
    const auto text = rest();
    if (text.starts_with("\r\n")) refuse_multipart("A part has no head.");
    const auto end = text.find("\r\n\r\n");
    if (std::min(end, text.size()) > limits_.head_bytes) refuse_multipart("The head of a part is larger than 8 KiB.");
    if (end == text.npos) return false;
    begin_part(read_part_head(text.substr(0, end)));
    at_ += end + 4;
    return true;
}

// Whatever could be the beginning of a delimiter waits for the next bytes.
bool Multipart::read_content() {
    const auto text = rest();
    const auto end = text.find(delimiter_);
    const auto kept = std::min(text.size(), delimiter_.size() - 1);
    const auto length = end == text.npos ? text.size() - kept : end;
    take(text.substr(0, length));
    at_ += length;
    if (end == text.npos) return false;
    at_ += delimiter_.size();
    end_part();
    state_ = State::delimited;
    return true;
}

bool Multipart::read_closed() {
    if (rest().size() > 2 || !std::string_view("\r\n").starts_with(rest()))
        refuse_multipart("The body goes on behind its last boundary.");
    return false;
}

void Multipart::begin_part(PartHead head) {
    if (++parts_ > limits_.parts) refuse_multipart("The body has more than " + std::to_string(limits_.parts) + " parts.");
    if (!head.file) {
        fields_.push_back({std::move(head.name), {}, false});
        state_ = State::text;
        return;
    }
    if (uploads_.size() == limits_.files) refuse_multipart("The body has more than " + std::to_string(limits_.files) + " files.");
    fields_.push_back({std::move(head.name), {}, true});
    uploads_.push_back({std::move(*head.file), std::move(head.type), {}, files::Spool(spool_folder_)});
    state_ = State::file;
}

void Multipart::take(std::string_view content) {
    if (state_ == State::text) {
        text_bytes_ += static_cast<std::int64_t>(content.size());
        if (text_bytes_ > limits_.text_bytes)
            throw Problem(413, "body-too-large", "The texts of the form are larger than this server takes.");
        fields_.back().text += content;
        return;
    }
    Upload& upload = uploads_.back();
    if (upload.content.bytes() + static_cast<std::int64_t>(content.size()) > limits_.file_bytes)
        throw Problem(413, "file-too-large", "A file is larger than this server takes.");
    upload.head += content.substr(0, head_of_file - upload.head.size());
    upload.content.write(content);
}

void Multipart::end_part() {
    if (state_ == State::text) {
        const auto& text = fields_.back().text;
        if (text.find('\0') != text.npos || !utf8::length(text))
            refuse_multipart("A text of the form has a NUL, or is not UTF-8.");
    } else if (uploads_.back().name.empty() && uploads_.back().content.bytes() == 0) {
        uploads_.pop_back();  // what browsers send for a file that was not chosen
        fields_.pop_back();
    } else {
        fields_.back().text = std::to_string(uploads_.size() - 1);
    }
}

void Multipart::nodes(Nodes& out) const {
    out.clear();
    std::size_t size = 32;  // beyond what a string holds in itself: nodes may be moved
    for (const auto& field : fields_) size += field.name.size() + field.text.size();
    out.text_.reserve(size);
    const auto copy = [&out](std::string_view text) {
        out.text_ += text;
        return std::string_view(out.text_).substr(out.text_.size() - text.size());
    };
    std::vector<Member> members;
    for (const auto& field : fields_)
        members.push_back({copy(field.name), copy(field.text), field.is_file ? MORTISE_NODE_FILE : MORTISE_NODE_STRING});
    append_object(members, out);
}

}  // namespace host::body
