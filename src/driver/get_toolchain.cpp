// SPDX-License-Identifier: MIT
#include "driver/get_toolchain.h"

#include <fmt/core.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "base/process.h"
#include "driver/toolchain.h"
#include "driver/unpack.h"

namespace fs = std::filesystem;

namespace natmod::driver {

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
    fs::path script = own_script(arch.compilers.get);
    ProcessOptions options;
    options.capture = true;
    std::vector<std::string> command = {"sh", script.string(), folder.string()};
    ProcessResult result = run_process(command, options);
    if (result.status != 0) throw Error(std::vector<Finding>{});  // it has said why
    return unpacked_compiler(folder);
}

}  // namespace natmod::driver
