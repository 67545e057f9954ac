// SPDX-License-Identifier: MIT
#include "driver/inputs.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/process.h"
#include "driver/build.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// A file of the module's folder may include others of these.
bool is_description(const fs::path& path) {
    return path.extension() == ".mk" || path.extension() == ".cmake" || path.extension() == ".toml";
}

// Ninja lists them below each object, four blanks from the left, or has left the compiler's own
// list beside an object that it knows by its time.
void add_headers(const ModuleDescription& module, const fs::path& work,
                 std::vector<fs::path>& inputs) {
    const fs::path& directory = module.directory;
    fs::path plan = work / work_files::kNinja;
    if (!fs::exists(plan)) return;
    for (const auto& products : work_files::all_products(module, work)) {
        fs::path list = products.object.string() + ".d";
        if (!fs::exists(list)) continue;
        for (const std::string& file : read_dependencies(list))
            inputs.push_back((directory / file).lexically_normal());
    }
    ProcessOptions options;
    options.capture = options.merge_errors = true;
    std::vector<std::string> command = {"ninja", "-C",  directory.string(), "-f", plan.string(),
                                        "-t",    "deps"};
    std::istringstream lines(run_process(command, options).output);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("    "))
            inputs.push_back((directory / line.substr(4)).lexically_normal());
}

// What sources include by name; other files may be anything.
bool is_header(const fs::path& path) {
    constexpr std::string_view kEndings[] = {".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".def"};
    return std::ranges::find(kEndings, path.extension().string()) != std::end(kEndings);
}

bool is_below(const fs::path& path, const fs::path& folder) {
    return std::ranges::mismatch(folder, path).in1 == folder.end();
}

}  // namespace

std::vector<std::string> read_dependencies(const fs::path& file) {
    std::vector<std::string> files;
    std::string name;
    MappedFile mapped(file);
    std::string_view text = mapped.text();
    size_t colon = text.find(": ");
    text = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 2);
    for (size_t i = 0; i <= text.size(); ++i) {
        bool escaped = i + 1 < text.size() && text[i] == '\\';
        if (escaped && text[i + 1] == ' ') {
            name += text[++i];
        } else if (i == text.size() || text[i] == ' ' || text[i] == '\n' || escaped) {
            if (!name.empty()) files.push_back(std::move(name));
            name.clear();
            if (escaped) ++i;
        } else {
            name += text[i];
        }
    }
    return files;
}

std::vector<fs::path> inputs_of(const ModuleDescription& module, const abi::Arch& arch,
                                const BuildOptions& options) {
    std::vector<fs::path> inputs = {module.directory};
    if (!module.origin.empty()) inputs.push_back(module.origin);
    for (const auto& entry : fs::directory_iterator(module.directory))
        if (is_description(entry.path())) inputs.push_back(entry.path());
    for (const SourceFile& source : module.sources) {
        inputs.push_back(source.path);
        inputs.push_back(source.path.parent_path());
    }
    add_headers(module, work_folder(module, arch, options), inputs);
    std::erase_if(inputs, [&](const fs::path& path) { return is_below(path, module.build_dir); });
    std::ranges::sort(inputs);
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
    return inputs;
}

bool is_changed_since(const ModuleDescription& module, fs::file_time_type time) {
    auto is_newer = [&](const fs::path& path) {
        std::error_code error;  // it may be gone by now
        fs::file_time_type written = fs::last_write_time(path, error);
        return !error && written > time;
    };
    std::set<fs::path> folders = {module.directory};
    for (const SourceFile& source : module.sources) {
        if (is_newer(source.path)) return true;
        folders.insert(source.path.parent_path());
    }
    for (const fs::path& folder : folders)
        for (const auto& entry : fs::directory_iterator(folder))
            if ((is_header(entry.path()) || is_description(entry.path())) && is_newer(entry.path()))
                return true;
    return false;
}

}  // namespace natmod::driver
