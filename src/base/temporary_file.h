// SPDX-License-Identifier: MIT
// Temporary files and folders for other programs, in the system's folder for such.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace natmod {

// The file is removed when the object goes away.
class TemporaryFile {
  public:
    // Throws Error if it cannot be written.
    explicit TemporaryFile(std::span<const uint8_t> content);
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile();
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

// Removed with all that is in it.
class TemporaryFolder {
  public:
    TemporaryFolder();  // throws Error
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace natmod
