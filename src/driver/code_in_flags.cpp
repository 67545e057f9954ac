// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "driver/runs_code.h"

namespace natmod::driver {
namespace {

// Their values say nothing that a compiler would do.
constexpr std::string_view kWithText[] = {"-D",      "-U",       "-I",         "-isystem",
                                          "-iquote", "-include", "-idirafter", "-imacros",
                                          "-std=",   "-L",       "-l"};

constexpr std::string_view kAlone[] = {"-w",      "-ansi",          "-pedantic", "-pedantic-errors",
                                       "-pipe",   "-ffreestanding", "-nostdinc", "-nostdlib",
                                       "-pthread"};

// -fplugin and the like load code; -fdump-X and others write files beside the object.
constexpr std::string_view kOtherFiles[] = {
    "-fplugin",        "-fpass-plugin",  "-fdump",       "-fprofile",
    "-ftest-coverage", "-fcallgraph",    "-ftime-trace", "-fmodule",
    "-fsave",          "-fauto-profile", "-fcrash",      "-fembed",
    "-foffload",       "-fproc-stat",    "-fcoverage",   "-fbranch-probabilities"};

// A letter that begins many flags which change the code or warnings alone.
bool is_of_family(std::string_view flag) {
    if (flag.size() < 2 || flag[0] != '-') return false;
    std::string_view rest = flag.substr(2);
    auto has_only = [&](std::string_view more) {
        return std::ranges::all_of(rest, [&](unsigned char c) {
            return std::isalnum(c) != 0 || c == '-' || more.find(static_cast<char>(c)) != more.npos;
        });
    };
    switch (flag[1]) {
        case 'O':
        case 'g':
            return has_only("");
        case 'W':  // not -Wa,X -Wp,X
            return has_only("=+_");
        case 'm':  // not -mllvm X
            return has_only("=+_.,") && !rest.starts_with("llvm");
        case 'f':
            return has_only("=+_") &&
                   std::ranges::none_of(kOtherFiles, [&](std::string_view other) {
                       return flag.starts_with(other);
                   });
        default:
            return false;
    }
}

// The first word that is none of these.
const std::string* unknown_flag(const std::vector<std::string>& words) {
    for (size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        auto text = std::ranges::find_if(
            kWithText, [&](std::string_view flag) { return word.starts_with(flag); });
        if (text != std::end(kWithText)) {
            if (word == *text && !word.ends_with('=')) ++i;
            continue;
        }
        if (!is_of_family(word) && std::ranges::find(kAlone, word) == std::end(kAlone))
            return &word;
    }
    return nullptr;
}

}  // namespace

std::optional<Finding> code_in_flags(const ModuleDescription& module) {
    std::vector<const std::vector<std::string>*> lists = {&module.cflags, &module.cxxflags};
    for (const SourceFile& source : module.sources) lists.push_back(&source.flags);
    for (const auto* flags : lists)
        if (const std::string* flag = unknown_flag(*flags))
            return Finding{module.origin.string(),
                           fmt::format("gives compilers the flag {}, of which Natmod does not know "
                                       "that it runs nothing",
                                       *flag)};
    return {};
}

}  // namespace natmod::driver
