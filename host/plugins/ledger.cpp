// Opens, starts and closes a plugin through its ledger.
#include "plugins/ledger.h"

#include "dispatch/call.h"
#include "parts.h"
#include "plugins/border.h"

namespace host {
namespace {

const void* named_service(const mortise_host*, mortise_str name) noexcept { return find_service(border::view(name)); }

}  // namespace

std::vector<std::string> RouteRow::scopes() const {
    constexpr std::string_view between = " or ";
    if (is_public() || who == "authenticated" || who.empty()) return {};
    const std::size_t at = who.find(between);
    if (at == std::string::npos) return {who};
    return {who.substr(0, at), who.substr(at + between.size())};
}

Ledger::Ledger(Parts& all, Manifest of)
    : mortise_host{sizeof(mortise_host), MORTISE_ABI, &named_service}, parts(all), manifest(std::move(of)) {}
Ledger::~Ledger() { close(); }

void Ledger::open() {
    try {
        image_ = std::make_unique<Image>(manifest, parts.images);
        describing = true;
        border::need([&](const mortise_fail* fail) { return image_->entry().describe(this, &self_, fail); });
        describing = false;
        described_ = true;
    } catch (const Refused&) {
        close();
        throw;
    } catch (const std::exception& fault) {
        close();
        throw Refused("plugin " + manifest.name + " cannot be loaded: " + fault.what());
    }
}

void Ledger::start() {
    mortise_call call{parts};
    call.plugin = this;
    try {
        if (image_->entry().start)
            border::need([&](const mortise_fail* fail) { return image_->entry().start(self_, &call, fail); });
        started = true;
    } catch (const std::exception& fault) {
        throw Refused("plugin " + manifest.name + " did not start: " + fault.what());
    }
}

void Ledger::demo() {
    const bool has_extensions = image_->entry().size >= offsetof(mortise_plugin, extension) + sizeof(mortise_plugin::extension);
    const auto extension = has_extensions ? image_->entry().extension : nullptr;
    const auto* table = extension ? static_cast<const mortise_demo*>(extension(self_, border::str("mortise.demo/1"))) : nullptr;
    if (!table) return;
    mortise_call call{parts};
    call.plugin = this;
    border::need([&](const mortise_fail* fail) { return table->fill(self_, &call, fail); });
}

void Ledger::close() noexcept {
    describing = false;
    if (described_) {
        if (image_->entry().quiesce) image_->entry().quiesce(self_);
        image_->entry().stop(self_);
        described_ = false;
    }
    clear();
    image_.reset();
}

void Ledger::clear() noexcept {
    routes.clear();
    commands.clear();
    paths.clear();
    words.clear();
    folders.clear();
    tasks.clear();
    listeners.clear();
    contracts.clear();
    scopes.clear();
    migrations.clear();
    settings.clear();
}

}  // namespace host
