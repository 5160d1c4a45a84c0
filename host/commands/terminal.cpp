// Talks with the terminal.
#include "commands/terminal.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <stdexcept>

#include "base/problem.h"
#include "files/descriptor.h"
#include "openapi/value.h"

namespace host::commands {
namespace {

using openapi::Value;

/// Keys are not shown while it lives.
class Hidden {
  public:
    Hidden() {
        ::tcgetattr(STDIN_FILENO, &before_);
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Hidden() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

  private:
    termios before_{};
};

/// Byte by byte: what stands behind the line is somebody else's. Signals are blocked in this program, and end the wait here.
std::optional<std::string> read_line_of_input() {
    sigset_t ends;
    sigemptyset(&ends);
    for (const int each : {SIGINT, SIGTERM, SIGQUIT}) sigaddset(&ends, each);
    const files::Descriptor signals(::signalfd(-1, &ends, SFD_CLOEXEC));
    std::string line;
    for (char c = 0;;) {
        std::array<pollfd, 2> both{{{STDIN_FILENO, POLLIN, 0}, {signals.get(), POLLIN, 0}}};
        if (::poll(both.data(), both.size(), -1) < 0) continue;
        if (both[1].revents != 0) throw std::invalid_argument("interrupted");
        if (::read(STDIN_FILENO, &c, 1) != 1) break;
        if (c == '\n') return line;
        line += c;
        if (line.size() > 64 * 1024) throw std::invalid_argument("a line of the standard input is too long");
    }
    return line.empty() ? std::nullopt : std::optional(line);
}

std::string asked(const std::string& question) {
    const Hidden hidden;
    std::fprintf(stderr, "%s: ", question.c_str());
    const auto line = read_line_of_input();
    std::fputs("\n", stderr);
    return line.value_or("");
}

/// Bytes of the character at the front that a terminal would obey instead of showing it; 0: none.
std::size_t obeyed(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    if (at(0) < 0x20 || at(0) == 0x7f) return 1;
    if (at(0) == 0xc2 && at(1) >= 0x80 && at(1) < 0xa0) return 2;
    const bool turns =
        at(0) == 0xe2 && ((at(1) == 0x80 && ((at(2) >= 0xaa && at(2) <= 0xae) || at(2) == 0x8e || at(2) == 0x8f)) ||
                          (at(1) == 0x81 && at(2) >= 0xa6 && at(2) <= 0xa9));
    return turns ? 3 : 0;
}

void add_lines(std::string& out, const Value& object, const std::string& before) {
    for (const auto& [name, value] : object.items) {
        const bool is_list_of_texts =
            value.kind == Value::Kind::array && std::all_of(value.items.begin(), value.items.end(), [](const auto& item) {
                return item.second.kind != Value::Kind::object && item.second.kind != Value::Kind::array;
            });
        if (value.kind == Value::Kind::object) {
            add_lines(out, value, before + name + '.');
            continue;
        }
        std::string text = value.text;
        if (is_list_of_texts)
            for (const auto& [ignored, item] : value.items) text += (text.empty() ? "" : ", ") + item.text;
        else if (value.kind == Value::Kind::array)
            text = value.json();
        out += harmless(before + name) + ": " + harmless(text) + '\n';
    }
}

}  // namespace

std::optional<std::string> ask_secret(const std::string& name) {
    std::optional<std::string> line;
    if (::isatty(STDIN_FILENO) != 1) {
        line = read_line_of_input();
        if (line && line->ends_with('\r')) line->pop_back();
    } else {
        line = asked(name);
        if (!line->empty() && asked(name + " again") != *line) throw std::invalid_argument("the two are not the same");
    }
    return line && !line->empty() ? line : std::nullopt;
}

std::string harmless(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t bad = obeyed(text);
        out += bad != 0 ? '?' : text.front();
        text.remove_prefix(std::max<std::size_t>(bad, 1));
    }
    return out;
}

std::string lines_of(std::string_view json) {
    try {
        const Value value = Value::read(json);
        if (value.kind == Value::Kind::object) {
            std::string out;
            add_lines(out, value, "");
            return out;
        }
    } catch (const Problem&) {  // no JSON: a handler may write what it likes
    }
    return harmless(json) + '\n';
}

}  // namespace host::commands
