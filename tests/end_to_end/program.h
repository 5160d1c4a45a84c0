// The real program as a process: started on a free port with a data folder of its own, watched, signalled, ended.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace end_to_end {

using Words = std::vector<std::string>;

/// What a test waits for at most: sanitizers make a process many times slower.
std::chrono::milliseconds patience(std::chrono::milliseconds plain, std::chrono::milliseconds with_sanitizers);

/// A folder that is gone with this value.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string path() const { return path_.string(); }
    /// Writes a file there and says where it is.
    std::string write(const std::string& name, const std::string& text,
                      std::filesystem::perms mode = std::filesystem::perms{0600}) const;

  private:
    std::filesystem::path path_;
};

/// How a run of the program ended.
struct Ended {
    int code = -1;    ///< its exit code, or minus the signal that killed it
    std::string out;  ///< standard output
    std::string err;
};

/// Runs a command to its end; `input` is its standard input. The environment holds only what is given (and what sanitizers read).
Ended run(const Words& words, const Words& environment = {}, const std::string& input = {});
/// The same on a terminal, where all it says goes to `out`; each text of `typed` is typed after the prompt before it.
Ended run_on_terminal(const Words& words, const std::vector<std::pair<std::string, std::string>>& typed = {});

/// The words that make a command work on the household edition with that data folder, out of everybody's way.
Words household(const Folder& data, const Words& more = {});
/// `command` and household() behind it.
Words with(Words command, const Folder& data, const Words& more = {});

/// `mortise serve` on the household edition.
class Program {
  public:
    /// Returns when it is ready. Throws std::runtime_error with what it said when it ends instead, or is not ready in time.
    explicit Program(const Folder& data, const Words& more = {}, const Words& environment = {});
    /// Kills it where it still runs.
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    unsigned short port() const { return port_; }
    /// "http://127.0.0.1:40123", as it said itself.
    const std::string& address() const { return address_; }
    /// From fork to ready.
    std::chrono::milliseconds started_in() const { return started_in_; }
    void signal(int number) const;
    pid_t process() const { return process_; }
    /// Waits for its end, a minute at most; then it is killed.
    Ended wait();
    /// What it has written to standard error so far.
    std::string log() const;

  private:
    void read_ready_line();

    Folder scratch_;
    pid_t process_ = -1;
    int out_ = -1;
    unsigned short port_ = 0;
    std::string address_, said_;
    std::chrono::milliseconds started_in_{};
};

}  // namespace end_to_end
