// SPDX-License-Identifier: MIT
// natmod toolchains: lists the compilers found, and the package for each missing one; unpacks one
// that is in no package of Debian's stable release.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/json.h"
#include "base/process.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/get_toolchain.h"
#include "driver/toolchain.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct ToolchainsArguments {
    driver::BuildOptions options;
    bool json = false;
    std::string get, to;
};

nlohmann::json describe(const abi::Arch& arch, const driver::BuildOptions& options,
                        const fs::path& cache) {
    nlohmann::json line{{"arch", arch.name}};
    try {
        driver::Toolchain toolchain = driver::find_toolchain(arch, options, cache);
        line["cc"] = toolchain.cc;
        line["version"] = toolchain.version;
        line["flags"] = toolchain.flags;
        line["libraries"] = toolchain.libraries;
        line["cxx"] = find_program(toolchain.cxx).string();
    } catch (const Error& error) {
        line["missing"] = error.findings().front().text;
        line["install"] = driver::install_hint(arch);
    }
    return line;
}

void print_line(const nlohmann::json& line) {
    std::string arch = line.at("arch");
    if (line.contains("missing")) {
        fmt::print("{:10} -  {}\n", arch, line.at("install").get<std::string>());
        return;
    }
    bool cxx = !line.at("cxx").get<std::string>().empty();
    fmt::print("{:10} {}  {}{}\n", arch, line.at("cc").get<std::string>(),
               line.at("version").get<std::string>(), cxx ? "" : "  (no C++)");
    fmt::print("{:10} {}\n", "", fmt::join(line.at("flags").get<std::vector<std::string>>(), " "));
}

void get(const ToolchainsArguments& command) {
    const abi::Arch& arch = abi::require_arch(command.get);
    fs::path usual = driver::toolchain_folder(arch);
    fs::path folder = command.to.empty() ? usual : fs::absolute(command.to).lexically_normal();
    fs::path compiler = driver::get_toolchain(arch, folder);
    fmt::print("{}\n", compiler.string());
    if (folder != usual)
        fmt::print(stderr, "natmod: builds use it with --cc {}={}\n", arch.name, compiler.string());
}

void list_toolchains(const ToolchainsArguments& command) {
    fs::path cache = cache_dir();
    nlohmann::json lines = nlohmann::json::array();
    for (const abi::Arch& arch : abi::all_archs()) {
        lines.push_back(describe(arch, command.options, cache));
        if (!command.json) print_line(lines.back());
    }
    if (command.json) fmt::print("{}\n", json_text(lines, 2));
}

}  // namespace

cli::Command toolchains_command() {
    auto arguments = std::make_shared<ToolchainsArguments>();
    return {
        .name = "toolchains",
        .description = "List the compilers found, and the package for each missing one",
        .options = {{"--cc", &arguments->options.cc,
                     "try this compiler for every architecture; ARCH=PROGRAM for one; may be "
                     "repeated"},
                    toolchain_option(arguments->options),
                    {"--json", &arguments->json, "print JSON"},
                    {"--get", &arguments->get,
                     "unpack a compiler for this architecture where builds find it, without "
                     "installing it: xtensawin; needs Debian's apt-get, the network and 400 MB"},
                    {"--to", &arguments->to, "with --get: the folder for it"}},
        .run = [arguments] {
            arguments->get.empty() ? list_toolchains(*arguments) : get(*arguments);
        }};
}

}  // namespace natmod::commands
