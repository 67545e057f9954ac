// SPDX-License-Identifier: MIT
#include "base/sdk_path.h"

#include <cstdlib>

#ifdef __APPLE__
#include <mach-o/dyld.h>

#include <cstdint>
#include <string>
#endif

#include <fmt/core.h>

#include "base/error.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

bool is_sdk(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "include" / "py" / "obj.h", ignored);
}

fs::path own_path() {
#ifdef __APPLE__
    uint32_t size = 0;
    _NSGetExecutablePath(nullptr, &size);
    std::string path(size, '\0');
    if (_NSGetExecutablePath(path.data(), &size) != 0) {
        throw Error("cannot find the natmod program itself");
    }
    return fs::canonical(path.c_str());
#else
    std::error_code error;
    fs::path path = fs::read_symlink("/proc/self/exe", error);
    if (error) path = fs::read_symlink("/proc/curproc/file", error);  // FreeBSD
    if (error) throw Error("cannot find the natmod program itself", "is /proc mounted?");
    return path;
#endif
}

// That of an installed program, or of one in a build tree, where CMake puts a link beside it.
fs::path own_sdk() {
    fs::path folder = program_path().parent_path();
    for (const char* place : {"../share/natmod/sdk", "sdk"})
        if (is_sdk(folder / place)) return fs::canonical(folder / place);
    throw Error(fmt::format("the SDK is missing: it is not in {}",
                            (folder / "../share/natmod/sdk").lexically_normal().string()),
                "let NATMOD_SDK name its folder");
}

}  // namespace

fs::path program_path() {
    static const fs::path own = own_path();  // a build asks many times
    return own;
}

fs::path sdk_dir() {
    if (const char* chosen = std::getenv("NATMOD_SDK"); chosen != nullptr && *chosen != '\0') {
        if (is_sdk(chosen)) return fs::absolute(chosen).lexically_normal();
        throw Error(fmt::format("NATMOD_SDK={}: no SDK is there", chosen),
                    "unset it, or let it name a folder that has include/py/obj.h");
    }
    static const fs::path own = own_sdk();  // likewise
    return own;
}

fs::path checkout_dir() {
    const char* checkout = std::getenv("MICROPYTHON");
    std::error_code ignored;
    if (checkout == nullptr || !fs::is_directory(checkout, ignored)) return {};
    return fs::absolute(checkout).lexically_normal();
}

void set_checkout_dir(const std::string& folder) {
    if (!fs::is_directory(folder))
        throw Error({folder, "is no folder", "--micropython names a checkout of MicroPython"});
    ::setenv("MICROPYTHON", fs::absolute(folder).c_str(), 1);
}

}  // namespace natmod
