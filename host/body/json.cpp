// Walks simdjson's document once and lays its values flat; refuses what simdjson lets through and we do not.
#include <simdjson.h>

#include <algorithm>

#include "base/problem.h"
#include "base/utf8.h"
#include "body/json_number.h"
#include "body/nodes.h"

namespace host::body {

namespace ondemand = simdjson::ondemand;

// A parser that has seen a text of a megabyte holds six; so much is not kept for a connection that waits.
constexpr std::size_t kept_text = 64 * 1024, kept_nodes = 1024;

struct Nodes::Parser {
    ondemand::parser parser;
    std::string padded;
};

Nodes::Nodes() = default;
Nodes::~Nodes() = default;
Nodes::Nodes(Nodes&&) noexcept = default;
Nodes& Nodes::operator=(Nodes&&) noexcept = default;

void Nodes::clear() noexcept {
    nodes_.clear();
    text_.clear();
    names_.clear();
    if (nodes_.capacity() > kept_nodes) nodes_ = {};
    if (names_.capacity() > kept_nodes) names_ = {};
    if (text_.capacity() > kept_text) text_ = {};
    if (parser_ && parser_->padded.capacity() > kept_text) parser_.reset();
}

namespace {

[[noreturn]] void refuse(std::string sentence) { throw Problem(400, "bad-json", std::move(sentence)); }

class Walk {
  public:
    Walk(Nodes& out, std::string_view padded, std::size_t shift, std::size_t nodes)
        : out_(out), padded_(padded), shift_(shift), nodes_(nodes) {}

    void value(ondemand::value value, std::string_view key, std::size_t depth) {
        const auto at = out_.nodes_.size();
        if (at >= shift_ && at - shift_ >= nodes_) refuse("The body has more than 10,000 values.");
        out_.nodes_.push_back({MORTISE_NODE_NULL, 0, {key.data(), key.size()}, {}});
        switch (value.type()) {
            case ondemand::json_type::object:
                return object(value.get_object(), at, depth + 1);
            case ondemand::json_type::array:
                return array(value.get_array(), at, depth + 1);
            case ondemand::json_type::string:
                return string(value.get_string(), at);
            case ondemand::json_type::number:
                return number(token(value), at);
            case ondemand::json_type::boolean:
                return atom(token(value), MORTISE_NODE_BOOL, at);
            case ondemand::json_type::null:
                return atom(token(value), MORTISE_NODE_NULL, at);
        }
    }

    std::string place(const char* where) const { return " at byte " + std::to_string(where - padded_.data() - long(shift_)); }

  private:
    void object(ondemand::object object, std::size_t at, std::size_t depth) {
        out_.nodes_[at].kind = MORTISE_NODE_OBJECT;
        check_depth(depth);
        for (ondemand::field field : object) {
            const char* where = field.key().raw();
            const std::string_view key = field.unescaped_key();
            if (key.find('\0') != key.npos) refuse("The body has a NUL in a name" + place(where) + ".");
            value(field.value(), key, depth);
        }
        close(at);
        check_names(at);
    }

    void array(ondemand::array array, std::size_t at, std::size_t depth) {
        out_.nodes_[at].kind = MORTISE_NODE_ARRAY;
        check_depth(depth);
        for (ondemand::value element : array) value(element, {}, depth);
        close(at);
    }

    void string(std::string_view text, std::size_t at) {
        if (text.find('\0') != text.npos) refuse("The body has a NUL in a text.");
        set(at, MORTISE_NODE_STRING, text);
    }

    void number(std::string_view raw, std::size_t at) {
        if (!is_json_number(raw)) refuse("The body is not JSON: no number is written like that" + place(raw.data()) + ".");
        set(at, MORTISE_NODE_NUMBER, raw);
    }

    void atom(std::string_view raw, int kind, std::size_t at) {
        const bool known = kind == MORTISE_NODE_NULL ? raw == "null" : raw == "true" || raw == "false";
        if (!known) refuse("The body is not JSON: unknown word" + place(raw.data()) + ".");
        set(at, kind, kind == MORTISE_NODE_NULL ? std::string_view() : raw);
    }

    static std::string_view token(ondemand::value& value) {
        std::string_view raw = value.raw_json_token();
        while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
            raw.remove_suffix(1);
        return raw;
    }

    void check_depth(std::size_t depth) const {
        if (depth - shift_ > most_depth) refuse("The body is nested more than 32 deep.");
    }

