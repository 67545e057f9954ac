// SPDX-License-Identifier: MIT
// natmod package: a folder that can be served as it stands, from which `mip` installs a module.

#include <fmt/core.h>

#include <memory>

#include "base/report.h"
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
    if (command.package.url.empty()) {
        report({{},
                "only the mip of MicroPython 1.27 and newer can install this: the addresses "
                "in package.json are relative",
                "--url ADDRESS, where the folder will be served, is for every mip",
                FindingKind::note});
    }
}

}  // namespace

cli::Command package_command() {
    auto arguments = std::make_shared<PackageArguments>();
    driver::PackageOptions& package_options = arguments->package;
    cli::Options options = {
        {"target", &arguments->target, "the module's folder, or a source"},
        {"-o,--output", &package_options.output, "folder to write", {.required = true}},
        {"--version", &package_options.version, "the package's version", {.shows_default = true}},
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
