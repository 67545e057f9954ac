// natmod package: writes a folder, to be served as it is, from which `mip` installs a module.
//
//     OUT/ARCH_ABI/NAME.mpy, package.json    for one architecture each
//     OUT/package.json, NAME/__init__.py     for all: a Python package that imports what fits
//
// With --flat there are no subfolders, because a release's assets cannot have any:
//
//     OUT/NAME-ARCH_ABI.mpy, NAME-ARCH_ABI.json
//     OUT/package.json, NAME.py
//
// Without --url the addresses in package.json are relative to it. The mip of MicroPython 1.26 and
// older takes them for incomplete addresses and fails.

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sdk_path.h"
#include "commands/commands.h"
#include "commands/request.h"
#include "driver/build.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

struct PackageCommand {
    std::string target = ".", output, version = "0.1", url;
    bool flat = false;
    BuildRequest request;
};

std::string manifest(const nlohmann::json& urls, const std::string& version) {
    return nlohmann::json{{"urls", urls}, {"version", version}}.dump(1) + "\n";
}

// Which parts there are, as Python: {architecture number: "file name without suffix", ...}.
std::string table_of(const std::vector<const Arch*>& archs) {
    std::string text;
    for (const Arch* arch : archs)
        text += fmt::format("{}{}: \"{}\"", text.empty() ? "" : ", ", arch->number, arch->name);
    return text;
}

void package_command(PackageCommand& command) {
    BuildOptions options = requested_options(command.request);
    if (requested_archs(command.request).empty())
        throw Error("no architectures are given", "--archs x64,armv6m,armv7emsp or --archs all");
    std::vector<const Arch*> archs = buildable_archs(command.request, options);
    std::vector<ModuleDescription> modules = requested_modules({command.target}, command.request);
    if (modules.size() != 1)
        throw Error({command.target, "there are several modules in this folder",
                     "package their folders one by one"});

    // First everything is built, so that a failure leaves OUT as it was.
    std::vector<fs::path> built;
    for (const Arch* arch : archs) {
        options.arch = arch;
        built.push_back(build_module(modules.front(), options));
    }
    std::string name = built.front().stem().string();
    fs::path out = command.output;
    std::string base = command.url;
    if (!base.empty() && !base.ends_with('/')) base += '/';
    fs::path loader_file = command.flat ? name + ".py" : name + "/__init__.py";
    nlohmann::json all = nlohmann::json::array();
    all.push_back({name + "/__init__.py", base + loader_file.string()});
    for (size_t i = 0; i < archs.size(); ++i) {
        std::string label = fmt::format("{}_6.{}", archs[i]->name, options.abi);
        std::string file = name + ".mpy";
        std::string place = command.flat ? fmt::format("{}-{}.mpy", name, label)
                                         : fmt::format("{}/{}", label, file);
        std::string list = command.flat ? fmt::format("{}-{}.json", name, label)
                                        : fmt::format("{}/package.json", label);
        write_file(out / place, MappedFile(built[i]).bytes());
        // Relative to the package.json that it stands in.
        std::string relative = command.flat ? place : file;
        nlohmann::json urls = nlohmann::json::array();
        urls.push_back({file, base.empty() ? relative : base + place});
        write_file(out / list, manifest(urls, command.version));
        all.push_back({fmt::format("{}/{}.mpy", name, archs[i]->name), base + place});
        fmt::print("{}\n", (out / place).string());
    }
    std::string loader(MappedFile(sdk_dir() / "templates" / "loader.py").text());
    auto put = [&](std::string_view key, const std::string& value) {
        for (size_t at; (at = loader.find(key)) != std::string::npos;)
            loader.replace(at, key.size(), value);
    };
    put("@NAME@", name);
    put("@ABI@", std::to_string(options.abi));
    put("@PARTS@", table_of(archs));
    put("@FIRST@", std::to_string(kFirstThumb));
    put("@FIRST_NAME@", std::string(find_arch(kFirstThumb)->name));
    put("@LAST@", std::to_string(hosts_of(kFirstThumb).back()->number));
    put("@LAST_NAME@", std::string(hosts_of(kFirstThumb).back()->name));
    write_file(out / loader_file, loader);
    write_file(out / "package.json", manifest(all, command.version));
    fmt::print("{}\n", (out / "package.json").string());
    if (base.empty()) {
        print_message({{},
                       "only the mip of MicroPython 1.27 and newer can install this: the addresses "
                       "in package.json are relative",
                       "--url ADDRESS, where the folder will be served, is for every mip"},
                      "note");
    }
}

}  // namespace

void add_package_command(CLI::App& app) {
    auto command = std::make_shared<PackageCommand>();
    CLI::App* sub =
        app.add_subcommand("package", "Write a folder from which mip installs a module");
    sub->add_option("target", command->target, "the module's folder, or a source");
    sub->add_option("-o,--output", command->output, "folder to write")->required();
    sub->add_option("--version", command->version, "the package's version")->capture_default_str();
    sub->add_option("--url", command->url,
                    "address to serve the folder at; the mip of MicroPython before 1.27 needs "
                    "it");
    sub->add_flag("--flat", command->flat, "make no subfolders, for the assets of a release");
    add_build_options(*sub, command->request);
    sub->get_option("--arch")->required();
    sub->callback([command] { package_command(*command); });
}

}  // namespace natmod
