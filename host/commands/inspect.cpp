// `mortise config|plugins|openapi|health|version`: what would run, and whether it does.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>

#include "commands/help.h"
#include "commands/opened.h"
#include "openapi/document.h"

namespace host::commands {
namespace {

int list_plugins(Opened& opened) {
    for (const auto& plugin : opened.product->parts().plugins)
        std::printf("%-20s %-10s %zu routes, %zu tasks  %s\n", plugin->manifest.name.c_str(), plugin->manifest.version.c_str(),
                    plugin->routes.size(), plugin->tasks.size(), plugin->manifest.file.c_str());
    return ok;
}

int show_plugin(Opened& opened, const std::string& name) {
    for (const auto& plugin : opened.product->parts().plugins) {
        if (plugin->manifest.name != name) continue;
        std::printf("%s %s  %s\n", name.c_str(), plugin->manifest.version.c_str(), plugin->manifest.file.c_str());
        for (const std::string& need : plugin->manifest.needs) std::printf("needs    %s\n", need.c_str());
        for (const RouteRow& row : plugin->routes)
            std::printf("route    %-6s %-50s %-24s %s\n", row.method.c_str(), row.path.c_str(), row.who.c_str(),
                        row.sentence.c_str());
        for (const RouteRow& row : plugin->commands) std::printf("command  %s %s\n", words_of(row).c_str(), row.sentence.c_str());
        for (const auto& [path, other] : plugin->paths) std::printf("path     %s as %s\n", path.c_str(), other.c_str());
        for (const auto& [word, other] : plugin->words) std::printf("word     %s as %s\n", word.c_str(), other.c_str());
        for (const TaskRow& row : plugin->tasks)
            std::printf("task     %s (%s) %s\n", row.name.c_str(), row.schedule.c_str(), row.sentence.c_str());
        for (const ListenerRow& row : plugin->listeners) std::printf("listens  %s %s\n", row.topic.c_str(), row.sentence.c_str());
        for (const ContractRow& row : plugin->contracts) std::printf("provides %s\n", row.name.c_str());
        for (const std::string& key : plugin->settings) std::printf("setting  %s\n", key.c_str());
        return ok;
    }
    throw std::invalid_argument("no plugin " + name + " is enabled");
}

/// The status of GET /readyz on the host's own address; 0 when nobody answers.
int ready_status(const std::string& listen) {
    const std::size_t colon = listen.rfind(':');
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(listen.substr(colon + 1))));
    const std::string host = listen.substr(0, colon) == "0.0.0.0" ? "127.0.0.1" : listen.substr(0, colon);
    if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) return 0;
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{2, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    std::string answer;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        const std::string request = "GET /readyz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        char bytes[256];
        if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0)
            if (const auto got = ::recv(socket, bytes, sizeof bytes, 0); got > 0)
                answer.assign(bytes, static_cast<std::size_t>(got));
    }
    ::close(socket);
    int status = 0;
    if (answer.starts_with("HTTP/1.1 ")) std::from_chars(answer.data() + 9, answer.data() + answer.size(), status);
    return status;
}

}  // namespace

int config(const Arguments& arguments) {
    const std::string word = arguments.words.empty() ? "" : arguments.words.front();
    if (word != "check" && word != "show") throw std::invalid_argument("config knows check and show");
    Opened opened(arguments, Level::error, Traces::none);
    for (const std::string& note : opened.settings.notes()) std::fprintf(stderr, "note: %s\n", note.c_str());
    if (word == "show") {
        for (const auto& each : opened.settings.show())
            std::printf("%-36s = %-30s # %s\n", each.key.c_str(), each.value.c_str(), each.origin.c_str());
    } else {
        std::puts("the configuration is good");
    }
    return ok;
}

int plugins(const Arguments& arguments) {
    const std::string word = arguments.words.empty() ? "" : arguments.words.front();
    if (word == "list") {
        Opened opened(arguments, Level::error, Traces::none);
        return list_plugins(opened);
    }
    if (word != "info" || arguments.words.size() != 2) throw std::invalid_argument("plugins knows list, and info NAME");
    Opened opened(arguments, Level::error, Traces::none);
    return show_plugin(opened, arguments.words[1]);
}

int openapi(const Arguments& arguments) {
    Opened opened(arguments, Level::error, Traces::none);
    const std::string document = openapi_document(opened.product->parts());
    std::puts((arguments.yaml ? yaml_of(document) : document).c_str());
    return ok;
}

int health(const Arguments& arguments) {
    Settings settings;
    settings.declare(host_declarations());
    read_settings(settings, arguments);
    const std::string listen = read_host_settings(settings).http.listen;
    const int status = ready_status(listen);
    std::printf("%s %s\n", listen.c_str(), status == 200 ? "ready" : status == 0 ? "nobody answers" : "not ready");
    return status == 200 ? ok : failed;
}

int version(const Arguments&) {
    std::puts("mortise " MORTISE_VERSION ", SDK ABI 1");
    return ok;
}

}  // namespace host::commands
