// SPDX-License-Identifier: MIT
// Describes the modules of a micropython.mk, from what GNU make says about it.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "driver/make_run.h"
#include "driver/module.h"
#include "driver/plain_make.h"
#include "source/condition.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

enum class Use { source, lib_source, qstr_defs, cflags, cxxflags, ldflags };

struct Variable {
    const char* name;
    Use use;
};

// The variables that a firmware's own rules read, including those of older releases.
constexpr Variable kVariables[] = {
    {"SRC_MOD", Use::source},
    {"SRC_C", Use::source},
    {"SRC_CXX", Use::source},
    {"SRC_USERMOD", Use::source},
    {"SRC_USERMOD_C", Use::source},
    {"SRC_USERMOD_CXX", Use::source},
    {"SRC_USERMOD_LIB_C", Use::lib_source},
    {"SRC_USERMOD_LIB_CXX", Use::lib_source},
    {"SRC_USERMOD_LIB_ASM", Use::lib_source},
    {"QSTR_DEFS", Use::qstr_defs},
    {"INC", Use::cflags},
    {"CFLAGS", Use::cflags},
    {"CFLAGS_EXTRA", Use::cflags},
    {"CFLAGS_USERMOD", Use::cflags},
    {"CXXFLAGS", Use::cxxflags},
    {"CXXFLAGS_USERMOD", Use::cxxflags},
    {"LDFLAGS", Use::ldflags},
    {"LDFLAGS_USERMOD", Use::ldflags},
    {"LIB", Use::ldflags},
    {"LIBS", Use::ldflags},
    {"LIBS_USERMOD", Use::ldflags},
};

bool names_sources(Use use) {
    return use == Use::source || use == Use::lib_source;
}

MakeAnswer ask(const fs::path& makefile, const fs::path& build_dir,
               const std::vector<std::string>& flags) {
    std::vector<const char*> all, sources;
    for (const Variable& variable : kVariables) {
        all.push_back(variable.name);
        if (names_sources(variable.use)) sources.push_back(variable.name);
    }
    MakeQuestion question{makefile, build_dir, flags, all, sources};
    std::optional<MakeAnswer> answer = plain_answer(question);
    return answer ? std::move(*answer) : ask_make(question);
}

void add(ModuleDescription& module, Use use, const std::vector<std::string>& words,
         const MakeAnswer& answer) {
    auto append = [&](std::vector<std::string>& list) {
        list.insert(list.end(), words.begin(), words.end());
    };
    auto absolute = [&](const std::string& word) {
        return (module.directory / word).lexically_normal();
    };
    switch (use) {
        case Use::source:
        case Use::lib_source:
            for (const std::string& word : words) {
                auto found = answer.found.find(word);
                fs::path path = absolute(found == answer.found.end() ? word : found->second);
                // Old modules name it in SRC_USERMOD, and for newer MicroPython in SRC_USERMOD_C.
                if (std::ranges::find(module.sources, path, &SourceFile::path) !=
                    module.sources.end())
                    continue;
                Language language = language_of(word, module.origin);
                module.sources.push_back({path, language, use == Use::lib_source, {}});
            }
            break;
        case Use::qstr_defs:
            for (const std::string& word : words) module.qstr_defs.push_back(absolute(word));
            break;
        case Use::cflags:
            return append(module.cflags);
        case Use::cxxflags:
            return append(module.cxxflags);
        case Use::ldflags:
            return append(module.ldflags);
    }
}

// Whether the line is `name = ...` or `name += ...`.
bool assigns(std::string_view line, std::string_view name) {
    if (!line.starts_with(name)) return false;
    line.remove_prefix(name.size());
    line.remove_prefix(std::min(line.find_first_not_of(" \t:+?"), line.size()));
    return line.starts_with('=');
}

// If there is no source, usually all are under a condition that does not hold.
[[noreturn]] void no_source(const fs::path& makefile) {
    MappedFile content(makefile);
    auto line = source::find_conditional_line(content.text(), "", [](std::string_view text) {
        return std::any_of(std::begin(kVariables), std::end(kVariables), [&](const auto& variable) {
            return names_sources(variable.use) && assigns(text, variable.name);
        });
    });
    if (!line) {
        throw Error({makefile.string(), "it names no source",
                     "add the sources: SRC_USERMOD_C += $(USERMOD_DIR)/name.c"});
    }
    bool flags = line->conditions.back().find("CFLAGS_EXTRA") != std::string::npos;
    throw Error({Place(makefile.string(), static_cast<uint32_t>(line->number)),
                 fmt::format("it names sources only under {}", line->conditions.back()),
                 flags ? "give the flag that the condition looks for: -D NAME=1"
                       : "set in the environment what the condition asks for: NAME=1 natmod ..."});
}

// Flags whose value may be the next word. (Some may also be joined to it.)
constexpr std::string_view kWithValue[] = {
    "-I",      "-D",        "-U",        "-include",   "-imacros",       "-isystem",
    "-iquote", "-iprefix",  "-isysroot", "-idirafter", "-iwithprefix",   "-x",
    "--param", "--sysroot", "-target",   "-Xclang",    "-Xlinker",       "-Xassembler",
    "-mllvm",  "-arch",     "-z",        "-L",         "-Xpreprocessor", "-u",
    "-e",      "-T"};

