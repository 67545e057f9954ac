// Keeps a second build out of a folder while this one runs.
#pragma once

#include <filesystem>

namespace natmod::driver {

class FolderLock {
  public:
    // Waits for it. Throws Error, with `hint`, if the folder cannot be written.
    explicit FolderLock(const std::filesystem::path& folder, const char* hint);
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

  private:
    int fd_;
};

}  // namespace natmod::driver
