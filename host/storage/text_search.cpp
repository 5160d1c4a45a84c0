// How full-text indexes are written and asked.
#include "storage/text_search.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/problem.h"

namespace host::storage {

namespace {

constexpr std::size_t most_words = 16;

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// The name, which becomes part of a statement.
mortise_str plain(std::string_view name) {
    if (!is_name(name)) throw Problem{500, "internal", "\"" + std::string(name) + "\" is no name of a table or column"};
    return {name.data(), name.size()};
}

mortise_str part(std::string_view text) { return {text.data(), text.size()}; }
mortise_value whole(std::int64_t number) { return {MORTISE_INTEGER, 0, number, 0, {}}; }
mortise_value words_of(std::string_view text) { return {MORTISE_TEXT, 0, 0, 0, part(text)}; }

}  // namespace

std::string text_question(std::string_view words) {
    std::string out;
    std::size_t count = 0;
    while (!words.empty() && count < most_words) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        if (std::none_of(word.begin(), word.end(), is_letter)) continue;
        if (count++ != 0) out += ' ';
        out += '"';
        for (const char c : word) out += c == '"' ? ' ' : c;
        out += '"';
    }
    if (count != 0) out += " *";
    return out;
}

void index_text(mortise_db& db, std::string_view index, std::int64_t id,
                std::span<const std::pair<std::string_view, std::string_view>> columns) {
    const mortise_str table = plain(index);
    const std::array forget{part("DELETE FROM "), table, part(" WHERE rowid = ?")};
    const mortise_value row = whole(id);
    run(db, forget, {&row, 1}, nullptr, nullptr);
    if (columns.empty()) return;
    std::vector<mortise_str> parts{part("INSERT INTO "), table, part(" (rowid")};
    std::vector<mortise_value> values{row};
    for (const auto& [name, text] : columns) {
        parts.push_back(part(", "));
        parts.push_back(plain(name));
        values.push_back(words_of(text));
    }
    parts.push_back(part(") VALUES (?"));
    for (std::size_t i = 0; i < columns.size(); ++i) parts.push_back(part(", ?"));
    parts.push_back(part(")"));
    run(db, parts, values, nullptr, nullptr);
}

void search_text(mortise_db& db, std::string_view index, std::string_view words, std::int64_t most,
                 const std::function<void(std::int64_t)>& found) {
    const std::string question = text_question(words);
    if (question.empty()) return;
    const mortise_str table = plain(index);
    const std::array parts{part("SELECT rowid FROM "),    table, part(" WHERE "), table, part(" MATCH ? ORDER BY bm25("), table,
                           part(", 10.0), rowid LIMIT ?")};
    const std::array values{words_of(question), whole(most)};
    run(
        db, parts, values,
        [](void* ctx, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
            (*static_cast<const std::function<void(std::int64_t)>*>(ctx))(columns[0].integer);
            return MORTISE_OK;
        },
        const_cast<void*>(static_cast<const void*>(&found)));
}

}  // namespace host::storage
