// SPDX-License-Identifier: MIT
#include "base/watch.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/here.h"
#include "base/interrupt.h"
#include "base/report.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

constexpr int kBetweenLooks = 200;  // milliseconds
constexpr int kToEnd = 2000;        // for a round that is asked to end

// What a new file must end in to matter in its folder. Editors leave others there.
constexpr std::string_view kSources[] = {".c",  ".cc",    ".cpp",  ".cxx", ".h",  ".hpp",
                                         ".mk", ".cmake", ".toml", ".S",   ".py", ".exp"};

// What a change is told by.
struct Stamp {
    fs::file_time_type time = {};
    uintmax_t size = 0;
    std::set<std::string> names = {};  // in a folder
    bool operator==(const Stamp&) const = default;
};

using Inputs = std::map<fs::path, Stamp>;

bool is_source(const fs::path& path) {
    return std::ranges::find(kSources, path.extension().string()) != std::end(kSources);
}

// That of a file that is missing is empty.
Stamp stamp_of(const fs::path& path) {
    std::error_code failed;
    Stamp stamp;
    if (fs::is_directory(path, failed)) {
        for (auto entry = fs::directory_iterator(path, failed);
             !failed && entry != fs::directory_iterator(); entry.increment(failed))
            if (is_source(entry->path())) stamp.names.insert(entry->path().filename().string());
        return stamp;
    }
    fs::file_time_type time = fs::last_write_time(path, failed);
    if (failed) return stamp;
    uintmax_t size = fs::file_size(path, failed);
    return failed ? stamp : Stamp{.time = time, .size = size};
}

// The first that has changed; empty if none has. A round may make a file in a folder, and remove it
// again, so folders count only when it has ended.
fs::path changed(const Inputs& inputs, bool running) {
    for (const auto& [path, stamp] : inputs) {
        std::error_code ignored;
        if (running && fs::is_directory(path, ignored)) continue;
        if (stamp_of(path) != stamp) return path;
    }
    return {};
}

// One round, in a process of its own.
struct Round {
    pid_t process = 0;
    int pipe = -1;  // from which its inputs come; -1: all have come
    std::string text = {};
    fs::file_time_type start = {};
    fs::path changed = {};  // an input that was written after the start
};

[[noreturn]] void work(const std::function<void(const AddInput&)>& round, int pipe) {
    for (int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
    // All that it starts, down to compilers, is in this group. On a terminal it is in the
    // background, where nobody may read.
    ::setpgid(0, 0);
    if (::isatty(STDIN_FILENO) != 0) ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    int status = 0;
    try {
        round([&](const fs::path& path) {
            std::string line = path.string() + '\0';
            [[maybe_unused]] ssize_t written = ::write(pipe, line.data(), line.size());
        });
    } catch (const std::exception& error) {
        report_all(as_error(error));
        status = 1;
    }
    std::fflush(stdout);
    ::_exit(status);
}

Round start(const std::function<void(const AddInput&)>& round) {
    int ends[2];
    if (::pipe(ends) != 0) throw Error(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    for (int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    std::fflush(stdout);
    Round started{.pipe = ends[0], .start = fs::file_time_type::clock::now()};
    started.process = ::fork();
    if (started.process == 0) work(round, ends[1]);
    ::close(ends[1]);
    if (started.process < 0)
        throw Error(fmt::format("cannot start a process: {}", std::strerror(errno)));
    ::setpgid(started.process, started.process);  // whoever of the two comes first
    return started;
}

void add(Inputs& inputs, Round& round, const fs::path& path) {
    auto [entry, is_new] = inputs.try_emplace(path, stamp_of(path));
    // The round may have read it before we looked.
    bool is_file = entry->second != Stamp{.names = entry->second.names};
    if (is_new && is_file && entry->second.time >= round.start) round.changed = path;
}

// Takes what has come of the round's inputs.
void read_inputs(Inputs& inputs, Round& round) {
    char buffer[4096];
    ssize_t n = ::read(round.pipe, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) return;
    if (n <= 0) {
        ::close(round.pipe);
        round.pipe = -1;
        return;
    }
    round.text.append(buffer, static_cast<size_t>(n));
    for (size_t end; (end = round.text.find('\0')) != std::string::npos;
         round.text.erase(0, end + 1))
        add(inputs, round, round.text.substr(0, end));
}

bool has_ended(const Round& round) {
    int status = 0;
    return ::waitpid(round.process, &status, WNOHANG) != 0;
}

// Waits until the round says something, but not long.
void listen(Inputs& inputs, Round& round) {
    pollfd input{round.pipe, POLLIN, 0};
    if (::poll(&input, 1, kBetweenLooks) > 0) read_inputs(inputs, round);
}

// Ninja removes what is half written when it is asked to end.
void end(const Round& round) {
    ::kill(-round.process, SIGTERM);
    for (int waited = 0; !has_ended(round); waited += 10) {
        if (waited == kToEnd) ::kill(-round.process, SIGKILL);
        ::poll(nullptr, 0, 10);
    }
    ::kill(-round.process, SIGKILL);
}

// Lets the round run until it ends or an input changes. Returns that one, or nothing.
fs::path attend(Inputs& inputs, Round& round) {
    for (;;) {
        listen(inputs, round);
        bool ended = has_ended(round);
        while (ended && round.pipe >= 0) read_inputs(inputs, round);
        fs::path path = !round.changed.empty() ? round.changed : changed(inputs, true);
        if (ended) return path;
        if (path.empty() && interrupted() == 0) continue;
        end(round);
        if (round.pipe >= 0) ::close(round.pipe);
        return path;
    }
}

// Editors write a file in several steps.
void settle(Inputs& inputs) {
    do {
        for (auto& [path, stamp] : inputs) stamp = stamp_of(path);
        ::poll(nullptr, 0, kBetweenLooks / 2);
    } while (interrupted() == 0 && !changed(inputs, false).empty());
}

}  // namespace

void watch(const std::function<void(const AddInput&)>& round) {
    CatchInterrupts catch_interrupts;
    Inputs inputs;
    while (interrupted() == 0) {
        Round running = start(round);
        fs::path path = attend(inputs, running);
        if (path.empty() && interrupted() == 0)
            fmt::print(stderr, "natmod: waiting for a change; Ctrl-C ends\n");
        while (path.empty() && interrupted() == 0) {
            ::poll(nullptr, 0, kBetweenLooks);
            path = changed(inputs, false);
        }
        if (interrupted() != 0) break;
        settle(inputs);
        fmt::print(stderr, "natmod: {}: changed\n", from_here(path));
    }
    end_by(interrupted());
}

}  // namespace natmod
