// SPDX-License-Identifier: MIT
#include "base/file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

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

// `content` as write_file() has it.
bool has_content(const std::filesystem::path& path,
                 const std::function<void(const WritePiece&)>& content) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return false;
    std::optional<MappedFile> old;
    try {
        old.emplace(path);
    } catch (const Error&) {
        return false;  // it cannot be read, but it can be replaced
    }
    std::string_view rest = old->text();
    bool same = true;
    content([&](std::string_view piece) {
        same = same && rest.starts_with(piece);
        if (same) rest.remove_prefix(piece.size());
    });
    return same && rest.empty();
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

// What is no file, as /dev/null or a pipe that somebody reads: it is written to, and stays what it
// is. -1 if `path` is a file, or nobody reads the pipe.
int open_device(const std::filesystem::path& path) {
    std::error_code error;
    auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status) || !std::filesystem::is_other(status)) return -1;
    int device = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (device < 0 && errno != ENXIO) fail(path, "write", errno, "choose another output with -o");
    if (device >= 0) ::fcntl(device, F_SETFL, O_WRONLY);  // a full pipe is waited for
    return device;
}

// Opens the device, or a new file that is to replace `path`: `temporary` gets its name.
int open_output(const std::filesystem::path& path, std::string& temporary) {
    int device = open_device(path);
    if (device >= 0) return device;
    int file = make_temporary(path, temporary);
    if (file < 0) fail(path, "write", errno, "choose another output with -o");
    ::fchmod(file, mode_of_new_files());
    return file;
}

// A file that takes the place of `path` when it is finished, and is removed if it is not.
class Output {
  public:
    explicit Output(const std::filesystem::path& path)
        : path_(path), file_(open_output(path, temporary_)) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output() {
        if (!temporary_.empty()) ::unlink(temporary_.c_str());
    }

    void add(std::string_view piece) {
        if (buffer_.size() + piece.size() > kBuffer) flush();
        if (piece.size() > kBuffer) return write(piece);
        buffer_ += piece;
    }

    void finish() {
        flush();
        if (file_.close() != 0) give_up();
        if (temporary_.empty()) return;
        if (::rename(temporary_.c_str(), path_.c_str()) != 0) give_up();
        temporary_.clear();
    }

  private:
    static constexpr size_t kBuffer = size_t{64} << 10;

    [[noreturn]] void give_up() {
        fail(path_, "write", errno, "make room there, or choose another output with -o");
    }

    void write(std::string_view text) {
        while (!text.empty()) {
            ssize_t n = ::write(file_.get(), text.data(), text.size());
            if (n < 0 && errno != EINTR) give_up();
            if (n > 0) text.remove_prefix(static_cast<size_t>(n));
        }
    }

    void flush() {
        write(buffer_);
        buffer_.clear();
    }

    const std::filesystem::path& path_;
    std::string temporary_;  // its name, if there is one
    Descriptor file_;
    std::string buffer_;
};

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

void write_file(const std::filesystem::path& path,
                const std::function<void(const WritePiece&)>& content, bool only_if_changed) {
    if (only_if_changed && has_content(path, content)) return;
    Output output(path);
    content([&](std::string_view piece) { output.add(piece); });
    output.finish();
}

void write_file(const std::filesystem::path& path, std::string_view text, bool only_if_changed) {
    write_file(
        path, [&](const WritePiece& write) { write(text); }, only_if_changed);
}

void write_file(const std::filesystem::path& path, std::span<const uint8_t> bytes,
                bool only_if_changed) {
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    write_file(path, text, only_if_changed);
}

}  // namespace natmod
