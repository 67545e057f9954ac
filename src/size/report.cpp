// SPDX-License-Identifier: MIT
#include "size/report.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json.h"
#include "driver/build.h"
#include "driver/work_files.h"
#include "mpy/footprint_json.h"
#include "mpy/load.h"
#include "source/object_names.h"

namespace fs = std::filesystem;

namespace natmod::size {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Item, size, ram, freed, section, function, file,
                                                needed_for)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StackUse, function, file, frame, deepest, outside,
                                                path, at_least)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SizeReport, module, arch, file, memory, items,
                                                stack)

namespace {

// The name of the output section: .text for .text.area.
std::string output_section(const std::string& name) {
    return name.starts_with('.') ? name.substr(0, name.find('.', 1)) : name;
}

// Relative to the folder, if the file is in it.
std::string named_from(const fs::path& folder, const std::string& file) {
    fs::path relative = fs::path(file).lexically_relative(folder);
    return relative.empty() || *relative.begin() == ".." ? file : relative.string();
}

// The name by which people know ARCHIVE(MEMBER) or an object of the build folder.
std::string name_of_file(const nlohmann::json& section, const fs::path& directory) {
    std::string file = section.at("file"), archive = section.at("archive");
    if (archive.empty()) {
        fs::path source = source::source_of_object(file, directory);
        return source.empty() ? fs::path(file).filename().replace_extension().string()
                              : named_from(directory, source.string());
    }
    std::string member = file.substr(archive.size() + 1, file.size() - archive.size() - 2);
    fs::path name = fs::path(archive).filename();
    if (name != driver::work_files::kRuntime && name != driver::work_files::kFallback)
        return fmt::format("{}: {}", name.string(), member);
    // FOLDER_NAME.c.o, as driver/runtime_library.cpp names it
    if (size_t at = member.find('_'); at != std::string::npos) member[at] = '/';
    return "rt/" + fs::path(member).replace_extension().string();
}

std::string reason(const nlohmann::json& section, const fs::path& directory) {
    auto found = section.find("needed_for");
    if (found == section.end()) return {};
    std::string name = found->at("name"), in = found->at("in");
    std::string place = named_from(directory, found->at("at"));
    if (in.empty()) return fmt::format("{}, {}", name, place);
    // Not a place in a header of the SDK, which the module's author did not write.
    if (fs::path(place).is_absolute()) return fmt::format("{} in {}", name, in);
    return fmt::format("{} in {}, {}", name, in, place);
}

Item read_item(const nlohmann::json& section, const fs::path& directory) {
    std::string name = section.at("name");
    Item item;
    item.size = section.at("size");
    item.ram = section.at("block") == "ram";
    item.freed = section.at("block") == "starter";
    item.function = section.value("content", name);
    if (section.at("file").get<std::string>().empty()) {
        item.section = item.file = "(linker)";
        return item;
    }
    item.section = output_section(name);
    item.file = name_of_file(section, directory);
    item.needed_for = reason(section, directory);
    return item;
}

}  // namespace

SizeReport measure_file(const fs::path& path) {
    mpy::LoadedMpy loaded = mpy::load_mpy(path);
    std::string arch(mpy::arch_name(loaded.mpy.arch));
    if (loaded.mpy.arch == 0) arch = "bytecode";
    if (arch.empty()) arch = fmt::format("?{}", loaded.mpy.arch);
    return {
        path.string(), arch, loaded.bytes.bytes().size(), mpy::footprint_of(loaded.mpy), {}, {}};
}

SizeReport measure_module(const driver::ModuleDescription& module, const abi::Arch& arch,
                          const driver::BuildOptions& options) {
    driver::BuildOptions mine = options;
    mine.map = true;
    driver::FolderLock lock = driver::lock_work_folder(module, arch, mine);
    fs::path built = driver::build_module(module, arch, mine);
    SizeReport report = measure_file(built);
    report.module = built.stem().string();
    MappedFile file(driver::work_folder(module, arch, mine) / driver::work_files::kMap);
    nlohmann::json map = parse_json(file.text());
    for (const nlohmann::json& section : map.at("sections"))
        report.items.push_back(read_item(section, module.directory));
    for (const nlohmann::json& function : map.at("stack")) {
        report.stack.push_back(function.get<StackUse>());
        report.stack.back().file = name_of_file(function, module.directory);
    }
    return report;
}

std::string to_json(const std::vector<SizeReport>& reports) {
    nlohmann::json json = {{"schema", 1}, {"modules", reports}};
    return json_text(json) + "\n";
}

std::vector<SizeReport> read_reports(const fs::path& path) {
    if (path.extension() == ".mpy") return {measure_file(path)};
    MappedFile file(path);
    try {
        return parse_json(file.text()).at("modules").get<std::vector<SizeReport>>();
    } catch (const nlohmann::json::exception&) {
        throw Error({path.string(), "this is not what natmod size --json wrote",
                     "--against takes such a file, or a .mpy"});
    }
}

}  // namespace natmod::size
