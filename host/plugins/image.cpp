// The only user of Boost.DLL: opens an image with every symbol bound, in a scope of its own.
#include "plugins/image.h"

#include <atomic>
#include <boost/dll/shared_library.hpp>
#include <fstream>
#include <iterator>

#include "crypto/bytes.h"

namespace host {
namespace {

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Refused(file.string() + " cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Every opening needs a path of its own: the same path twice is the same mapping.
unsigned next_generation() {
    static std::atomic<unsigned> generation{0};
    return ++generation;
}

/// The process in the name of a copy, "auth-0123456789abcdef-4711-1.so".
std::string process_of(const std::string& name) {
    const std::size_t last = name.rfind('-'), before = last == std::string::npos ? last : name.rfind('-', last - 1);
    return before == std::string::npos ? "" : name.substr(before + 1, last - before - 1);
}

}  // namespace

void remove_stale_images(const std::filesystem::path& folder) {
    std::error_code ignored;
    for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
        const std::string process = process_of(file.path().filename());
        if (file.path().extension() == ".so" && !process.empty() && !std::filesystem::exists("/proc/" + process, ignored))
            std::filesystem::remove(file.path(), ignored);
    }
}

struct Image::Library {
    boost::dll::shared_library handle;
};

Image::Image(const Manifest& manifest, const std::filesystem::path& folder) : library_(std::make_unique<Library>()) {
    const std::string bytes = read_whole(manifest.file);
    sha256_ = crypto::hex(crypto::view(crypto::sha256(bytes)));
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) throw Refused("the folder " + folder.string() + " for copies of plugins cannot be made: " + fault.message());
    copy_ = folder / (manifest.name + '-' + sha256_.substr(0, 16) + '-' + std::to_string(::getpid()) + '-' +
                      std::to_string(next_generation()) + ".so");
    {
        std::ofstream out(copy_, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) throw Refused(copy_.string() + " cannot be written");
    }
    std::filesystem::permissions(copy_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    std::error_code ignored;
    try {
        library_->handle.load(copy_, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
        entry_ = &library_->handle.get<const mortise_plugin>("mortise_plugin_v1");
    } catch (const std::exception& fault) {
        std::filesystem::remove(copy_, ignored);
        throw Refused(manifest.file.string() + " cannot be opened: " + fault.what());
    }
    constexpr std::size_t first_release = offsetof(mortise_plugin, stop) + sizeof(mortise_plugin::stop);
    if (entry_->size < first_release || entry_->abi != MORTISE_ABI || !entry_->describe || !entry_->stop) {
        std::filesystem::remove(copy_, ignored);
        throw Refused(manifest.file.string() + " exports a table that this host cannot read");
    }
}

Image::~Image() {
    library_->handle.unload();
    std::error_code ignored;
    std::filesystem::remove(copy_, ignored);
}

}  // namespace host
