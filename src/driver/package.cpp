// SPDX-License-Identifier: MIT
#include "driver/package.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/report.h"
#include "base/sdk_path.h"
#include "driver/build.h"
#include "driver/project_file.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

std::string manifest(const nlohmann::json& urls, const std::string& version) {
    return json_text({{"urls", urls}, {"version", version}}) + "\n";
}

// A file of the package, beside those for other machines.
struct Part {
    const abi::Arch* arch;
    std::string label;   // of files that stand alone
    std::string module;  // name in the package for all
    std::string name;    // to import it by
    std::string content;
};

// As a Python dict, {architecture number: "name", ...}, or as a tuple of names.
std::string table_of(const std::vector<Part>& parts, bool by_arch) {
    std::string text;
    for (const Part& part : parts) {
        if (by_arch && !text.empty()) text += ", ";
        text += by_arch ? fmt::format("{}: \"{}\"", part.arch->number, part.module)
                        : fmt::format("\"{}\", ", part.module);
    }
    return text;
}

// A Python package that imports the part that fits.
std::string loader_text(const std::string& name, const BuildOptions& build,
                        const std::vector<Part>& parts) {
    bool by_arch = build.firmwares.empty();
    const char* file = by_arch ? "loader.py" : "loader_firmware.py";
    auto read = [](const char* part) {
        return std::string(MappedFile(sdk_dir() / "templates" / part).text());
    };
    std::string loader = read(file);
    auto put = [&](std::string_view key, const std::string& value) {
        for (size_t at; (at = loader.find(key)) != std::string::npos;)
            loader.replace(at, key.size(), value);
    };
    put("@CHECKSUM@\n", read("loader_checksum.py"));
    put("@NAME@", name);
    put("@ABI@", std::to_string(build.abi));
    put("@PARTS@", table_of(parts, by_arch));
    put("@FIRST@", std::to_string(abi::kFirstThumb));
    put("@FIRST_NAME@", std::string(abi::find_arch(abi::kFirstThumb)->name));
    put("@LAST@", std::to_string(abi::hosts_of(abi::kFirstThumb).back()->number));
    put("@LAST_NAME@", std::string(abi::hosts_of(abi::kFirstThumb).back()->name));
    return loader;
}

// A name that Python can import.
std::string as_identifier(std::string name) {
    auto is_other = [](unsigned char c) { return std::isalnum(c) == 0; };
    std::ranges::replace_if(name, is_other, '_');
    return name;
}

Part build_part(const Target& target) {
    const std::string& firmware = target.options.firmware;
    std::string arch(target.arch->name);
    FolderLock lock = lock_work_folder(target.module, *target.arch, target.options);
    fs::path built = build_module(target.module, *target.arch, target.options);
    Part part{.arch = target.arch,
              .label = fmt::format("{}_6.{}", arch, target.options.abi),
              .module = arch,
              .name = built.stem().string(),
              .content = std::string(MappedFile(built).text())};
    if (firmware.empty()) return part;
    part.label = label_of_firmware(firmware);
    part.module = as_identifier(part.label);
    return part;
}

// Their labels differ, but not in every character.
void require_distinct(const std::vector<Part>& parts, const std::vector<Target>& targets) {
    for (size_t i = 0; i < parts.size(); ++i) {
        auto end = parts.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::ranges::find(parts.begin(), end, parts[i].module, &Part::module) == end) continue;
        throw Error(
            {targets[i].options.firmware,
             fmt::format("another firmware has the same name in Python, {}", parts[i].module),
             "rename one of them, or its folder"});
    }
}

PackageOptions with_project(PackageOptions package, const ProjectFile& project) {
    if (package.output.empty() && !project.output.empty())
        package.output = (project.path.parent_path() / project.output).string();
    if (package.version.empty()) package.version = project.version;
    if (package.version.empty()) package.version = "0.1";
    if (package.url.empty()) package.url = project.url;
    package.flat |= project.flat.value_or(false);
    return package;
}

// What an editor finds beside the Python package. Files of a flat folder cannot be a package.
void write_stubs(const PackageOptions::Stubs& stubs, const std::string& name,
                 const PackageOptions& package) {
    bool folders =
        std::ranges::any_of(stubs, [](const auto& stub) { return stub.first.has_parent_path(); });
    if (package.flat && folders) {
        report({{},
                fmt::format("no type stubs: {} has submodules, whose stubs need folders", name),
                "natmod stubs writes them",
                FindingKind::note});
        return;
    }
    for (const auto& [file, text] : stubs) {
        bool loader = !package.flat && file == name + ".pyi";
        write_file(package.output / (loader ? fs::path(name) / "__init__.pyi" : file), text);
    }
}

}  // namespace

std::vector<fs::path> write_package(const std::string& target, const BuildOptions& build,
                                    const PackageOptions& given) {
    std::vector<Target> targets = requested_targets({target}, build);
    PackageOptions package = with_project(given, project_of(targets.front().module));
    if (requested_archs(targets.front().options).empty() && build.firmwares.empty())
        throw Error("no architectures are given", "--archs x64,armv6m,armv7emsp or --archs all");
    if (package.output.empty())
        throw Error("no folder to write is given", "-o OUT, or output in natmod.toml");
    auto other = [&](const Target& each) {
        return each.module.build_dir != targets.front().module.build_dir;
    };
    if (std::ranges::any_of(targets, other))
        throw Error({target, "there are several modules in this folder",
                     "package their folders one by one"});

    // Build everything first, so that a failure leaves OUT as it was.
    std::vector<Part> parts;
    for (const Target& each : targets) parts.push_back(build_part(each));
    require_distinct(parts, targets);
    PackageOptions::Stubs stubs = package.stubs(targets.front());
    std::string name = parts.front().name;
    fs::path out = package.output;
    std::string base = package.url;
    if (!base.empty() && !base.ends_with('/')) base += '/';
    fs::path loader_file = package.flat ? name + ".py" : name + "/__init__.py";
    nlohmann::json all = nlohmann::json::array();
    all.push_back({name + "/__init__.py", base + loader_file.string()});
    std::vector<fs::path> written;
    std::error_code ignored;
    fs::create_directories(out, ignored);
    PlainFolderLock lock(out, "writes a package there");  // of two, the second's stays
    for (const Part& part : parts) {
        const std::string& label = part.label;
        std::string file = name + ".mpy";
        std::string place = package.flat ? fmt::format("{}-{}.mpy", name, label)
                                         : fmt::format("{}/{}", label, file);
        std::string list = package.flat ? fmt::format("{}-{}.json", name, label)
                                        : fmt::format("{}/package.json", label);
        write_file(out / place, part.content);
        // Relative to the package.json that names it.
        std::string relative = package.flat ? place : file;
        nlohmann::json urls = nlohmann::json::array();
        urls.push_back({file, base.empty() ? relative : base + place});
        write_file(out / list, manifest(urls, package.version));
        all.push_back({fmt::format("{}/{}.mpy", name, part.module), base + place});
        written.push_back(out / place);
    }
    write_file(out / loader_file, loader_text(name, build, parts));
    write_stubs(stubs, name, package);
    write_file(out / "package.json", manifest(all, package.version));
    written.push_back(out / "package.json");
    if (package.url.empty()) {
        report({{},
                "only the mip of MicroPython 1.27 and newer can install this: the addresses "
                "in package.json are relative",
                "--url ADDRESS, where the folder will be served, is for every mip",
                FindingKind::note});
    }
    return written;
}

}  // namespace natmod::driver
