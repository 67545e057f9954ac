#include "driver/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "driver/work_files.h"

namespace natmod::driver {

FolderLock::FolderLock(const std::filesystem::path& folder, const char* hint)
    : fd_(::open((folder / work_files::kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (fd_ < 0) {
        throw Error({folder.string(),
                     fmt::format("the folder cannot be written: {}", std::strerror(errno)), hint});
    }
    ::flock(fd_, LOCK_EX);
}

FolderLock::~FolderLock() {
    ::close(fd_);
}

}  // namespace natmod::driver
