// Takes a command through the steps of dispatch.
#include "control/order.h"

#include <memory>

#include "control/local_exchange.h"
#include "dispatch/problem_answer.h"
#include "dispatch/steps.h"
#include "parts.h"

namespace host::control {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    constexpr char hex[] = "0123456789ABCDEF";
    for (const char each : text) {
        const auto c = static_cast<unsigned char>(each);
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.') {
            out += each;
        } else {
            out += '%';
            out += hex[c >> 4];
            out += hex[c & 15];
        }
    }
}

Outcome refusal(const Problem& problem) {
    http::Answer answer;
    write_problem(answer, problem, {});
    return {answer.status, std::move(answer.body)};
}

}  // namespace

std::string form_of(std::span<const std::pair<std::string, std::string>> options) {
    std::string out;
    for (const auto& [name, text] : options) {
        if (!out.empty()) out += '&';
        append_escaped(out, name);
        out += '=';
        append_escaped(out, text);
    }
    return out;
}

const RouteRow* find_command(const Parts& parts, std::string_view path) {
    for (const auto& plugin : parts.plugins)
        for (const RouteRow& row : plugin->commands)
            if (row.path == path) return &row;
    return nullptr;
}

Outcome obey(Parts& parts, const Order& order) {
    const RouteRow* const row = find_command(parts, order.command);
    if (!row || !row->plugin->started) return refusal({404, "not-found", "The running host has no such command."});
    if (order.form.size() > parts.config.http.body)
        return refusal({413, "payload-too-large", "The options are longer than http.limits.body."});
    auto exchange = std::make_shared<LocalExchange>();
    exchange->request.method = row->method;
    exchange->request.target = exchange->request.path = row->path;
    exchange->request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    exchange->body = order.form;
    auto passage = std::make_shared<Passage>(parts);
    exchange->attached = passage;
    begin(*passage, *exchange);
    passage->call.route = row;
    passage->call.plugin = row->plugin;
    try {
        read_body(*passage);
        send_to_lane(*passage);
    } catch (...) {
        fail(*passage, std::current_exception());
        exchange->finish();
    }
    exchange->wait();
    return {exchange->answer.status, std::move(exchange->answer.body)};
}

}  // namespace host::control
