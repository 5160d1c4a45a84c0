// Looking up and setting fields of a request and its answer.
#include "http/exchange.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "http/framing.h"

namespace host::http {

std::string_view Request::header(std::string_view name) const {
    for (const auto& field : headers)
        if (field.name == name) return field.value;
    return {};
}

void Answer::set(std::string_view name, std::string_view value) {
    static constexpr std::array<std::string_view, 4> ours{"connection", "content-length", "date", "transfer-encoding"};
    if (!is_token(name)) throw std::invalid_argument("not a field name");
    if (!std::all_of(value.begin(), value.end(), is_field_byte)) throw std::invalid_argument("control byte in a field's value");
    for (const auto reserved : ours)
        if (same_word(name, reserved)) throw std::invalid_argument("a field that the engine writes itself");
    fields.append(name).append(": ").append(value).append("\r\n");
}

void Answer::clear() {
    status = 500;
    fields.clear();
    body.clear();
    file = {};
    close = false;
}

}  // namespace host::http
