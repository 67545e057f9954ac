#include "driver/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <vector>

#include "base/error.h"
#include "driver/module.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr const char* kOtherFolder = "--build-dir names another";

int open_folder(const fs::path& folder, int flags) {
    return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | flags);
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder, const char* hint, Wait wait)
    : fd_(::open((folder / work_files::kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (fd_ < 0) {
        throw Error({folder.string(),
                     fmt::format("the folder cannot be written: {}", std::strerror(errno)), hint});
    }
    held_ = ::flock(fd_, LOCK_EX | (wait == Wait::no ? LOCK_NB : 0)) == 0 || errno != EWOULDBLOCK;
}

FolderLock::~FolderLock() {
    ::close(fd_);
}

void keep_build_folder(const fs::path& folder) {
    using Wait = FolderLock::Wait;
    static std::map<fs::path, FolderLock> kept;
    make_build_folder(folder);
    fs::path path = fs::canonical(folder);
    // Whoever waits for a folder after all that he keeps is waited for by nobody before it.
    Wait wait = kept.empty() || kept.rbegin()->first < path ? Wait::yes : Wait::no;
    auto [lock, is_new] = kept.try_emplace(path, path, kOtherFolder, wait);
    if (!is_new || lock->second.is_held()) return;
    std::vector<fs::path> paths;
    for (const auto& entry : kept) paths.push_back(entry.first);
    kept.clear();
    for (const fs::path& each : paths) kept.try_emplace(each, each, kOtherFolder);
    throw FoldersWereFree{};
}

RulesLock::RulesLock(const fs::path& module_folder) : fd_(open_folder(module_folder, O_CLOEXEC)) {
    ::flock(fd_, LOCK_EX);  // network file systems may refuse
}

RulesLock::~RulesLock() {
    ::close(fd_);
}

fs::path private_folder(const fs::path& build_dir) {
    fs::path folder = build_dir / work_files::kRunDir;
    make_build_folder(folder);
    for (const auto& entry : fs::directory_iterator(folder)) {
        int fd = open_folder(entry.path(), O_CLOEXEC);
        std::error_code ignored;
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
        ::close(fd);
    }
    std::string name = folder / "XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw Error({name, fmt::format("cannot create: {}", std::strerror(errno)), kOtherFolder});
    ::flock(open_folder(name, 0), LOCK_SH);  // until the last process with it ends
    return name;
}

}  // namespace natmod::driver
