// SPDX-License-Identifier: MIT
#include "driver/libraries.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// Always linked, part of the runtime, or meaningless without an operating system.
constexpr std::string_view kImplied[] = {"m",      "c",       "gcc", "stdc++",
                                         "supc++", "pthread", "dl",  "rt"};

bool is_archive(const std::string& word) {
    fs::path path(word);
    return !word.starts_with('-') && (path.extension() == ".a" || path.extension() == ".o");
}

// Refuses flags that cannot be left out without changing what the module does.
void refuse(const ModuleDescription& module, std::string_view word) {
    std::string_view flag = word.starts_with("-Wl,") ? word.substr(4) : word;
    constexpr std::pair<std::string_view, std::string_view> kRefused[] = {
        {"-T", "addresses of the firmware are given with --externs; where sections go is natmod's"},
        {"--script", "addresses of the firmware are given with --externs"},
        {"--defsym", "addresses of the firmware are given with --externs"},
        {"--wrap", "rename the calls with a macro: --cflags -Dmalloc=my_malloc"},
    };
    for (auto [refused, hint] : kRefused) {
        if (!flag.starts_with(refused)) continue;
        throw Error({module.origin.string(),
                     fmt::format("the linker's {} has no meaning for a native module", word),
                     std::string(hint)});
    }
}

}  // namespace

std::vector<std::string> module_libraries(const ModuleDescription& module,
                                          const Toolchain& toolchain, bool for_firmware) {
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
        refuse(module, word);
        // Anything else only steers the firmware's linker: entry points, a map, sections to keep.
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
            if (for_firmware) continue;
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

}  // namespace natmod::driver
