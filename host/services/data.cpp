// SQL, events and JSON for plugins.
#include <regex>

#include "dispatch/call.h"
#include "parts.h"
#include "plugins/border.h"
#include "services/tables.h"
#include "storage/text_search.h"

namespace host {
namespace {

using border::guard;
using border::view;

mortise_rc run(mortise_db* db, const mortise_str* parts, std::size_t n_parts, const mortise_value* args, std::size_t n_args,
               mortise_rc (*row)(void*, const mortise_value*, std::size_t) noexcept, void* ctx, std::int64_t* changed,
               const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const std::int64_t count = storage::run(*db, {parts, n_parts}, {args, n_args}, row, ctx);
        if (changed) *changed = count;
    });
}

mortise_rc emit(const mortise_host* host, mortise_db* db, mortise_str topic, mortise_str json,
                const mortise_fail* fail) noexcept {
    return guard(fail, [&] { Outbox::emit(*db, db->owner, view(topic), view(json), ledger_of(host).parts.clock.now()); });
}

mortise_rc index(mortise_db* db, mortise_str table, std::int64_t id, const mortise_str* texts, std::size_t n,
                 const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        std::vector<std::pair<std::string_view, std::string_view>> columns;
        for (std::size_t i = 0; i + 1 < n; i += 2) columns.emplace_back(view(texts[i]), view(texts[i + 1]));
        storage::index_text(*db, view(table), id, columns);
    });
}

mortise_rc search(mortise_db* db, mortise_str table, mortise_str words, std::int64_t most,
                  void (*found)(void*, std::int64_t) noexcept, void* ctx, const mortise_fail* fail) noexcept {
    return guard(fail,
                 [&] { storage::search_text(*db, view(table), view(words), most, [&](std::int64_t id) { found(ctx, id); }); });
}

/// Nodes that keep their memory, because a parser costs more to make than a short text to parse; one for each parse that is under
/// way on the thread, because one may lead to another.
struct Spare {
    Spare() : nodes(kept.empty() ? std::make_unique<body::Nodes>() : std::move(kept.back())) {
        if (!kept.empty()) kept.pop_back();
    }
    ~Spare() {
        nodes->clear();
        kept.push_back(std::move(nodes));
    }
    Spare(const Spare&) = delete;
    Spare& operator=(const Spare&) = delete;
    std::unique_ptr<body::Nodes> nodes;
    static thread_local std::vector<std::unique_ptr<body::Nodes>> kept;
};

thread_local std::vector<std::unique_ptr<body::Nodes>> Spare::kept;

mortise_rc parse(const mortise_host*, mortise_str text, mortise_rc (*use)(void*, mortise_nodes) noexcept, void* ctx,
                 const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const Spare spare;
        body::parse_json(view(text), *spare.nodes, body::Top::any);
        use(ctx, spare.nodes->view());
    });
}

std::int32_t matches(const mortise_host* host, mortise_str form, mortise_str text) noexcept {
    try {
        const std::string_view bytes = view(text);
        if (view(form) != "pin-code" || bytes.size() > 32) return 0;
        return std::regex_match(bytes.begin(), bytes.end(), ledger_of(host).parts.pin_code) ? 1 : 0;
    } catch (...) {
        return 0;
    }
}

}  // namespace

namespace services {

const mortise_sql sql{sizeof(mortise_sql), &run, &emit, &index, &search};
const mortise_json json{sizeof(mortise_json), &parse, &matches};

}  // namespace services
}  // namespace host
