// A new module that builds both ways, from the templates of the SDK.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace natmod::driver {

struct NewOptions {
    std::string name;
    bool cpp = false, with_class = false;
};

// Makes the folder of that name and returns the files in it. Throws Error, also for a name that
// Python cannot import or that is taken.
std::vector<std::filesystem::path> make_new_module(const NewOptions& options);

}  // namespace natmod::driver
