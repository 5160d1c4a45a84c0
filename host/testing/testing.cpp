// The test kit's C border: starts a product in the process and calls it without sockets.
#include <Poco/Crypto/Crypto.h>
#include <fcntl.h>
#include <mortise/testing/abi.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "control/local_exchange.h"
#include "control/order.h"
#include "crypto/bytes.h"
#include "dispatch/problem_answer.h"
#include "dispatch/steps.h"
#include "openapi/value.h"
#include "plugins/border.h"
#include "product.h"
#include "testing/schema.h"

namespace {

using namespace host;
using border::put;
using border::view;

constexpr Time first_instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + std::chrono::hours{12}};

/// A folder that goes with the app, on memory where there is such a place.
std::filesystem::path throw_away_folder() {
    std::error_code ignored;
    const std::filesystem::path memory = "/dev/shm";
    const auto parent = std::filesystem::is_directory(memory, ignored) && ::access(memory.c_str(), W_OK) == 0
                            ? memory
                            : std::filesystem::temp_directory_path();
    auto folder = parent / ("mortise-test-" + std::to_string(::getpid()) + '-' + crypto::hex(crypto::random_bytes(6)));
    std::filesystem::create_directories(folder);
    return folder;
}

std::filesystem::path plugins_folder() {
    const char* said = std::getenv("MORTISE_PLUGINS");
    return said ? said : "lib/mortise/plugins";
}

void parse_head(control::LocalExchange& exchange, std::string_view lines) {
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find("\r\n"));
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos) exchange.request.headers.push_back({line.substr(0, colon), line.substr(colon + 2)});
        lines.remove_prefix(std::min(lines.size(), line.size() + 2));
    }
}

/// What the route did not declare of this answer; empty when all is as it says.
std::string undeclared(const RouteRow& row, const http::Answer& answer) {
    if (answer.status >= 400) {
        body::Nodes nodes;
        body::parse_json(answer.body, nodes);
        std::string code;
        for (const mortise_node& node : nodes.nodes_)
            if (code.empty() && view(node.key) == "code") code = view(node.text);
        if (is_common_code(code)) return {};
        const auto has = [&](const auto& all) {
            return std::find(all.begin(), all.end(), std::pair{code, answer.status}) != all.end();
        };
        if (row.version && has(row.version->failures)) return {};  // If-Match asks the read first
        for (const auto& [known, status] : row.failures)
            if (known == code) return status == answer.status ? "" : "the code " + code + " is declared with another status";
        return "the code " + code + " is not declared";
    }
    if (row.answer_schema.empty() || answer.status == 304) return {};
    if (answer.status != row.status && answer.status != 200)
        return "the status " + std::to_string(answer.status) + " is not declared";
    return misfit(answer.body, row.answer_schema);
}

/// The members of a JSON object as the command line would give them: texts, a list as several.
std::vector<std::pair<std::string, std::string>> options_of(std::string_view json) {
    std::vector<std::pair<std::string, std::string>> out;
    if (json.empty()) return out;
    using Kind = openapi::Value::Kind;
    for (const auto& [name, value] : openapi::Value::read(json).items) {
        if (value.kind == Kind::array)
            for (const auto& [ignored, item] : value.items) out.emplace_back(name, item.text);
        else if (value.kind != Kind::null)
            out.emplace_back(name, value.text);
    }
    return out;
}

/// One line for each call, for the test that asks whether every route was called.
void note_coverage(const RouteRow& row, int status) {
    const char* file = std::getenv("MORTISE_TEST_COVERAGE");
    if (!file) return;
    const int out = ::open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (out < 0) return;
    const std::string& path = row.original ? row.original->path : row.path;
    const std::string line = row.plugin->manifest.name + ' ' + row.method + ' ' + path + ' ' + std::to_string(status) + '\n';
    [[maybe_unused]] const auto written = ::write(out, line.data(), line.size());
    ::close(out);
}

}  // namespace

struct mortise_test_app {
    std::filesystem::path folder = throw_away_folder();
    StillClock clock{first_instant};
    int sink = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    Log log{clock,
            {.descriptor = std::getenv("MORTISE_TEST_LOG") ? STDERR_FILENO : sink,
             .level = Level::info,
             .format = Log::Format::text}};
    Settings settings;
    std::unique_ptr<Product> product;

