// SPDX-License-Identifier: MIT
// Keeps a second build out of a folder while this one runs. Whoever waits longer than a second says
// for what.
#pragma once

#include <filesystem>
#include <utility>

namespace natmod::driver {

inline constexpr const char* kOtherBuildDir = "--build-dir names another";

class FolderLock {
  public:
    enum class Wait { yes, no };

    // Throws Error, with `hint`, if the folder cannot be written. `doing` says what another build
    // does that has the lock.
    FolderLock(const std::filesystem::path& folder, const char* hint, const char* doing,
               Wait wait = Wait::yes);
    FolderLock(FolderLock&& other) noexcept
        : fd_(std::exchange(other.fd_, -1)), held_(other.held_) {}
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

    bool is_held() const { return held_; }  // always, if we were to wait

  private:
    int fd_;
    bool held_;
};

// Thrown by keep_build_folder().
struct FoldersWereFree {};

// Makes the build folder, and keeps other builds out of it until it is released, or natmod ends or
// becomes another program. So what is described, built and read there belongs together. If that
// means to wait for somebody who may wait for a folder that we keep, then we let go of all, take
// them one by one, and throw FoldersWereFree: what was read in them may have changed.
void keep_build_folder(const std::filesystem::path& folder);

// Natmod makes no links, but whoever made the folder may have put some where a build writes. Throws
// Error if there is one.
void refuse_links(const std::filesystem::path& build_dir);

// Lets others into the build folder, if it is kept.
void release_build_folder(const std::filesystem::path& folder);

// Keeps others out of a folder that is not Natmod's, without a file in it: a module's, where rules
// may write, or that of a package. Nobody waits for a build folder meanwhile.
class PlainFolderLock {
  public:
    PlainFolderLock(const std::filesystem::path& folder, const char* doing);
    PlainFolderLock(const PlainFolderLock&) = delete;
    PlainFolderLock& operator=(const PlainFolderLock&) = delete;
    ~PlainFolderLock();

  private:
    int fd_;
};

// A new folder in the build folder, with that name below it, for files that must stay while this
// process runs, and what it becomes. Removes those of processes that have ended.
std::filesystem::path private_folder(const std::filesystem::path& build_dir);

}  // namespace natmod::driver
