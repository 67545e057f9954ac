// SPDX-License-Identifier: MIT
#include "base/here.h"

namespace natmod {

std::string from_here(const std::filesystem::path& file) {
    std::filesystem::path relative = file.lexically_relative(std::filesystem::current_path());
    return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

}  // namespace natmod
