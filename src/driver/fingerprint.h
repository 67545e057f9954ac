// A short name for a set of inputs: the key of what the cache folder keeps.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace natmod::driver {

// FNV-1a over what was added, each item with its length, so that "ab","c" is not "a","bc".
class Fingerprint {
  public:
    Fingerprint& add(std::string_view text);
    Fingerprint& add(uint64_t number);
    // Path, size and time of last change; an unreadable file counts as absent.
    Fingerprint& add_file(const std::filesystem::path& path);
    // Path and time of last change of every file below the folder: one system call each, as every
    // build asks for the SDK's.
    Fingerprint& add_tree(const std::filesystem::path& folder);
    std::string text() const;  // 16 hex digits

  private:
    void mix(const void* bytes, size_t size);
    uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace natmod::driver
