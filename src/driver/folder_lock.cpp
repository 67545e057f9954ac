// SPDX-License-Identifier: MIT
#include "driver/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <thread>
#include <vector>

#include "base/error.h"
#include "driver/module.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr const char* kBuilding = "builds there";

int open_folder(const fs::path& folder, int flags) {
    return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | flags);
}

// File systems that know no locks, as some of networks, count as locked.
bool try_lock(int fd) {
    return ::flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void wait_for_lock(int fd, const fs::path& folder, const char* doing) {
    using namespace std::chrono_literals;
    for (auto step = 1ms, waited = 0ms; waited < 1s; step = std::min(step * 2, 32ms)) {
        std::this_thread::sleep_for(step);
        if (try_lock(fd)) return;
        waited += step;
    }
    fmt::print(stderr, "natmod: {}: waiting for another natmod, which {}\n", folder.string(),
               doing);
    while (::flock(fd, LOCK_EX) != 0 && errno == EINTR) {
    }
}

std::map<fs::path, FolderLock> kept_folders;

}  // namespace

FolderLock::FolderLock(const fs::path& folder, const char* hint, const char* doing, Wait wait)
    : fd_(::open((folder / work_files::kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                 0666)) {
    if (fd_ < 0) {
        throw Error({folder.string(),
                     fmt::format("the folder cannot be written: {}", std::strerror(errno)), hint});
    }
    held_ = try_lock(fd_);
    if (held_ || wait == Wait::no) return;
    wait_for_lock(fd_, folder, doing);
    held_ = true;
}

FolderLock::~FolderLock() {
    ::close(fd_);
}

void refuse_links(const fs::path& build_dir) {
    auto refuse = [](const fs::path& path) {
        if (fs::is_symlink(path))
            throw Error({path.string(), "is a link, and --no-run does not write through it",
                         "remove it, or let --build-dir name another folder"});
    };
    refuse(build_dir);
    if (!fs::exists(build_dir)) return;
    for (const auto& entry : fs::recursive_directory_iterator(build_dir)) refuse(entry.path());
}

void keep_build_folder(const fs::path& folder) {
    using Wait = FolderLock::Wait;
    make_build_folder(folder);
    fs::path path = fs::canonical(folder);
    // Whoever waits for a folder after all that he keeps is waited for by nobody before it.
    Wait wait = kept_folders.empty() || kept_folders.rbegin()->first < path ? Wait::yes : Wait::no;
    auto [lock, is_new] = kept_folders.try_emplace(path, path, kOtherBuildDir, kBuilding, wait);
    if (!is_new || lock->second.is_held()) return;
    std::vector<fs::path> paths;
    for (const auto& entry : kept_folders) paths.push_back(entry.first);
    kept_folders.clear();
    for (const fs::path& each : paths)
        kept_folders.try_emplace(each, each, kOtherBuildDir, kBuilding);
    throw FoldersWereFree{};
}

void release_build_folder(const fs::path& folder) {
    kept_folders.erase(fs::canonical(folder));
}

PlainFolderLock::PlainFolderLock(const fs::path& folder, const char* doing)
    : fd_(open_folder(folder, O_CLOEXEC)) {
    if (!try_lock(fd_)) wait_for_lock(fd_, folder, doing);
}

PlainFolderLock::~PlainFolderLock() {
    ::close(fd_);
}

fs::path private_folder(const fs::path& build_dir) {
    fs::path folder = build_dir / work_files::kRunDir;
    make_build_folder(folder);
    FolderLock lock(folder, kOtherBuildDir, "makes a folder there");
    for (const auto& entry : fs::directory_iterator(folder)) {
        int fd = open_folder(entry.path(), O_CLOEXEC);
        std::error_code ignored;
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
        ::close(fd);
    }
    std::string name = folder / "XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw Error({name, fmt::format("cannot create: {}", std::strerror(errno)), kOtherBuildDir});
    ::flock(open_folder(name, 0), LOCK_SH);  // until the last process with it ends
    return name;
}

}  // namespace natmod::driver
