// Uploaded and kept files, the log, and the product's document for plugins.
#include <sys/stat.h>

#include <charconv>

#include "dispatch/call.h"
#include "openapi/document.h"
#include "parts.h"
#include "plugins/border.h"
#include "services/tables.h"

namespace host {
namespace {

using border::guard;
using border::put;
using border::str;
using border::view;

/// The upload behind a handle. Throws Problem 500 for a handle that the host did not give.
const body::Upload& upload_of(mortise_call* call, mortise_str handle) {
    std::size_t index = 0;
    const std::string_view text = view(handle);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (!call->multipart || error != std::errc{} || end != text.data() + text.size() ||
        index >= call->multipart->uploads().size())
        throw Problem{500, "internal", "there is no upload of that handle"};
    return call->multipart->uploads()[index];
}

mortise_rc look(mortise_call* call, mortise_str handle, mortise_file* file, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const body::Upload& upload = upload_of(call, handle);
        file->name = str(upload.name);
        file->type = str(upload.type);
        file->bytes = upload.content.bytes();
        file->head = str(upload.head);
    });
}

mortise_rc keep(mortise_call* call, mortise_str handle, mortise_sink key, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        if (call->lane != Lane::blocking) throw Problem{500, "internal", "files are kept on the blocking lane"};
        put(key, call->parts.store->keep(call->plugin->manifest.name, upload_of(call, handle).content));
    });
}

mortise_rc write(mortise_call* call, mortise_str bytes, mortise_sink key, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        if (call->lane != Lane::blocking) throw Problem{500, "internal", "files are kept on the blocking lane"};
        files::Store& store = *call->parts.store;
        files::Spool spool{store.spool_folder()};
        spool.write(view(bytes));
        put(key, store.keep(call->plugin->manifest.name, spool));
    });
}

mortise_rc drop(const mortise_host* host, mortise_str key, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const Ledger& ledger = ledger_of(host);
        ledger.parts.store->drop(ledger.manifest.name, view(key));
    });
}

/// RFC 6266: a plain name for old clients, and the whole one percent-coded.
std::string attachment(std::string_view name) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string plain, coded;
    for (const char each : name) {
        const auto c = static_cast<unsigned char>(each);
        const bool safe =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
        plain += safe || c == ' ' ? each : '_';
        if (safe) {
            coded += each;
        } else {
            coded += '%';
            coded += hex[c >> 4];
            coded += hex[c & 15];
        }
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + coded;
}

mortise_rc send(mortise_call* call, mortise_str key, mortise_str name, mortise_str type, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        if (!call->answer) return;
        files::Descriptor file = call->parts.store->open(call->plugin->manifest.name, view(key));
        struct stat about {};
        if (!file || ::fstat(file.get(), &about) != 0) throw Problem{404, "not-found", "There is no such file."};
        call->answer->set("Content-Type", view(type));
        call->answer->set("Content-Disposition", attachment(view(name)));
        call->answer->file = {file.release(), 0, static_cast<std::uint64_t>(about.st_size)};
    });
}

void write_log(const mortise_host* host, std::int32_t level, mortise_str text, const mortise_str* fields,
               std::size_t n) noexcept {
    Ledger& ledger = ledger_of(host);
    std::vector<Field> all{{"plugin", std::string_view{ledger.manifest.name}}};
    for (std::size_t i = 0; i + 1 < n; i += 2) all.push_back({view(fields[i]), view(fields[i + 1])});
    constexpr Level levels[] = {Level::debug, Level::info, Level::warn, Level::error};
    ledger.parts.log.write(levels[level < 0 || level > 3 ? 3 : level], view(text), all);
}

mortise_rc document(mortise_call* call, std::int32_t yaml, mortise_sink out, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const std::string json = openapi_document(call->parts);
        put(out, yaml != 0 ? yaml_of(json) : json);
    });
}

}  // namespace

namespace services {

const mortise_files files{sizeof(mortise_files), &look, &keep, &drop, &send, &write};
const mortise_log log{sizeof(mortise_log), &write_log};
const mortise_openapi openapi{sizeof(mortise_openapi), &document};

}  // namespace services

const void* find_service(std::string_view name) {
    if (name == "mortise.call/1") return &services::call;
    if (name == "mortise.sql/1") return &services::sql;
    if (name == "mortise.json/1") return &services::json;
    if (name == "mortise.settings/1") return &services::settings;
    if (name == "mortise.migrations/1") return &services::migrations;
    if (name == "mortise.routes/1") return &services::routes;
    if (name == "mortise.tasks/1") return &services::tasks;
    if (name == "mortise.events/1") return &services::events;
    if (name == "mortise.contracts/1") return &services::contracts;
    if (name == "mortise.sessions/1") return &services::sessions;
    if (name == "mortise.crypto/1") return &services::crypto;
    if (name == "mortise.files/1") return &services::files;
    if (name == "mortise.log/1") return &services::log;
    if (name == "mortise.openapi/1") return &services::openapi;
    if (name == "mortise.zone/1") return &services::zone;
    return nullptr;
}

}  // namespace host
