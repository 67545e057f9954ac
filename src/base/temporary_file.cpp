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

TemporaryFile::TemporaryFile(std::span<const uint8_t> content) {
    std::error_code absent;
    std::filesystem::path folder = std::filesystem::temp_directory_path(absent);
    if (absent) throw Error("there is no folder for temporary files", "TMPDIR names one");
    path_ = (folder / "natmod-XXXXXX").string();
    int file = ::mkstemp(path_.data());
    if (file < 0) {
        throw Error({path_, fmt::format("cannot create: {}", std::strerror(errno)),
                     "TMPDIR names another folder"});
    }
    ::close(file);
    write_file(path_, content);
}

TemporaryFile::~TemporaryFile() {
    ::unlink(path_.c_str());
}

}  // namespace natmod
