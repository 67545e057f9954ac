#include "build/libraries.h"

#include <fmt/core.h>

#include <algorithm>

#include "error.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

// Linked always, part of the runtime, or of no meaning without an operating system.
constexpr std::string_view kImplied[] = {"m",      "c",       "gcc", "stdc++",
                                         "supc++", "pthread", "dl",  "rt"};

bool is_archive(const std::string& word) {
    fs::path path(word);
    return !word.starts_with('-') && (path.extension() == ".a" || path.extension() == ".o");
}

}  // namespace

std::vector<std::string> module_libraries(const ModuleDescription& module,
                                          const Toolchain& toolchain) {
    std::vector<fs::path> dirs;
    std::vector<std::string> names;
    std::vector<std::string> files;
    const auto& words = module.ldflags;
    auto absolute = [&](const std::string& path) {
        return (module.directory / path).lexically_normal();
    };
    for (size_t i = 0; i < words.size(); ++i) {
        std::string_view word = words[i];
        bool takes_next = (word == "-l" || word == "-L") && i + 1 < words.size();
        if (takes_next || word.starts_with("-l") || word.starts_with("-L")) {
            std::string value(takes_next ? words[++i] : word.substr(2));
            if (word[1] == 'l') {
                names.push_back(value);
            } else {
                dirs.push_back(absolute(value));
            }
        } else if (is_archive(words[i])) {
            files.push_back(absolute(words[i]));
        }
        // Anything else steers the firmware's linker: entry points, scripts, sections to keep.
    }
    dirs.insert(dirs.end(), toolchain.library_dirs.begin(), toolchain.library_dirs.end());
    for (const std::string& name : names) {
        if (std::find(std::begin(kImplied), std::end(kImplied), name) != std::end(kImplied)) {
            continue;
        }
        std::string file = "lib" + name + ".a";
        auto dir = std::find_if(dirs.begin(), dirs.end(),
                                [&](const fs::path& folder) { return fs::exists(folder / file); });
        if (dir == dirs.end()) {
            throw Error({module.origin.string(), fmt::format("library {} is not found", file),
                         "add its folder: LDFLAGS_USERMOD += -LDIR"});
        }
        files.push_back((*dir / file).string());
    }
    for (const std::string& file : files) {
        if (fs::exists(file)) continue;
        throw Error({module.origin.string(), fmt::format("library {} is missing", file), {}});
    }
    return files;
}

}  // namespace natmod
