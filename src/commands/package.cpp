// natmod package: a folder that can be served as it stands, from which `mip` installs a module.

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "base/report.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/package.h"

namespace natmod::commands {
namespace {

struct PackageCommand {
    std::string target = ".";
    driver::PackageOptions package;
    driver::BuildOptions options;
};

void package_command(const PackageCommand& command) {
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

void add_package_command(CLI::App& app) {
    auto command = std::make_shared<PackageCommand>();
    CLI::App* sub =
        app.add_subcommand("package", "Write a folder from which mip installs a module");
    sub->add_option("target", command->target, "the module's folder, or a source");
    sub->add_option("-o,--output", command->package.output, "folder to write")->required();
    sub->add_option("--version", command->package.version, "the package's version")
        ->capture_default_str();
    sub->add_option("--url", command->package.url,
                    "address to serve the folder at; the mip of MicroPython before 1.27 needs it");
    sub->add_flag("--flat", command->package.flat,
                  "make no subfolders, for the assets of a release");
    add_build_options(*sub, command->options);
    sub->get_option("--arch")->required();
    sub->callback([command] { package_command(*command); });
}

}  // namespace natmod::commands