    void set(std::size_t at, int kind, std::string_view text) {
        out_.nodes_[at].kind = kind;
        out_.nodes_[at].text = {text.data(), text.size()};
    }

    void close(std::size_t at) { out_.nodes_[at].inside = static_cast<std::uint32_t>(out_.nodes_.size() - at - 1); }

    // Few names are compared pairwise, many are sorted: no hash that a client could aim at.
    void check_names(std::size_t object) {
        auto& names = out_.names_;
        names.clear();
        for (std::size_t i = object + 1; i < out_.nodes_.size(); i += 1 + out_.nodes_[i].inside)
            names.emplace_back(out_.nodes_[i].key.p, out_.nodes_[i].key.n);
        constexpr std::size_t few = 16;
        if (names.size() > few) {
            std::sort(names.begin(), names.end());
            if (const auto twin = std::adjacent_find(names.begin(), names.end()); twin != names.end()) refuse_twin(*twin);
            return;
        }
        for (std::size_t i = 1; i < names.size(); ++i)
            if (std::find(names.begin(), names.begin() + long(i), names[i]) != names.begin() + long(i)) refuse_twin(names[i]);
    }

    [[noreturn]] static void refuse_twin(std::string_view name) {
        std::string shown(name.substr(0, 60));
        while (!utf8::length(shown)) shown.pop_back();
        refuse("The body has the name \"" + shown + "\" twice in one object.");
    }

    Nodes& out_;
    std::string_view padded_;
    std::size_t shift_;  // 1 when the text was wrapped in an array of our own
    std::size_t nodes_;  // most
};

// What simdjson says when it stops, in words for a client.
std::string sentence_of(const simdjson::simdjson_error& error, std::string_view text) {
    switch (error.error()) {
        case simdjson::UTF8_ERROR: {
            std::size_t at = 0, good = 0;
            while (at < text.size() && utf8::next(text, at)) good = at;
            return "The body is not UTF-8 at byte " + std::to_string(good) + ".";
        }
        case simdjson::EMPTY:
            return "The body is empty; JSON was expected.";
        case simdjson::UNCLOSED_STRING:
            return "The body is not JSON: a text does not end.";
        case simdjson::UNESCAPED_CHARS:
            return "The body is not JSON: a text has a control byte that is not escaped.";
        case simdjson::STRING_ERROR:
            return "The body is not JSON: a text has a broken escape";
        case simdjson::SCALAR_DOCUMENT_AS_VALUE:
            return "The body must be a JSON object or array.";
        case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
            return "The body is not JSON: it ends before all of its brackets are closed.";
        default:
            return "The body is not JSON";
    }
}

void parse(std::string_view text, Nodes& out, Top top, std::size_t most) {
    if (!out.parser_) out.parser_ = std::make_unique<Nodes::Parser>();
    const bool wrap = top == Top::any;
    auto& padded = out.parser_->padded;
    padded.clear();
    padded.reserve(text.size() + 2 + simdjson::SIMDJSON_PADDING);
    if (wrap) padded += '[';
    padded += text;
    if (wrap) padded += ']';
    const auto size = padded.size();
    padded.append(simdjson::SIMDJSON_PADDING, '\0');

    Walk walk(out, padded, wrap, most);
    ondemand::document document;
    try {
        document = out.parser_->parser.iterate(padded.data(), size, padded.size());
        walk.value(document.get_value(), {}, 0);
    } catch (const simdjson::simdjson_error& error) {
        std::string sentence = sentence_of(error, text);
        const char* where = nullptr;
        if (!sentence.ends_with('.')) {
            if (document.current_location().get(where) == simdjson::SUCCESS) sentence += walk.place(where);
            sentence += '.';
        }
        refuse(std::move(sentence));
    }
    const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (!at_end) refuse("The body has something behind its JSON.");
    if (!wrap) return;
    const auto& nodes = out.nodes_;
    if (nodes.size() < 2) refuse("The body is empty; JSON was expected.");
    if (nodes[1].inside + 2 != nodes.size()) refuse("The body has something behind its JSON.");
    out.nodes_.erase(out.nodes_.begin());
}

}  // namespace

void parse_json(std::string_view text, Nodes& out, Top top, std::size_t nodes) try {
    out.clear();
    parse(text, out, top, nodes);
} catch (...) {
    out.nodes_.clear();
    throw;
}

}  // namespace host::body
