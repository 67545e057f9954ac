// SPDX-License-Identifier: MIT
#include "base/temporary_file.h"

#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/file.h"

namespace natmod {
namespace {

// A name for mkstemp() and mkdtemp() to complete.
std::string name_pattern() {
    std::error_code absent;
    std::filesystem::path folder = std::filesystem::temp_directory_path(absent);
    if (absent) throw Error("there is no folder for temporary files", "TMPDIR names one");
    return (folder / "natmod-XXXXXX").string();
}

Error cannot_create(const std::string& name) {
    return Error({name, fmt::format("cannot create: {}", std::strerror(errno)),
                  "TMPDIR names another folder"});
}

}  // namespace

TemporaryFile::TemporaryFile(std::span<const uint8_t> content) : path_(name_pattern()) {
    int file = ::mkstemp(path_.data());
    if (file < 0) throw cannot_create(path_);
    ::close(file);
    write_file(path_, content);
}

TemporaryFile::~TemporaryFile() {
    ::unlink(path_.c_str());
}

TemporaryFolder::TemporaryFolder() {
    std::string name = name_pattern();
    if (::mkdtemp(name.data()) == nullptr) throw cannot_create(name);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace natmod
