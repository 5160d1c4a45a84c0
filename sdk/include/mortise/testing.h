// The test kit: the real host inside the test's process, a clock that stands still, a throw-away database, clients. Asks for no
// test framework.
#pragma once
#include <mortise/testing/abi.h>
#include <mortise/testing/json.h>

#include <chrono>
#include <initializer_list>
#include <utility>

namespace mortise::testing {

/// The answer to a call.
struct Reply {
    int status = 0;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case

    std::string header(std::string_view name) const {
        for (const auto& [key, value] : headers)
            if (key == name) return value;
        return {};
    }
    Value json() const { return Value::parse(body); }
    /// A member of the answer: `reply["user"]["id"]`.
    Value operator[](std::string_view member) const { return json()[member]; }
    /// The problem's stable code, or empty.
    std::string code() const { return status >= 400 ? json()["code"].text() : std::string{}; }
};

/// A part of a multipart body; with a file name it is a file.
struct Part {
    std::string name, content, file = {}, type = "application/octet-stream";
};

/// Somebody who calls the host: a stranger, or the bearer of a token.
class Client {
  public:
    using Headers = std::vector<std::pair<std::string, std::string>>;
    Client(mortise_test_app* app, std::string token) : app_(app), token_(std::move(token)) {}

    Reply get(std::string_view target, const Headers& headers = {}) const { return call("GET", target, {}, headers); }
    Reply post(std::string_view target, std::string_view json = {}, const Headers& headers = {}) const {
        return call("POST", target, json, headers);
    }
    Reply put(std::string_view target, std::string_view json = {}, const Headers& headers = {}) const {
        return call("PUT", target, json, headers);
    }
    Reply patch(std::string_view target, std::string_view json = {}, const Headers& headers = {}) const {
        return call("PATCH", target, json, headers);
    }
    Reply del(std::string_view target, std::string_view json = {}, const Headers& headers = {}) const {
        return call("DELETE", target, json, headers);
    }

    Reply upload(std::string_view target, const std::vector<Part>& parts) const {
        std::string body;
        for (const Part& part : parts) {
            body += "--mortise-test\r\nContent-Disposition: form-data; name=\"" + part.name + '"';
            if (!part.file.empty()) body += "; filename=\"" + part.file + "\"\r\nContent-Type: " + part.type;
            body += "\r\n\r\n" + part.content + "\r\n";
        }
        body += "--mortise-test--\r\n";
        return call("POST", target, body, {{"content-type", "multipart/form-data; boundary=mortise-test"}});
    }

    /// Any call. A body without a content-type is JSON. Throws std::runtime_error where the answer is none that the route
    /// declares.
    Reply call(std::string_view method, std::string_view target, std::string_view body, const Headers& headers = {}) const {
        std::string lines;
        bool typed = false;
        for (const auto& [name, value] : headers) {
            lines += name + ": " + value + "\r\n";
            typed = typed || name == "content-type";
        }
        if (!body.empty() && !typed) lines += "content-type: application/json\r\n";
        if (!token_.empty()) lines += "authorization: Bearer " + token_ + "\r\n";
        Reply reply;
        std::string head, complaint;
        mortise_test_call(app_, str(method), str(target), str(lines), str(body), &reply.status, into(head), into(reply.body),
                          into(complaint));
        for (std::size_t at = 0; at < head.size();) {
            const std::size_t end = head.find("\r\n", at), colon = head.find(": ", at);
            reply.headers.emplace_back(head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2));
            at = end + 2;
        }
        if (!complaint.empty())
            throw std::runtime_error(std::string(method) + ' ' + std::string(target) + ": " + complaint + "\n" + reply.body);
        return reply;
    }

    const std::string& token() const { return token_; }

    static mortise_str str(std::string_view text) { return {text.data(), text.size()}; }
    static mortise_sink into(std::string& text) {
        return {&text, [](void* ctx, mortise_str bytes) noexcept { static_cast<std::string*>(ctx)->append(bytes.p, bytes.n); }};
    }

