// SPDX-License-Identifier: MIT
// A short name for a set of inputs. The cache folder uses it as a key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace natmod::driver {

// A hash of all items added. Each counts with its length, so that "ab","c" differs from "a","bc".
class Fingerprint {
  public:
    Fingerprint& add(std::string_view text);
    Fingerprint& add(uint64_t number);
    // Adds path, size and modification time. An unreadable file counts as absent.
    Fingerprint& add_file(const std::filesystem::path& path);
    // The inode, too, which another file of that name has, whatever its time. Not for keys of a
    // cache that may move to another disk.
    Fingerprint& add_this_file(const std::filesystem::path& path);
    // Adds path, size and times of every file below the folder. One system call per file, because
    // every build does this for the SDK.
    Fingerprint& add_tree(const std::filesystem::path& folder);
    // Adds name and content of every file below the folder.
    Fingerprint& add_contents(const std::filesystem::path& folder);
    std::string text() const;  // 16 hex digits

  private:
    void mix(const void* bytes, size_t size);
    uint64_t hash_ = kHashStart;
};

}  // namespace natmod::driver
