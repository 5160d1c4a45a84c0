// Uploaded files: look at them, keep them, send them again. The host spools and stores; names on disk are random.
#pragma once
#include <mortise/call.h>

namespace mortise::files {

/// An upload as it arrived. `name` and `type` are the client's words; `head` is the beginning of what it is.
struct Look {
    std::string name, type, head;
    std::int64_t bytes = 0;
};

inline Look look(Call& call, const Upload& upload) {
    mortise_file file{};
    file.size = sizeof file;
    border::need([&](const mortise_fail* fail) {
        return call.services().files->look(call.handle(), border::str(upload.handle), &file, fail);
    });
    return {std::string(border::view(file.name)), std::string(border::view(file.type)), std::string(border::view(file.head)),
            file.bytes};
}

/// Keeps the upload for this plugin, durably, and gives its key. [blocking lane, before the transaction that records it]
inline std::string keep(Call& call, const Upload& upload) {
    std::string key;
    border::need([&](const mortise_fail* fail) {
        return call.services().files->keep(call.handle(), border::str(upload.handle), border::into(key), fail);
    });
    return key;
}

/// The same with bytes that the plugin itself has made.
inline std::string write(Call& call, std::string_view bytes) {
    std::string key;
    border::need([&](const mortise_fail* fail) {
        return call.services().files->write(call.handle(), border::str(bytes), border::into(key), fail);
    });
    return key;
}

/// Forgets a kept file. One that is not there is no failure.
inline void drop(const Services& services, std::string_view key) {
    border::need([&](const mortise_fail* fail) { return services.files->drop(services.host, border::str(key), fail); });
}

}  // namespace mortise::files

namespace mortise {

/// An answer that is a kept file, sent as an attachment of that name.
struct Download {
    std::string key, name, type;
};

}  // namespace mortise
