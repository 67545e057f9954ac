// SPDX-License-Identifier: MIT
// natmod package: a folder that can be served as it stands, from which `mip` installs a module.

#include <fmt/core.h>

#include <memory>

#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/package.h"
#include "stubs/stubs.h"

namespace natmod::commands {
namespace {

struct PackageArguments {
    std::string target = ".";
    driver::PackageOptions package;
    driver::BuildOptions options;
};

driver::PackageOptions::Stubs stubs_of(const driver::Target& target) {
    driver::PackageOptions::Stubs stubs;
    for (stubs::StubFile& stub : stubs::stubs_of(target.module, *target.arch, target.options))
        stubs.emplace_back(std::move(stub.path), std::move(stub.text));
    return stubs;
}

void package(PackageArguments& command) {
    command.package.stubs = stubs_of;
    for (const auto& file : driver::write_package(command.target, command.options, command.package))
        fmt::print("{}\n", file.string());
}

}  // namespace

cli::Command package_command() {
    auto arguments = std::make_shared<PackageArguments>();
    driver::PackageOptions& package_options = arguments->package;
    cli::Options options = {
        {"target", &arguments->target, "the module's folder, or a source"},
        {"-o,--output", &package_options.output, "folder to write; else natmod.toml says it"},
        {"--version", &package_options.version,
         "the package's version; else that of natmod.toml, or 0.1"},
        {"--url", &package_options.url,
         "address to serve the folder at; the mip of MicroPython before 1.27 needs it"},
        {"--flat", &package_options.flat, "make no subfolders, for the assets of a release"},
    };
    cli::Options of_build =
        build_options(arguments->options) + firmware_options(arguments->options);
    return {.name = "package",
            .description = "Write a folder from which mip installs a module",
            .footer = kRunsCode,
            .options = options + of_build,
            .run = [arguments] { package(*arguments); }};
}

}  // namespace natmod::commands