// A hint that quotes the $(shell ...) from which the variable's words may come; empty if there is
// none.
std::string shell_hint(const fs::path& makefile, std::string_view name) {
    MappedFile content(makefile);
    std::string_view text = content.text();
    for (int number = 1; !text.empty(); ++number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        size_t shell = line.find("$(shell");
        if (line.find(name) != std::string_view::npos && shell != std::string_view::npos)
            return fmt::format("line {} has {}: does that command work here?", number,
                               line.substr(shell));
    }
    return {};
}

// A compiler takes a word that is no flag for a file to compile, and a flag without its value
// swallows the next. Most often such a word is left over from a $(shell ...) that failed.
void require_flags(const fs::path& makefile, std::string_view name,
                   const std::vector<std::string>& words) {
    for (size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        bool takes_next = std::ranges::find(kWithValue, word) != std::end(kWithValue);
        bool alone =
            takes_next && (i + 1 == words.size() || (words[i + 1].starts_with('-') &&
                                                     !word.starts_with("-X") && word != "-mllvm"));
        bool no_flag = !word.starts_with('-') && !word.starts_with('@');
        if (alone || no_flag) {
            std::string hint = shell_hint(makefile, name);
            if (hint.empty()) hint = "did a $(shell ...) in it fail, or is a quote missing?";
            throw Error({makefile.string(),
                         alone
                             ? fmt::format("{} has {} without its value", name, word)
                             : fmt::format("{} has the word '{}', which is not a flag", name, word),
                         std::move(hint)});
        }
        // `$(shell ...)/config.h` where the command printed nothing. No rule of the module makes a
        // file outside its folder.
        bool includes = word == "-include" || word == "-imacros";
        if (includes && words[i + 1].starts_with('/') &&
            !words[i + 1].starts_with(makefile.parent_path().string() + "/") &&
            !fs::exists(words[i + 1])) {
            if (std::string hint = shell_hint(makefile, name); !hint.empty())
                throw Error(
                    {makefile.string(),
                     fmt::format("{} has {} {}, which does not exist", name, word, words[i + 1]),
                     std::move(hint)});
        }
        if (takes_next) ++i;
    }
}

// The makefile beside the source, or nearest above it; else the first one.
const fs::path& makefile_of(const fs::path& source, const std::vector<fs::path>& makefiles) {
    const fs::path* nearest = &makefiles.front();
    size_t length = 0;
    for (const fs::path& makefile : makefiles) {
        std::string folder = makefile.parent_path().string() + "/";
        if (folder.size() <= length || !source.string().starts_with(folder)) continue;
        nearest = &makefile;
        length = folder.size();
    }
    return *nearest;
}

// If the makefile only includes others, makes one module of each that has sources. An included file
// that has only library sources becomes part of all modules.
std::vector<ModuleDescription> split(ModuleDescription whole,
                                     const std::vector<fs::path>& makefiles) {
    std::map<fs::path, std::vector<SourceFile>> groups;
    std::vector<SourceFile> shared;
    std::vector<fs::path> order;
    for (const SourceFile& source : whole.sources) {
        if (source.lib) continue;
        const fs::path& makefile = makefile_of(source.path, makefiles);
        if (makefile == whole.origin) return {std::move(whole)};
        if (!groups.contains(makefile)) order.push_back(makefile);
        groups[makefile].push_back(source);
    }
    if (groups.size() < 2) return {std::move(whole)};
    // Relative folders start where make ran.
    for (std::string& flag : whole.cflags)
        if (flag.starts_with("-I") && flag.size() > 2)
            flag = "-I" + (whole.directory / flag.substr(2)).lexically_normal().string();
    for (const SourceFile& source : whole.sources) {
        if (!source.lib) continue;
        auto group = groups.find(makefile_of(source.path, makefiles));
        (group == groups.end() ? shared : group->second).push_back(source);
    }
    std::vector<ModuleDescription> modules;
    for (const fs::path& makefile : order) {
        ModuleDescription module = whole;
        module.origin = makefile;
        module.directory = makefile.parent_path();
        module.sources = groups[makefile];
        module.sources.insert(module.sources.end(), shared.begin(), shared.end());
        module.build_dir = included_build_dir(whole.directory, whole.build_dir, module.directory);
        modules.push_back(std::move(module));
    }
    return modules;
}

}  // namespace

std::vector<ModuleDescription> describe_with_make(const fs::path& makefile,
                                                  const fs::path& build_dir,
                                                  const std::vector<std::string>& flags) {
    ModuleDescription module;
    module.directory = makefile.parent_path();
    module.origin = makefile;
    module.build_dir = build_dir;
    MakeAnswer answer = ask(makefile, build_dir, flags);
    for (const Variable& variable : kVariables) {
        const std::vector<std::string>& words = answer.values[variable.name];
        if (variable.use == Use::cflags || variable.use == Use::cxxflags)
            require_flags(makefile, variable.name, words);
        add(module, variable.use, words, answer);
    }
    if (module.sources.empty()) no_source(makefile);
    require_sources(module);
    return split(std::move(module), answer.makefiles);
}

}  // namespace natmod::driver
