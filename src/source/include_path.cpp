// SPDX-License-Identifier: MIT
#include "source/include_path.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace natmod::source {
namespace {

// They read other files, change the language, or hand on words that we do not know.
constexpr std::string_view kBeyond[] = {
    "-include", "-imacros",  "-iprefix",     "-iwithprefix",    "-I-",
    "-std=c8",  "-std=c90",  "-std=iso",     "-ansi",           "-Xpre",
    "-Wp,",     "-x",        "-traditional", "-remap",          "-fdirectives-only",
    "-P",       "-fdollars", "-fno-dollars", "-finput-charset", "@",
    "--",
};
constexpr std::string_view kHarmless[] = {"--specs=", "--sysroot=", "--target="};
constexpr const char* kVariables[] = {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"};

bool is_beyond(std::string_view word) {
    auto begins = [&](std::string_view start) { return word.starts_with(start); };
    if (std::ranges::any_of(kHarmless, begins)) return false;
    return std::ranges::any_of(kBeyond, begins);
}

}  // namespace

std::optional<PreprocessorFlags> preprocessor_flags(const CompileCommand& command) {
    for (const char* name : kVariables) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return {};
    }
    PreprocessorFlags flags;
    std::vector<std::string> defines;
    const std::pair<std::string_view, std::vector<std::string>*> lists[] = {
        {"-iquote", &flags.quote_dirs},    {"-isystem", &flags.dirs},
        {"-idirafter", &flags.later_dirs}, {"-I", &flags.dirs},
        {"-U", &flags.undefines},          {"-D", &defines},
    };
    std::vector<std::string> system_dirs;
    const std::vector<std::string>& words = command.words;
    for (size_t i = 0; i + 1 < words.size(); ++i) {
        std::string_view word = words[i];
        if (is_beyond(word)) return {};
        for (const auto& [flag, list] : lists) {
            if (!word.starts_with(flag)) continue;
            auto& target = flag == "-isystem" ? system_dirs : *list;
            bool apart = word.size() == flag.size();
            if (apart && ++i + 1 >= words.size()) return {};
            target.push_back(apart ? words[i] : std::string(word.substr(flag.size())));
            break;
        }
    }
    // A folder that is among both is searched with the second only.
    std::erase_if(flags.dirs, [&](const std::string& dir) {
        return std::ranges::any_of(system_dirs, [&](const std::string& other) {
            std::error_code error;
            return std::filesystem::equivalent(dir, other, error);
        });
    });
    flags.dirs.insert(flags.dirs.end(), system_dirs.begin(), system_dirs.end());
    for (const std::string& define : defines) {
        size_t equals = define.find('=');
        bool plain = equals == std::string::npos;
        flags.defines.emplace_back(define.substr(0, equals),
                                   plain ? "1" : define.substr(equals + 1));
    }
    return flags;
}

}  // namespace natmod::source
