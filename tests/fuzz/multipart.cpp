// Fuzzes multipart bodies: whole or in crumbs, the outcome must be the same. The first byte is the size of a crumb.
#include "body/multipart.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "base/problem.h"

namespace {

std::string outcome(std::string_view body, std::size_t piece) {
    using namespace host::body;
    MultipartLimits limits;
    limits.file_bytes = 64, limits.text_bytes = 128, limits.files = 3, limits.parts = 8, limits.head_bytes = 256;
    try {
        Multipart multipart("multipart/form-data; boundary=X", std::filesystem::temp_directory_path(), limits);
        for (std::size_t at = 0; at < body.size(); at += piece) multipart.put(body.substr(at, piece));
        multipart.finish();
        Nodes nodes;
        multipart.nodes(nodes);
        std::string shown;
        for (std::size_t i = 0; i < nodes.view().n; ++i) {
            const auto& node = nodes.view().p[i];
            shown += std::to_string(node.kind) + " " + std::to_string(node.inside) + " ";
            shown.append(node.key.p, node.key.n).append("=").append(node.text.p, node.text.n).append("\n");
        }
        for (const auto& upload : multipart.uploads()) shown += upload.name + upload.type + upload.head;
        return shown;
    } catch (const host::Problem&) {
        return "refused";  // which of several faults is seen first depends on the pieces
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(bytes + 1), size - 1);
    if (outcome(body, body.size() + 1) != outcome(body, 1 + bytes[0] % 16)) std::abort();
    return 0;
}
