// SPDX-License-Identifier: MIT
#include "base/process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "base/error.h"

extern char** environ;  // NOLINT: POSIX declares it nowhere, glibc does

namespace fs = std::filesystem;

namespace natmod {
namespace {

// A pipe whose ends close themselves and are not inherited by accident.
class Pipe {
  public:
    Pipe() {
        if (::pipe(ends_) != 0) {
            throw Error(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
        }
        for (int end : ends_) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        for (int end : ends_) {
            if (end >= 0) ::close(end);
        }
    }
    int read_end() const { return ends_[0]; }
    int write_end() const { return ends_[1]; }
    void close_write_end() {
        ::close(ends_[1]);
        ends_[1] = -1;
    }

  private:
    int ends_[2] = {-1, -1};
};

class FileActions {
  public:
    FileActions() { ::posix_spawn_file_actions_init(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
    void duplicate(int from, int to) { ::posix_spawn_file_actions_adddup2(&actions_, from, to); }
    void change_directory(const char* path) {
        ::posix_spawn_file_actions_addchdir_np(&actions_, path);
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers(std::span<const std::string> words) {
    std::vector<char*> result;
    result.reserve(words.size() + 1);
    for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> merged_environment(std::span<const std::string> additions) {
    std::vector<std::string> result;
    auto name = [](std::string_view entry) { return entry.substr(0, entry.find('=')); };
    for (char** entry = environ; *entry != nullptr; ++entry) {
        bool replaced = std::any_of(
            additions.begin(), additions.end(),
            [&](const std::string& addition) { return name(addition) == name(*entry); });
        if (!replaced) result.emplace_back(*entry);
    }
    result.insert(result.end(), additions.begin(), additions.end());
    return result;
}

[[noreturn]] void cannot_start(const std::string& program, const ProcessOptions& options,
                               int error) {
    std::string hint = options.hint;
    if (error == ENOENT) {
        if (hint.empty()) hint = fmt::format("is {} installed, and in PATH?", program);
        throw Error(fmt::format("cannot run {}: not found", program), hint);
    }
    throw Error(fmt::format("cannot run {}: {}", program, std::strerror(error)), hint);
}

constexpr int kQuiet = 2000;  // milliseconds

// Waits until there is something to read.
void wait_for_output(int fd, const std::function<int()>& on_quiet) {
    if (!on_quiet) return;
    pollfd input{fd, POLLIN, 0};
    for (int wait = kQuiet; ::poll(&input, 1, wait) == 0;) wait = on_quiet();
}

// Up to text.size() - used bytes after the first `used`; 0 at the end of the output.
size_t read_some(int fd, std::string& text, size_t used) {
    for (;;) {
        ssize_t n = ::read(fd, text.data() + used, text.size() - used);
        if (n >= 0) return static_cast<size_t>(n);
        if (errno != EINTR) {
            throw Error(fmt::format("cannot read from a pipe: {}", std::strerror(errno)));
        }
    }
}

std::string read_all(int fd, const std::function<int()>& on_quiet) {
    std::string text;
    size_t used = 0;
    for (;;) {
        if (text.size() - used < 65536) text.resize(text.size() * 2 + 131072);
        wait_for_output(fd, on_quiet);
        size_t n = read_some(fd, text, used);
        if (n == 0) break;
        used += n;
    }
    text.resize(used);
    return text;
}

void pass_on(int fd, const ProcessOptions& options) {
    std::string text(65536, '\0');
    for (;;) {
        wait_for_output(fd, options.on_quiet);
        size_t n = read_some(fd, text, 0);
        if (n == 0) return;
        options.on_output(std::string_view(text).substr(0, n));
    }
}

int wait_for(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            throw Error(fmt::format("cannot wait for a program: {}", std::strerror(errno)));
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProcessResult run_process(std::span<const std::string> command, const ProcessOptions& options) {
    if (command.empty()) throw Error("cannot run an empty command");
    std::vector<char*> arguments = pointers(command);
    std::vector<std::string> environment = merged_environment(options.environment);
    std::vector<char*> environment_pointers = pointers(environment);

    Pipe pipe;
    FileActions actions;
    if (options.capture) {
        actions.duplicate(pipe.write_end(), STDOUT_FILENO);
        if (options.merge_errors) actions.duplicate(pipe.write_end(), STDERR_FILENO);
    }
    if (!options.directory.empty()) actions.change_directory(options.directory.c_str());
    pid_t pid = 0;
    int error = ::posix_spawnp(&pid, arguments[0], actions.get(), nullptr, arguments.data(),
                               environment_pointers.data());
    if (error != 0) cannot_start(command[0], options, error);
    pipe.close_write_end();

    ProcessResult result;
    if (options.capture && options.on_output) {
        pass_on(pipe.read_end(), options);
    } else if (options.capture) {
        result.output = read_all(pipe.read_end(), options.on_quiet);
    }
    result.status = wait_for(pid);
    return result;
}

void exec_process(std::span<const std::string> command, const ProcessOptions& options) {
    if (command.empty()) throw Error("cannot run an empty command");
    std::vector<char*> arguments = pointers(command);
    for (const std::string& entry : options.environment) {
        size_t equals = entry.find('=');
        if (equals == std::string::npos) continue;
        ::setenv(entry.substr(0, equals).c_str(), entry.c_str() + equals + 1, 1);
    }
    ::execvp(arguments[0], arguments.data());
    cannot_start(command[0], options, errno);
}

fs::path find_program(const std::string& name) {
    if (name.empty()) return {};
    auto runs = [](const fs::path& path) {
        std::error_code ignored;
        return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
    };
    if (name.find('/') != std::string::npos) return runs(name) ? fs::absolute(name) : fs::path();
    const char* variable = std::getenv("PATH");
    std::string_view path = variable != nullptr ? variable : "/usr/bin:/bin";
    while (!path.empty()) {
        size_t end = std::min(path.find(':'), path.size());
        fs::path candidate = fs::path(path.substr(0, end)) / name;
        if (end != 0 && runs(candidate)) return candidate;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return {};
}

std::string shell_quote(const std::string& word) {
    constexpr std::string_view kPlain =
        "%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
        "abcdefghijklmnopqrstuvwxyz";
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
    std::string quoted = "'";
    for (char c : word) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + "'";
}

}  // namespace natmod