    ~mortise_test_app() {
        if (product) product->stop();
        product.reset();
        log.stop();
        ::close(sink);
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
};

extern "C" {

__attribute__((visibility("default"))) mortise_test_app* mortise_test_open(mortise_str lines, mortise_sink complaint) noexcept {
    static std::once_flag crypto;
    std::call_once(crypto, [] { Poco::Crypto::initializeCrypto(); });
    try {
        auto app = std::make_unique<mortise_test_app>();
        app->settings.declare(host_declarations());
        app->settings.read_text("data.folder=" + app->folder.string() + "\nhttp.rate_limits=off\nlog.level=debug\n",
                                "the test kit");
        std::string_view rest = view(lines);
        while (!rest.empty()) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            if (!line.empty()) app->settings.set(line);
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        }
        const auto plugins = plugins_folder();
        app->product =
            std::make_unique<Product>(app->clock, app->log, app->settings, Places{plugins, plugins / "../../../share/mortise"});
        app->product->open();
        app->product->migrate();
        app->product->start();
        return app.release();
    } catch (const Problem& problem) {
        put(complaint, problem.detail);
    } catch (const std::exception& fault) {
        put(complaint, fault.what());
    }
    return nullptr;
}

__attribute__((visibility("default"))) void mortise_test_close(mortise_test_app* app) noexcept { delete app; }

__attribute__((visibility("default"))) void mortise_test_call(mortise_test_app* app, mortise_str method, mortise_str target,
                                                              mortise_str headers, mortise_str body, int32_t* status,
                                                              mortise_sink head, mortise_sink answer,
                                                              mortise_sink complaint) noexcept {
    try {
        auto exchange = std::make_shared<control::LocalExchange>();
        exchange->request.method = view(method);
        exchange->request.target = view(target);
        exchange->request.path = exchange->request.target.substr(0, exchange->request.target.find('?'));
        const std::size_t mark = exchange->request.target.find('?');
        if (mark != std::string_view::npos) exchange->request.query = exchange->request.target.substr(mark + 1);
        exchange->request.peer = "127.0.0.1";
        parse_head(*exchange, view(headers));
        const std::string length = std::to_string(body.n);
        if (body.n != 0) exchange->request.headers.push_back({"content-length", length});
        http::Service& service = app->product->service();
        const http::BodyPlan plan = service.head(*exchange);
        bool refused = plan.kind == http::BodyPlan::Kind::refuse;
        if (!refused && body.n > plan.limit) {
            service.refuse(*exchange, 413, "The body is too large.");
            refused = true;
        }
        if (plan.kind == http::BodyPlan::Kind::collect) exchange->body.assign(body.p, body.n);
        if (plan.kind == http::BodyPlan::Kind::stream && !refused) {
            try {
                for (std::size_t at = 0; at < body.n; at += 4096) plan.sink->put(view(body).substr(at, 4096));
            } catch (const std::exception& fault) {
                service.refuse(*exchange, 400, fault.what());
                refused = true;
            }
        }
        if (!refused) {
            service.run(*exchange);
            exchange->wait();
        }
        http::Answer& reply = exchange->answer;
        const auto& passage = *static_cast<Passage*>(exchange->attached.get());
        if (reply.file.descriptor >= 0) {
            reply.body.resize(reply.file.length);
            const auto got =
                ::pread(reply.file.descriptor, reply.body.data(), reply.file.length, static_cast<off_t>(reply.file.offset));
            reply.body.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
            ::close(reply.file.descriptor);
        }
        *status = reply.status;
        std::string lower = reply.fields;
        for (std::size_t at = 0; at < lower.size(); at = lower.find("\r\n", at) + 2)
            for (std::size_t i = at; i < lower.size() && lower[i] != ':'; ++i)
                lower[i] = static_cast<char>(std::tolower(lower[i]));
        put(head, lower);
        put(answer, reply.body);
        const RouteRow* row = passage.call.route;
        if (!row || !row->plugin) return;
        note_coverage(*row, reply.status);
        if (view(method) != "HEAD") put(complaint, undeclared(*row, reply));
    } catch (const Problem& problem) {
        put(complaint, problem.detail);
    } catch (const std::exception& fault) {
        put(complaint, fault.what());
    }
}

__attribute__((visibility("default"))) void mortise_test_mint(mortise_test_app* app, int64_t user, mortise_str role,
                                                              mortise_str scopes, mortise_sink token) noexcept {
    try {
        Parts& parts = app->product->parts();
        const std::string subject = std::to_string(user), order = std::to_string(parts.revocations->next()) + ".test";
        crypto::Claims claims;
        claims.sub = subject;
        claims.sid = order;
        claims.email = "somebody@example.com";
        claims.role = view(role);
        claims.jti = order;
        std::string_view rest = view(scopes);
        while (!rest.empty()) {
            claims.scopes.push_back(rest.substr(0, rest.find(',')));
            rest.remove_prefix(std::min(rest.size(), claims.scopes.back().size() + 1));
        }
        put(token, parts.tokens->mint(claims).token);
    } catch (const std::exception&) {
        put(token, "no token could be made");
    }
}

__attribute__((visibility("default"))) void mortise_test_advance(mortise_test_app* app, int64_t ms) noexcept {
    app->clock.advance(std::chrono::milliseconds{ms});
}

__attribute__((visibility("default"))) void mortise_test_run(mortise_test_app* app, mortise_str task, int64_t* did,
                                                             mortise_sink complaint) noexcept {
    try {
        *did = app->product->parts().tasks->run_now(view(task));
    } catch (const Problem& problem) {
        put(complaint, problem.detail);
    } catch (const std::exception& fault) {
        put(complaint, fault.what());
    }
}

__attribute__((visibility("default"))) void mortise_test_seed(mortise_test_app* app, mortise_sink complaint) noexcept {
    try {
        for (const auto& plugin : app->product->parts().plugins) plugin->demo();
        app->product->parts().outbox->settle(std::chrono::seconds{20});
    } catch (const Problem& problem) {
        put(complaint, problem.detail);
    } catch (const std::exception& fault) {
        put(complaint, fault.what());
    }
}

__attribute__((visibility("default"))) void mortise_test_settle(mortise_test_app* app) noexcept {
    app->product->parts().outbox->settle(std::chrono::seconds{20});
}

__attribute__((visibility("default"))) void mortise_test_sql(mortise_test_app* app, mortise_str statement,
                                                             mortise_sink value) noexcept {
    try {
        std::string_view sql = view(statement);
        // Reads as whoever owns the first table that it names: an owner sees its own alone.
        std::string owner = "mortise";
        for (const auto& plugin : app->product->parts().plugins) {
            std::string prefix = plugin->manifest.name + '_';
            for (char& c : prefix) c = c == '-' ? '_' : c;
            if (sql.find(' ' + prefix) != std::string_view::npos) owner = plugin->manifest.name;
        }
        storage::Gathered gathered;
        const mortise_str part = statement;
        app->product->parts().database->reader()->snapshot(owner, gathered, [&](mortise_db& db) {
            storage::run(
                db, {&part, 1}, {},
                [](void* ctx, const mortise_value* column, std::size_t) noexcept -> mortise_rc {
                    const auto* out = static_cast<const mortise_sink*>(ctx);
                    if (column->kind == MORTISE_INTEGER) put(*out, std::to_string(column->integer));
                    if (column->kind == MORTISE_REAL) put(*out, std::to_string(column->real));
                    if (column->kind == MORTISE_TEXT || column->kind == MORTISE_BLOB) put(*out, view(column->bytes));
                    return MORTISE_FAILED;
                },
                &value);
        });
    } catch (const std::exception& fault) {
        put(value, fault.what());
    }
}

__attribute__((visibility("default"))) void mortise_test_command(mortise_test_app* app, mortise_str words, mortise_str options,
                                                                 int32_t* status, mortise_sink answer,
                                                                 mortise_sink complaint) noexcept {
    try {
        std::string path = '/' + std::string(view(words));
        std::replace(path.begin(), path.end(), ' ', '/');
        Parts& parts = app->product->parts();
        const RouteRow* const row = control::find_command(parts, path);
        if (!row) return put(complaint, "no plugin has the command " + std::string(view(words)));
        const control::Outcome outcome = control::obey(parts, {path, control::form_of(options_of(view(options)))});
        *status = outcome.status;
        put(answer, outcome.body);
        http::Answer said;
        said.status = outcome.status;
        said.body = outcome.body;
        put(complaint, undeclared(*row, said));
    } catch (const Problem& problem) {
        put(complaint, problem.detail);
    } catch (const std::exception& fault) {
        put(complaint, fault.what());
    }
}

__attribute__((visibility("default"))) void mortise_test_routes(mortise_test_app* app, mortise_sink json) noexcept {
    std::string out = "[";
    const auto add = [&](const RouteRow& row) {
        if (out.size() > 1) out += ',';
        const auto text = [&](std::string_view name, std::string_view value) {
            out += '"' + std::string(name) + "\":";
            append_json_string(out, value);
            out += ',';
        };
        out += '{';
        text("plugin", row.plugin->manifest.name);
        text("method", row.method);
        text("path", row.path);
        text("who", row.who);
        text("sentence", row.sentence);
        if (row.original) text("original", row.original->path);
        const auto schema = [&](std::string_view name, const std::string& value) {
            out += '"' + std::string(name) + "\":" + (value.empty() ? "null" : value) + ',';
        };
        schema("body", row.body_schema);
        schema("query", row.query_schema);
        schema("answer", row.answer_schema);
        out += "\"absolute\":" + std::string(row.absolute() ? "true" : "false") +
               ",\"owned\":" + ((row.flags & MORTISE_ROUTE_OWNED) != 0 ? "true" : "false") +
               ",\"accepts\":" + std::to_string(row.accepts) +
               ",\"body_optional\":" + ((row.flags & MORTISE_ROUTE_BODY_OPTIONAL) != 0 ? "true" : "false") + ",\"asks_itself\":" +
               (std::find(row.headers.begin(), row.headers.end(), "authorization") != row.headers.end() ? "true" : "false") +
               ",\"status\":" + std::to_string(row.status) + ",\"fails\":[";
        for (const auto& [code, status] : row.failures)
            out += (out.back() == '[' ? "" : ",") + ("{\"code\":\"" + code) + "\",\"status\":" + std::to_string(status) + '}';
        out += "]}";
    };
    const Parts& parts = app->product->parts();
    for (const auto& plugin : parts.plugins)
        for (const RouteRow& row : plugin->routes) add(row);
    for (const RouteRow& row : parts.translations.routes) add(row);
    put(json, out + ']');
}

}  // extern "C"
