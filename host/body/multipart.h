// Reads a multipart/form-data body while it arrives: texts into memory, files into unnamed files of the spool folder.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "body/content_disposition.h"
#include "body/nodes.h"
#include "files/spool.h"
#include "http/exchange.h"

namespace host::body {

/// One uploaded file. Name and type are the client's word.
struct Upload {
    std::string name, type;
    std::string head;  ///< the first bytes, up to 512
    files::Spool content;
};

/// Most that one multipart body may bring.
struct MultipartLimits {
    std::int64_t file_bytes = 10 << 20, all_bytes = 25 << 20, text_bytes = 1 << 20;
    std::size_t files = 20, parts = 200, head_bytes = 8 * 1024;
};

/// One body. Used by one thread at a time; what was spooled is gone with it unless it has been kept.
class Multipart final : public http::BodySink {
  public:
    /// Throws Problem 400 "bad-multipart" when the Content-Type is not one of multipart/form-data with a good boundary.
    Multipart(std::string_view content_type, std::filesystem::path spool_folder, MultipartLimits limits = {});

    /// Takes the next bytes. Throws Problem 400 "bad-multipart", 413 "file-too-large" or "body-too-large", 503 "no-space"; then
    /// the body is lost.
    void put(std::string_view bytes) override;

    /// The body has ended. Throws Problem 400 "bad-multipart" when it was cut short. Nothing of it counts before this has
    /// returned.
    void finish();

    /// After finish(): makes an object of STRING and FILE nodes. The text of a FILE is its number in uploads().
    void nodes(Nodes& out) const;
    const std::vector<Upload>& uploads() const noexcept { return uploads_; }

  private:
    enum class State { first, delimited, head, text, file, closed, broken };
    struct Field {
        std::string name, text;
        bool is_file = false;
    };

    bool step();
    bool read_first();
    bool read_delimited();
    bool read_head();
    bool read_content();
    bool read_closed();
    void begin_part(PartHead head);
    void take(std::string_view content);
    void end_part();
    std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

    const std::filesystem::path spool_folder_;
    const MultipartLimits limits_;
    const std::string delimiter_;  // CR LF, two dashes, boundary
    State state_ = State::first;
    std::string buffer_;  // what has arrived and is not used up begins at at_
    std::size_t at_ = 0, parts_ = 0;
    std::int64_t all_bytes_ = 0, text_bytes_ = 0;
    std::vector<Field> fields_;
    std::vector<Upload> uploads_;
};

}  // namespace host::body
