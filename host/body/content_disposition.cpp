// Reads part heads as RFC 7578 and the browsers write them; whatever two readers could take differently is refused.
#include "body/content_disposition.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/problem.h"
#include "body/escapes.h"

namespace host::body {
namespace {

constexpr std::size_t most_fields = 16;

struct Parameter {
    std::string name, value;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool is_token_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view take_token(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_token_byte);
    const auto token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(token.size());
    return token;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A backslash escapes only '"' and itself: browsers write the backslashes of a file's name as they are.
std::string take_quoted(std::string_view& text) {
    std::string result;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return result;
        }
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
        result += text[i];
    }
    refuse_multipart("A quoted text in the head of a part does not end.");
}

// Reads `; name=value; name="value"` to the end.
std::vector<Parameter> read_parameters(std::string_view text) {
    std::vector<Parameter> result;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        if (text.front() != ';') refuse_multipart("The parameters of a part are not readable.");
        text = trimmed(text.substr(1));
        if (text.empty()) break;
        Parameter parameter{lowered(take_token(text)), {}};
        if (parameter.name.empty() || !text.starts_with('=')) refuse_multipart("The parameters of a part are not readable.");
        text.remove_prefix(1);
        parameter.value = text.starts_with('"') ? take_quoted(text) : std::string(take_token(text));
        for (const auto& other : result)
            if (other.name == parameter.name) refuse_multipart("A part names the same parameter twice.");
        result.push_back(std::move(parameter));
    }
    return result;
}

// `filename*` is left out of account: RFC 7578 forbids it, and a second name would leave open which one counts.
void read_disposition(std::string_view value, PartHead& head) {
    if (lowered(take_token(value)) != "form-data") refuse_multipart("A part is not form-data.");
    for (auto& parameter : read_parameters(value)) {
        if (parameter.name == "name") head.name = std::move(parameter.value);
        if (parameter.name == "filename") head.file = parameter.value.substr(parameter.value.find_last_of("/\\") + 1);
    }
    if (head.name.empty()) refuse_multipart("A part has no name.");
}

}  // namespace

void refuse_multipart(std::string sentence) { throw Problem(400, "bad-multipart", std::move(sentence)); }

PartHead read_part_head(std::string_view lines) {
    PartHead head;
    std::vector<std::string> seen;
    while (!lines.empty()) {
        const auto end = lines.find("\r\n");
        std::string_view line = lines.substr(0, end);
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 2);
        const auto tabless = [&] {
            std::string copy(line);
            std::replace(copy.begin(), copy.end(), '\t', ' ');
            return copy;
        };
        if (!is_plain_text(tabless(), false)) refuse_multipart("The head of a part has a control byte, or is not UTF-8.");
        const auto name = lowered(take_token(line));
        if (name.empty() || !line.starts_with(':')) refuse_multipart("The head of a part has a line that is no field.");
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) refuse_multipart("A part has the same head field twice.");
        if (seen.size() == most_fields) refuse_multipart("A part has more than 16 head fields.");
        const auto value = trimmed(line.substr(1));
        if (name == "content-disposition") read_disposition(value, head);
        if (name == "content-type") head.type = value;
        if (name == "content-transfer-encoding" && lowered(value) != "binary" && lowered(value) != "8bit" &&
            lowered(value) != "7bit")
            refuse_multipart("A part has a transfer encoding.");
        seen.push_back(name);
    }
    if (head.name.empty()) refuse_multipart("A part has no Content-Disposition.");
    return head;
}

std::string boundary_of(std::string_view content_type) {
    const auto semicolon = content_type.find(';');
    if (lowered(trimmed(content_type.substr(0, semicolon))) != "multipart/form-data")
        refuse_multipart("The body is not multipart/form-data.");
    const auto is_boundary_byte = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
    };
    if (semicolon != content_type.npos) {
        for (const auto& [name, value] : read_parameters(content_type.substr(semicolon))) {
            if (name != "boundary") continue;
            const bool good = !value.empty() && value.size() <= 70 && value.back() != ' ' &&
                              std::all_of(value.begin(), value.end(), is_boundary_byte);
            if (!good) refuse_multipart("The boundary is not of the form that RFC 2046 gives it.");
            return value;
        }
    }
    refuse_multipart("The Content-Type names no boundary.");
}

}  // namespace host::body
