// SPDX-License-Identifier: MIT
// A temporary file for another program to read, in the system's folder for such files.
#pragma once

#include <cstdint>
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

}  // namespace natmod
