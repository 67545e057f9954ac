// SPDX-License-Identifier: MIT
#include "driver/get_toolchain.h"

#include <fmt/core.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "driver/toolchain.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// For data of one user's, which the XDG specification wants to be absolute.
fs::path data_dir() {
    const char* xdg = std::getenv("XDG_DATA_HOME");
    if (xdg != nullptr && fs::path(xdg).is_absolute()) return fs::path(xdg) / "natmod";
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / ".local/share/natmod";
}

}  // namespace

fs::path toolchain_folder(const abi::Arch& arch) {
    return data_dir() / arch.name;
}

fs::path unpacked_compiler(const fs::path& folder) {
    return folder / "clang";
}

fs::path get_toolchain(const abi::Arch& arch, const fs::path& folder) {
    if (arch.compilers.get.empty())
        throw Error(fmt::format("a compiler for {} need not be unpacked", arch.name),
                    install_hint(arch));
    // Beside the SDK, in the source tree and where Natmod is installed.
    fs::path script = sdk_dir().parent_path() / "scripts" / arch.compilers.get;
    if (!fs::exists(script))
        throw Error({script.string(), "is missing", "install Natmod again; unset NATMOD_SDK"});
    ProcessOptions options;
    options.capture = true;
    std::vector<std::string> command = {"sh", script.string(), folder.string()};
    ProcessResult result = run_process(command, options);
    if (result.status != 0) throw Error(std::vector<Finding>{});  // it has said why
    return unpacked_compiler(folder);
}

}  // namespace natmod::driver
