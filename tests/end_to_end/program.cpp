// Starts and ends processes.
#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define MORTISE_SLOW
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MORTISE_SLOW
#endif

namespace end_to_end {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::string contents(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Nothing of the tester's environment but what sanitizers and the loader read.
Words clean_environment(const Words& more) {
    Words all{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"};
    for (const char* name :
         {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "ASAN_SYMBOLIZER_PATH", "LD_LIBRARY_PATH"})
        if (const char* value = ::getenv(name)) all.push_back(std::string(name) + '=' + value);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<char*> pointers(Words& words) {
    std::vector<char*> all;
    for (std::string& word : words) all.push_back(word.data());
    all.push_back(nullptr);
    return all;
}

pid_t launch(Words words, const Words& environment, int in, int out, int err) {
    words.insert(words.begin(), MORTISE_PROGRAM);
    Words variables = clean_environment(environment);
    const auto arguments = pointers(words), surroundings = pointers(variables);
    const pid_t process = ::fork();
    if (process < 0) throw std::runtime_error("cannot fork");
    if (process == 0) {
        ::dup2(in, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        ::execve(arguments[0], arguments.data(), surroundings.data());
        ::_exit(127);
    }
    return process;
}

int open_for_writing(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) throw std::runtime_error("cannot write " + file);
    return descriptor;
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

/// The code of a process that ends within a minute; one that does not is killed, and the code says so.
int reap(pid_t process) {
    const auto give_up = Clock::now() + 60s;
    int status = 0;
    while (::waitpid(process, &status, WNOHANG) == 0) {
        if (Clock::now() > give_up) {
            ::kill(process, SIGKILL);
            ::waitpid(process, &status, 0);
            break;
        }
        std::this_thread::sleep_for(2ms);
    }
    return code_of(status);
}

}  // namespace

std::chrono::milliseconds patience([[maybe_unused]] std::chrono::milliseconds plain,
                                   [[maybe_unused]] std::chrono::milliseconds with_sanitizers) {
#ifdef MORTISE_SLOW
    return with_sanitizers;
#else
    return plain;
#endif
}

Folder::Folder() {
    std::string name = std::filesystem::temp_directory_path() / "mortise-e2e-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& text, std::filesystem::perms mode) const {
    const auto file = path_ / name;
    std::ofstream(file, std::ios::binary) << text;
    std::filesystem::permissions(file, mode);
    return file.string();
}

Ended run(const Words& words, const Words& environment, const std::string& input) {
    const Folder scratch;
    const int in_file = ::open(scratch.write("in", input).c_str(), O_RDONLY | O_CLOEXEC);
    const std::string out = scratch.path() + "/out", err = scratch.path() + "/err";
    const int out_file = open_for_writing(out), err_file = open_for_writing(err);
    const pid_t process = launch(words, environment, in_file, out_file, err_file);
    ::close(in_file);
    ::close(out_file);
    ::close(err_file);
    const int code = reap(process);
    return {code, contents(out), contents(err)};
}

Ended run_on_terminal(const Words& words, const std::vector<std::pair<std::string, std::string>>& typed) {
    const int keyboard = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (keyboard < 0 || ::grantpt(keyboard) != 0 || ::unlockpt(keyboard) != 0) throw std::runtime_error("no terminal");
    const int screen = ::open(::ptsname(keyboard), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (screen < 0) throw std::runtime_error("no terminal");
    const pid_t process = launch(words, {}, screen, screen, screen);
    ::close(screen);
    std::string said;
    std::size_t next = 0, heard = 0;
    char bytes[512];
    for (ssize_t got; (got = ::read(keyboard, bytes, sizeof bytes)) > 0;) {  // until the other side is closed
        said.append(bytes, static_cast<std::size_t>(got));
        if (next == typed.size()) continue;
        const std::size_t prompt = said.find(typed[next].first, heard);
        if (prompt == std::string::npos) continue;
        heard = prompt + typed[next].first.size();
        const std::string keys = typed[next++].second;
        if (::write(keyboard, keys.data(), keys.size()) < 0) break;
    }
    ::close(keyboard);
    return {reap(process), said, {}};
}

Words household(const Folder& data, const Words& more) {
    Words words{"--config", MORTISE_CONFIG "/household.properties",
                "--set",    "data.folder=" + data.path(),
                "--set",    "http.listen=127.0.0.1:0",
                "--set",    "ops.listen=off"};
    for (const std::string& each : more) words.insert(words.end(), {"--set", each});
    return words;
}

Words with(Words command, const Folder& data, const Words& more) {
    const Words rest = household(data, more);
    command.insert(command.end(), rest.begin(), rest.end());
    return command;
}

Program::Program(const Folder& data, const Words& more, const Words& environment) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    out_ = ends[0];
    const int err = open_for_writing(scratch_.path() + "/err");
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const auto began = Clock::now();
    process_ = launch(with({"serve"}, data, more), environment, nothing, ends[1], err);
    ::close(nothing);
    ::close(ends[1]);
    ::close(err);
    try {
        read_ready_line();
    } catch (...) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(out_);
        throw;
    }
    started_in_ = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
}

Program::~Program() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    if (out_ >= 0) ::close(out_);
}

void Program::read_ready_line() {
    const auto give_up = Clock::now() + 60s;
    while (said_.find('\n') == std::string::npos) {
        pollfd readable{out_, POLLIN, 0};
        char bytes[512];
        ssize_t got = -1;
        if (Clock::now() < give_up && ::poll(&readable, 1, 60'000) == 1) got = ::read(out_, bytes, sizeof bytes);
        if (got <= 0) throw std::runtime_error("not ready; it said: " + said_ + log());
        said_.append(bytes, static_cast<std::size_t>(got));
    }
    const std::string line = said_.substr(0, said_.find('\n'));
    if (!line.starts_with("ready http://127.0.0.1:")) throw std::runtime_error("not the ready line: " + line);
    address_ = line.substr(6);
    port_ = static_cast<unsigned short>(std::stoi(address_.substr(address_.rfind(':') + 1)));
}

void Program::signal(int number) const { ::kill(process_, number); }

Ended Program::wait() {
    const int code = reap(process_);
    process_ = -1;
    char bytes[4096];
    for (ssize_t got; (got = ::read(out_, bytes, sizeof bytes)) > 0;) said_.append(bytes, static_cast<std::size_t>(got));
    return {code, said_, log()};
}

std::string Program::log() const { return contents(scratch_.path() + "/err"); }

}  // namespace end_to_end
