// SPDX-License-Identifier: MIT
#include "base/file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/error.h"

namespace natmod {
namespace {

// A file descriptor that closes itself.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    // close() reports a full disk that write() did not see.
    int close() {
        int result = ::close(fd_);
        fd_ = -1;
        return result;
    }

  private:
    int fd_;
};

[[noreturn]] void fail(const std::filesystem::path& path, const char* action, int error,
                       std::string hint = {}) {
    throw Error({path.string(), fmt::format("cannot {}: {}", action, std::strerror(error)),
                 std::move(hint)});
}

bool has_content(const std::filesystem::path& path, std::span<const uint8_t> bytes) {
    std::error_code ignored;
    auto size = std::filesystem::file_size(path, ignored);
    if (ignored || size != bytes.size()) return false;
    MappedFile old(path);
    return std::equal(bytes.begin(), bytes.end(), old.bytes().begin(), old.bytes().end());
}

// Reading anything but a file may wait for ever, or never end.
constexpr std::pair<mode_t, const char*> kRefused[] = {{S_IFDIR, "is a folder"},
                                                       {S_IFIFO, "is a pipe"},
                                                       {S_IFCHR, "is a device"},
                                                       {S_IFBLK, "is a device"},
                                                       {S_IFSOCK, "is a socket"}};
constexpr off_t kLargest = off_t{1} << 30;  // far beyond any input

void require_file(const std::filesystem::path& path, const struct stat& status) {
    for (auto [kind, what] : kRefused) {
        if ((status.st_mode & S_IFMT) != kind) continue;
        throw Error({path.string(), what,
                     kind == S_IFDIR ? "name a file in it" : "write its content to a file first"});
    }
    if (status.st_size > kLargest)
        throw Error({path.string(), fmt::format("is too large: {} bytes", status.st_size),
                     "is it the right file?"});
}

// Who may use new files. A process can only ask for it by changing it.
mode_t mode_of_new_files() {
    static const mode_t mask = [] {
        mode_t now = ::umask(0);
        ::umask(now);
        return now;
    }();
    return 0666 & ~mask;
}

// Of a name that nobody can foresee, who might put a link there. Makes the folder if it is missing.
int make_temporary(const std::filesystem::path& path, std::string& name) {
    std::error_code error;
    for (bool again : {false, true}) {
        name = path.string() + ".tmpXXXXXX";
        int fd = ::mkostemp(name.data(), O_CLOEXEC);
        if (fd >= 0 || again || errno != ENOENT || !path.has_parent_path()) return fd;
        std::filesystem::create_directories(path.parent_path(), error);
    }
    return -1;
}

// A mapped file that somebody has cut short ends the program.
void report_cut_file(int) {
    constexpr std::string_view kText =
        "natmod: error: an input file was cut short while it was read\n"
        "hint: run it again when nothing writes to its inputs\n";
    [[maybe_unused]] ssize_t written = ::write(STDERR_FILENO, kText.data(), kText.size());
    ::_exit(1);
}

}  // namespace

void MappedFile::Unmap::operator()(void* address) const {
    ::munmap(address, size);
}

MappedFile::MappedFile(const std::filesystem::path& path) {
    // O_NONBLOCK: a pipe opens at once, without a writer.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.get() < 0) fail(path, "open", errno, "check the path and who may read it");
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail(path, "read", errno);
    require_file(path, status);
    auto size = static_cast<size_t>(status.st_size);
    if (size == 0) return;  // mmap refuses a length of 0
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (address == MAP_FAILED) fail(path, "read", errno);
    [[maybe_unused]] static const auto before = std::signal(SIGBUS, report_cut_file);
    mapping_ = {address, Unmap{size}};
    bytes_ = {static_cast<const uint8_t*>(address), size};
}

void write_file(const std::filesystem::path& path, std::span<const uint8_t> bytes,
                bool only_if_changed) {
    if (only_if_changed && has_content(path, bytes)) return;
    std::error_code error;
    auto status = std::filesystem::status(path, error);
    // /dev/null, or a pipe that somebody reads: it is written to, and stays what it is.
    int device = -1;
    if (std::filesystem::exists(status) && std::filesystem::is_other(status)) {
        device = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (device < 0 && errno != ENXIO)
            fail(path, "write", errno, "choose another output with -o");
    }
    bool direct = device >= 0;
    std::string temporary;
    Descriptor file(direct ? device : make_temporary(path, temporary));
    if (file.get() < 0) fail(path, "write", errno, "choose another output with -o");
    if (!direct) ::fchmod(file.get(), mode_of_new_files());
    auto give_up = [&](int reason) {
        if (!direct) ::unlink(temporary.c_str());
        fail(path, "write", reason, "make room there, or choose another output with -o");
    };
    while (!bytes.empty()) {
        ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR) give_up(errno);
        if (n > 0) bytes = bytes.subspan(static_cast<size_t>(n));
    }
    if (file.close() != 0) give_up(errno);
    if (!direct && ::rename(temporary.c_str(), path.c_str()) != 0) give_up(errno);
}

void write_file(const std::filesystem::path& path, std::string_view text, bool only_if_changed) {
    write_file(path, std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()),
               only_if_changed);
}

}  // namespace natmod