  private:
    mortise_test_app* app_;
    std::string token_;
};

/// The host with some plugins. It is 2026-01-01T12:00:00Z, and stays so until the test moves the clock.
class App {
  public:
    using Settings = std::vector<std::pair<std::string, std::string>>;
    /// Plugins by name, from the build's or the product's folder (MORTISE_PLUGINS) and `plugins.folders`. Throws
    /// std::runtime_error with the host's own sentence when it does not start. (No initializer_list: App{{"a", "b"}} would be one
    /// text from a to b.)
    explicit App(const std::vector<std::string_view>& plugins, const Settings& settings = {}) {
        std::string text = "plugins.enabled=";
        for (const std::string_view each : plugins) text += (text.back() == '=' ? "" : ",") + std::string(each);
        text += '\n';
        for (const auto& [key, value] : settings) text += key + '=' + value + '\n';
        std::string complaint;
        app_ = mortise_test_open(Client::str(text), Client::into(complaint));
        if (!app_) throw std::runtime_error(complaint);
    }
    ~App() { mortise_test_close(app_); }
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// A client without a token.
    Client stranger() const { return {app_, {}}; }
    /// A client with this token.
    Client bearer(std::string token) const { return {app_, std::move(token)}; }
    /// A client with a token for that user, role and scopes, whether or not any plugin knows of them.
    Client bearer(std::int64_t user, std::string_view role, std::initializer_list<std::string_view> scopes) const {
        std::string list, token;
        for (const std::string_view each : scopes) list += (list.empty() ? "" : ",") + std::string(each);
        mortise_test_mint(app_, user, Client::str(role), Client::str(list), Client::into(token));
        return {app_, token};
    }

    /// Moves the clock.
    void advance(std::chrono::milliseconds by) { mortise_test_advance(app_, by.count()); }
    /// Runs a task now; how many things it did. Throws std::runtime_error when it fails or is unknown.
    std::int64_t run(std::string_view task) {
        std::int64_t did = 0;
        std::string complaint;
        mortise_test_run(app_, Client::str(task), &did, Client::into(complaint));
        if (!complaint.empty()) throw std::runtime_error(complaint);
        return did;
    }
    /// Fills in the plugins' demonstration data, as `mortise db seed` does. Throws std::runtime_error when one fails.
    void seed() {
        std::string complaint;
        mortise_test_seed(app_, Client::into(complaint));
        if (!complaint.empty()) throw std::runtime_error(complaint);
    }
    /// Runs a command of a plugin, as `mortise users unlock --who anna@example.com` does:
    ///     command("users unlock", R"({"who":"anna@example.com"})")
    /// The reply is what would be printed, or the problem. Throws std::runtime_error where there is no such command, and where
    /// the answer is none that it declares.
    Reply command(std::string_view words, std::string_view options = {}) {
        Reply reply;
        std::string complaint;
        mortise_test_command(app_, Client::str(words), Client::str(options), &reply.status, Client::into(reply.body),
                             Client::into(complaint));
        if (!complaint.empty()) throw std::runtime_error(std::string(words) + ": " + complaint + "\n" + reply.body);
        return reply;
    }
    /// Waits until every event that was published has been heard.
    void settle() { mortise_test_settle(app_); }
    /// The first column of the first row, as text, of a reading statement over any table.
    std::string sql(std::string_view statement) {
        std::string out;
        mortise_test_sql(app_, Client::str(statement), Client::into(out));
        return out;
    }
    /// The route table: [{"method","path","who","plugin","body","query","answer","status","fails":[{"code","status"}]}]. A route
    /// that a vocabulary adds names its "original".
    Value routes() const {
        std::string out;
        mortise_test_routes(app_, Client::into(out));
        return Value::parse(out);
    }
    mortise_test_app* handle() const { return app_; }

  private:
    mortise_test_app* app_ = nullptr;
};

}  // namespace mortise::testing
