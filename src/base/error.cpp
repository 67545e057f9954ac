// SPDX-License-Identifier: MIT
#include "base/error.h"

#include <filesystem>

namespace natmod {

Error as_error(const std::exception& exception) {
    const auto* error = dynamic_cast<const Error*>(&exception);
    if (error != nullptr) return *error;
    const auto* refused = dynamic_cast<const std::filesystem::filesystem_error*>(&exception);
    if (refused == nullptr) return Error(exception.what());
    std::string path = refused->path1().string();
    return Error(Finding{path.empty() ? "''" : path, refused->code().message(),
                         "check the path and who may read it"});
}

}  // namespace natmod
