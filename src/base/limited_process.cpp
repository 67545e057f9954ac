// SPDX-License-Identifier: MIT
#include "base/limited_process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "base/error.h"
#include "base/interrupt.h"

namespace natmod {
namespace {

using Clock = std::chrono::steady_clock;

// In the copy of this process: becomes the program, in a group of its own. `pipe` takes what it
// prints.
[[noreturn]] void become(std::span<const std::string> command,
                         const std::filesystem::path& directory,
                         const std::vector<std::string>& environment, int pipe) {
    ::setpgid(0, 0);
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(pipe, STDOUT_FILENO);
    ::dup2(pipe, STDERR_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    for (const std::string& entry : environment) ::putenv(const_cast<char*>(entry.c_str()));
    if (::chdir(directory.c_str()) == 0) ::execvp(words[0], words.data());
    fmt::print(stderr, "natmod: error: cannot run {} in {}: {}\n", command[0], directory.string(),
               std::strerror(errno));
    std::fflush(stderr);
    ::_exit(127);
}

// What the pipe has now. False at its end.
bool read_available(int pipe, std::string& text) {
    char buffer[65536];
    for (;;) {
        ssize_t n = ::read(pipe, buffer, sizeof buffer);
        if (n > 0) text.append(buffer, static_cast<size_t>(n));
        if (n == 0) return false;
        if (n < 0 && errno != EINTR) return errno == EAGAIN || errno == EWOULDBLOCK;
        if (n > 0 && static_cast<size_t>(n) < sizeof buffer) return true;
    }
}

bool has_ended(pid_t process, int& status, int how) {
    pid_t ended = 0;
    while ((ended = ::waitpid(process, &status, how)) < 0 && errno == EINTR) {
    }
    return ended != 0;
}

}  // namespace

LimitedResult run_limited(std::span<const std::string> command,
                          const std::filesystem::path& directory,
                          const std::vector<std::string>& environment,
                          const ProcessLimits& limits) {
    int ends[2];
    if (::pipe(ends) != 0) throw Error(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    for (int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    std::fflush(stdout);
    auto start = Clock::now();
    pid_t process = ::fork();
    if (process == 0) become(command, directory, environment, ends[1]);
    ::close(ends[1]);
    if (process < 0) {
        ::close(ends[0]);
        throw Error(fmt::format("cannot start a process: {}", std::strerror(errno)));
    }
    ::setpgid(process, process);  // whoever of the two comes first

    LimitedResult result;
    auto deadline = start + std::chrono::seconds(limits.seconds);
    int status = 0;
    bool ended = false;
    for (bool open = true; open && !ended;) {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        result.out_of_time = left.count() <= 0;
        result.too_much_output = result.output.size() > limits.output;
        if (result.out_of_time || result.too_much_output || interrupted() != 0) break;
        pollfd input{ends[0], POLLIN, 0};
        // Something that it has started may keep the pipe open.
        if (::poll(&input, 1, std::min(100, static_cast<int>(left.count()))) == 0)
            ended = has_ended(process, status, WNOHANG);
        open = read_available(ends[0], result.output);
    }
    // A program may close its output and go on.
    while (!ended && !result.out_of_time && !result.too_much_output && interrupted() == 0) {
        ended = has_ended(process, status, WNOHANG);
        result.out_of_time = !ended && Clock::now() >= deadline;
        if (!ended) ::poll(nullptr, 0, 1);
    }
    ::kill(-process, SIGKILL);
    if (!ended) has_ended(process, status, 0);
    ::close(ends[0]);
    result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

}  // namespace natmod
