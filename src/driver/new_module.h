// SPDX-License-Identifier: MIT
// Makes a new module from the SDK's templates. It builds as a native module and into a firmware.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace natmod::driver {

struct NewOptions {
    std::string name;
    bool cpp = false, with_class = false;
};

// Makes the folder of that name and returns the files in it. Throws Error, also for a name that is
// taken or that Python cannot import.
std::vector<std::filesystem::path> make_new_module(const NewOptions& options);

}  // namespace natmod::driver
