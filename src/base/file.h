// SPDX-License-Identifier: MIT
// Reading and writing whole files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace natmod {

// A file's bytes, mapped read-only for as long as the object lives: the one way in which the
// program reads files. Throws Error for what it cannot open, and for pipes, devices and the like,
// without waiting for them. If somebody truncates the file meanwhile, the program ends with a
// message.
class MappedFile {
  public:
    explicit MappedFile(const std::filesystem::path& path);
    std::span<const uint8_t> bytes() const { return bytes_; }
    std::string_view text() const {
        return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
    }

  private:
    struct Unmap {
        size_t size;
        void operator()(void* address) const;
    };
    std::unique_ptr<void, Unmap> mapping_{nullptr, Unmap{0}};
    std::span<const uint8_t> bytes_;
};

// Replaces the file in one step (a temporary file beside it, then rename), so that a reader sees
// the old content or the new one, and a full disk leaves the old one. Creates missing folders.
// What is no file, as /dev/null, is written to as it is. Throws Error. With `only_if_changed`, a
// file that already has this content keeps its time stamp.
void write_file(const std::filesystem::path& path, std::span<const uint8_t> bytes,
                bool only_if_changed = false);
void write_file(const std::filesystem::path& path, std::string_view text,
                bool only_if_changed = false);

// The same for what would be large as a whole: `content` hands its pieces on, in order. With
// `only_if_changed` it is called twice if the file has another content.
using WritePiece = std::function<void(std::string_view)>;
void write_file(const std::filesystem::path& path,
                const std::function<void(const WritePiece&)>& content,
                bool only_if_changed = false);

}  // namespace natmod
