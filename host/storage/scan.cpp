// The tokenizer, and what it is for.
#include "storage/scan.h"

#include <algorithm>

namespace host::storage {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool begins(std::string_view text, std::string_view upper_case) {
    if (text.size() < upper_case.size()) return false;
    for (std::size_t i = 0; i < upper_case.size(); ++i)
        if (upper(text[i]) != upper_case[i]) return false;
    return true;
}

bool is_of_data(const Token& first) {
    for (const std::string_view word : {"SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "VALUES"})
        if (first.is(word)) return true;
    return false;
}

}  // namespace

bool Token::is(std::string_view upper_case) const {
    return kind == Kind::word && text.size() == upper_case.size() && begins(text, upper_case);
}

void Scan::skip_blank() {
    while (at_ < sql_.size()) {
        if (is_space(sql_[at_])) {
            ++at_;
        } else if (sql_.substr(at_, 2) == "--") {
            at_ = std::min(sql_.find('\n', at_), sql_.size());
        } else if (sql_.substr(at_, 2) == "/*") {
            const std::size_t end = sql_.find("*/", at_ + 2);
            at_ = end == sql_.npos ? sql_.size() : end + 2;
        } else {
            return;
        }
    }
}

/// From the opening quote on; a doubled closing quote stands for itself.
Token Scan::quoted(char close, Token::Kind kind) {
    const std::size_t begin = ++at_;
    while (at_ < sql_.size()) {
        if (sql_[at_] == close) {
            if (close == ']' || at_ + 1 >= sql_.size() || sql_[at_ + 1] != close) break;
            ++at_;
        }
        ++at_;
    }
    const std::string_view text = sql_.substr(begin, at_ - begin);
    if (at_ < sql_.size()) ++at_;
    return {kind, text};
}

Token Scan::next() {
    skip_blank();
    if (at_ >= sql_.size()) return {};
    const char c = sql_[at_];
    if (c == '\'') return quoted(c, Token::Kind::literal);
    if (c == '"' || c == '`') return quoted(c, Token::Kind::quoted);
    if (c == '[') return quoted(']', Token::Kind::quoted);
    const std::size_t begin = at_++;
    if (!is_word(c)) return {Token::Kind::symbol, sql_.substr(begin, 1)};
    while (at_ < sql_.size() && is_word(sql_[at_])) ++at_;
    const std::string_view text = sql_.substr(begin, at_ - begin);
    if (text.size() == 1 && upper(c) == 'X' && at_ < sql_.size() && sql_[at_] == '\'') return quoted('\'', Token::Kind::literal);
    return {is_digit(c) ? Token::Kind::literal : Token::Kind::word, text};
}

bool is_blank(std::string_view sql) {
    Scan scan(sql);
    for (Token token = scan.next(); token.kind != Token::Kind::end; token = scan.next())
        if (token.text != ";" || token.kind != Token::Kind::symbol) return false;
    return true;
}

std::string objection(std::string_view sql, bool migration) {
    if (!migration && !is_blank(sql) && !is_of_data(Scan(sql).next()))
        return "only SELECT, INSERT, UPDATE, DELETE, REPLACE, WITH and VALUES may be run; tables are made in migrations";
    Scan scan(sql);
    for (Token token = scan.next(); token.kind != Token::Kind::end; token = scan.next()) {
        if (token.is("ROLLBACK")) return "ROLLBACK would undo the work of others in the same transaction; use ABORT";
        if (token.is("DEFERRED")) return "DEFERRED keys would fail at the common commit; leave them immediate";
        const bool name = token.kind == Token::Kind::word || token.kind == Token::Kind::quoted;
        if (migration && name && begins(token.text, "SQLITE_"))
            return "the name " + std::string(token.text) + " belongs to SQLite";
    }
    return {};
}

}  // namespace host::storage
