// Opens a product as the command line says.
#include "commands/opened.h"

#include "commands/help.h"
#include "crypto/bytes.h"

namespace host::commands {

Opened::Opened(const Arguments& arguments, Level level, Traces traces)
    : scratch(traces == Traces::none ? std::filesystem::temp_directory_path() / ("mortise-" + crypto::random_token(64))
                                     : std::filesystem::path{}) {
    settings.declare(host_declarations());
    read_settings(settings, arguments);
    Log::Options options = log_options(settings);
    options.level = level;
    log.emplace(clock, options);
    Places all = places();
    all.images = scratch;
    product.emplace(clock, *log, settings, std::move(all));
    product->open();
    check_words(product->parts());
}

Opened::~Opened() {
    product.reset();
    std::error_code ignored;
    if (!scratch.empty()) std::filesystem::remove_all(scratch, ignored);
}

}  // namespace host::commands
