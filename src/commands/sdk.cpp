// SPDX-License-Identifier: MIT
// natmod sdk: prints where the headers and makefiles are, for `make MPY_DIR=$(natmod sdk)`. For a
// release, it compiles the runtime into a copy of the SDK.

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "abi/names.h"
#include "base/cache.h"
#include "base/sdk_path.h"
#include "commands/commands.h"
#include "driver/runtime_library.h"

namespace natmod::commands {
namespace {

struct SdkArguments {
    std::string prebuild;
    std::vector<std::string> archs;
};

// A release that lacks one would compile for seconds somewhere else, so a compiler that is missing
// is an error.
void prebuild(const SdkArguments& arguments) {
    std::vector<std::string> names = arguments.archs;
    if (names.empty())
        for (const abi::Arch& arch : abi::all_archs()) names.emplace_back(arch.name);
    for (const std::string& name : names) {
        driver::Toolchain toolchain =
            driver::find_toolchain(abi::require_arch(name), {}, cache_dir());
        driver::prebuild_runtime(toolchain, abi::kMaxAbi, arguments.prebuild, cache_dir());
        fmt::print("{}: {}\n", name, toolchain.version);
    }
}

}  // namespace

cli::Command sdk_command() {
    auto arguments = std::make_shared<SdkArguments>();
    return {.name = "sdk",
            .description = "Print the SDK's folder, for make's MPY_DIR",
            .options = {{"--prebuild",
                         &arguments->prebuild,
                         "compile the runtime into the SDK in this folder",
                         {.hidden = true}},
                        {"--arch",
                         &arguments->archs,
                         "for this architecture (default: for all)",
                         {.hidden = true}}},
            .run = [arguments] {
                if (!arguments->prebuild.empty()) return prebuild(*arguments);
                fmt::print("{}\n", sdk_dir().string());
            }};
}

}  // namespace natmod::commands
