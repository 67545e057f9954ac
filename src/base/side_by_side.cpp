// SPDX-License-Identifier: MIT
#include "base/side_by_side.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/report.h"

namespace natmod {
namespace {

using Work = std::function<std::string(size_t)>;

// What comes from a piece.
struct Stream {
    int pipe = -1;  // -1: it has ended
    std::string text = {};
};

struct Piece {
    pid_t process = 0;
    std::array<Stream, 3> streams = {};  // its answer, standard output, standard error
    bool ended = false;
};

void write_all(int file, std::string_view text) {
    while (!text.empty()) {
        ssize_t n = ::write(file, text.data(), text.size());
        if (n < 0 && errno != EINTR) return;  // nobody reads it
        if (n > 0) text.remove_prefix(static_cast<size_t>(n));
    }
}

[[noreturn]] void work_in_copy(const std::array<int, 3>& pipes, size_t i, const Work& work) {
    if (::isatty(STDERR_FILENO) != 0) ::setenv(kOnTerminal, "1", 1);
    ::dup2(pipes[1], STDOUT_FILENO);
    ::dup2(pipes[2], STDERR_FILENO);
    int status = 1;
    try {
        write_all(pipes[0], work(i));
        status = std::fflush(stdout) == 0 ? 0 : 1;
    } catch (const std::exception& error) {
        report_all(as_error(error));
    }
    ::_exit(status);  // what else there is to end belongs to the other process
}

Piece begin(size_t i, const Work& work) {
    Piece piece;
    std::array<int, 3> from_here = {};
    for (size_t stream = 0; stream < from_here.size(); ++stream) {
        int ends[2];
        if (::pipe(ends) != 0)
            throw Error(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
        for (int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
        piece.streams[stream].pipe = ends[0];
        from_here[stream] = ends[1];
    }
    std::fflush(stdout);
    piece.process = ::fork();
    if (piece.process == 0) work_in_copy(from_here, i, work);
    for (int end : from_here) ::close(end);
    if (piece.process < 0)
        throw Error(fmt::format("cannot start a process: {}", std::strerror(errno)));
    return piece;
}

void read_more(Piece& piece, Stream& stream) {
    char buffer[4096];
    ssize_t n = ::read(stream.pipe, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) return;
    if (n > 0) return void(stream.text.append(buffer, static_cast<size_t>(n)));
    ::close(stream.pipe);
    stream.pipe = -1;
    auto open = [](const Stream& other) { return other.pipe >= 0; };
    if (std::ranges::any_of(piece.streams, open)) return;
    int status = 0;
    while (::waitpid(piece.process, &status, 0) < 0 && errno == EINTR) {
    }
    if (status != 0) piece.streams[0].text.clear();
    piece.ended = true;
}

// Waits until one of them says something, or ends.
void listen(std::vector<Piece>& pieces) {
    std::vector<pollfd> pipes;
    for (const Piece& piece : pieces)
        for (const Stream& stream : piece.streams) pipes.push_back({stream.pipe, POLLIN, 0});
    ::poll(pipes.data(), pipes.size(), -1);
    auto pipe = pipes.begin();
    for (Piece& piece : pieces)
        for (Stream& stream : piece.streams)
            if ((pipe++)->revents != 0) read_more(piece, stream);
}

void pass_on(Piece& piece) {
    for (int file : {STDOUT_FILENO, STDERR_FILENO})
        write_all(file, std::exchange(piece.streams[static_cast<size_t>(file)].text, {}));
}

}  // namespace

int processors() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void side_by_side(size_t count, int most, const Work& work,
                  const std::function<void(size_t, const std::string&)>& take) {
    if (count == 1 || most <= 1) {
        for (size_t i = 0; i < count; ++i) take(i, work(i));
        return;
    }
    std::vector<Piece> pieces;
    for (size_t taken = 0; taken < count;) {
        auto running = std::ranges::count(pieces, false, &Piece::ended);
        if (pieces.size() < count && running < most)
            pieces.push_back(begin(pieces.size(), work));
        else
            listen(pieces);
        for (; taken < pieces.size(); ++taken) {
            pass_on(pieces[taken]);
            if (!pieces[taken].ended) break;
            take(taken, pieces[taken].streams[0].text);
        }
    }
}

}  // namespace natmod
