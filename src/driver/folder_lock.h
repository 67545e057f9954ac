// Keeps a second build out of a folder while this one runs. Whoever waits longer than a second says
// for what.
#pragma once

#include <filesystem>

namespace natmod::driver {

class FolderLock {
  public:
    enum class Wait { yes, no };

    // Throws Error, with `hint`, if the folder cannot be written. `doing` says what another build
    // does that has the lock.
    FolderLock(const std::filesystem::path& folder, const char* hint, const char* doing,
               Wait wait = Wait::yes);
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

// Makes the build folder, and keeps other builds out of it until natmod ends or becomes another
// program. So what is described, built and read there belongs together. If that means to wait for
// somebody who may wait for a folder that we keep, then we let go of all, take them one by one, and
// throw FoldersWereFree: what was read in them may have changed.
void keep_build_folder(const std::filesystem::path& folder);

// Keeps other builds from running the rules of a module's folder, which may write there, while we
// do. Nobody waits for a build folder meanwhile.
class RulesLock {
  public:
    explicit RulesLock(const std::filesystem::path& module_folder);
    RulesLock(const RulesLock&) = delete;
    RulesLock& operator=(const RulesLock&) = delete;
    ~RulesLock();

  private:
    int fd_;
};

// A new folder in the build folder, with that name below it, for files that must stay while this
// process runs, and what it becomes. Removes those of processes that have ended.
std::filesystem::path private_folder(const std::filesystem::path& build_dir);

}  // namespace natmod::driver
