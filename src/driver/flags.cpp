// SPDX-License-Identifier: MIT
#include "driver/flags.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/sdk_path.h"
#include "driver/firmware_branch.h"
#include "driver/port_headers.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// One section per function and object, so that the linker can drop what is unused. No unwind
// tables, which nothing reads in a module. Nothing that calls back into a C library.
constexpr const char* kCommon[] = {
    "-Os",
    "-ffunction-sections",
    "-fdata-sections",
    "-fno-common",
    "-fno-asynchronous-unwind-tables",
    "-fno-unwind-tables",
    "-fno-stack-protector",
    "-U_FORTIFY_SOURCE",
    "-DNDEBUG",
};

// An undeclared function is an error, as in a firmware's build: C would take its result for an int,
// which cuts a pointer in half.
// So is a function of the wrong type for its function object or slot: calling it would break.
constexpr const char* kC[] = {"-std=gnu11", "-Werror=implicit-function-declaration",
                              "-Werror=incompatible-pointer-types"};
// A module runs in one thread at a time.
constexpr const char* kCxx[] = {"-std=gnu++17", "-fno-exceptions", "-fno-rtti",
                                "-fno-threadsafe-statics"};

// What it finds calls sdk/rt/sanitize. There is no RTTI to find types of C++ objects by.
constexpr const char* kSanitize[] = {"-fsanitize=undefined,float-cast-overflow",
                                     "-fno-sanitize=vptr", "-fno-sanitize-recover=all"};

// For C only; a C++ compiler refuses them or warns.
bool only_for_c(const std::string& flag) {
    if (flag.starts_with("-std=")) return flag.find("++") == std::string::npos;
    return flag == "-Wstrict-prototypes" || flag == "-Wmissing-prototypes" ||
           flag == "-Wold-style-definition" || flag == "-Wnested-externs" ||
           flag == "-Werror=implicit-function-declaration" ||
           flag == "-Werror=incompatible-pointer-types";
}

// LTO objects hold no machine code.
bool is_lto(const std::string& flag) {
    return flag == "-flto" || flag.starts_with("-flto=") || flag == "-fwhole-program";
}

// __FILE__ must not say where on this machine a file is: it is named from the module's folder, and
// outside of that from the source's, or from that in which the compiler looks for headers.
void add_prefix_maps(std::vector<std::string>& flags, const std::string& module_folder,
                     std::string source_folder) {
    std::vector<std::string> folders = {std::move(source_folder)};
    for (size_t i = 0; i < flags.size(); ++i) {
        for (std::string_view option : kIncludeOptions) {
            if (!flags[i].starts_with(option)) continue;
            std::string folder = flags[i].substr(option.size());
            if (folder.empty() && i + 1 < flags.size()) folder = flags[i + 1];
            while (folder.ends_with('/')) folder.pop_back();
            if (folder.starts_with('/')) folders.push_back(std::move(folder));
        }
    }
    std::erase_if(folders, [&](const auto& path) { return path.starts_with(module_folder + "/"); });
    folders.push_back(module_folder);
    std::ranges::sort(folders, {}, [](const auto& path) { return std::pair(path.size(), path); });
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    for (const std::string& folder : folders)  // of several that fit, compilers take the last
        flags.push_back("-fmacro-prefix-map=" + folder + "/=");
}

}  // namespace

const std::string& compiler_for(const Toolchain& toolchain, Language language) {
    return language == Language::cxx ? toolchain.cxx : toolchain.cc;
}

std::vector<std::string> compile_flags(const Toolchain& toolchain, Language language, int abi,
                                       DebugInfo debug) {
    fs::path sdk = sdk_dir();
    std::vector<std::string> flags = toolchain.flags;
    flags.insert(flags.end(), std::begin(kCommon), std::end(kCommon));
    if (language == Language::c) flags.insert(flags.end(), std::begin(kC), std::end(kC));
    if (language == Language::cxx) flags.insert(flags.end(), std::begin(kCxx), std::end(kCxx));
    flags.insert(flags.end(), toolchain.stack_flags.begin(), toolchain.stack_flags.end());
    flags.emplace_back(debug == DebugInfo::full ? "-g" : "-g1");
    flags.push_back(fmt::format("-DNATMOD_ABI={}", abi));
    flags.push_back("-I" + (sdk / "include").string());
    // The SDK's C library headers come first, except for C++, whose headers need everything that
    // the toolchain's C headers declare.
    // (-I, because picolibc's specs put its own headers before those of -isystem.)
    flags.emplace_back(language == Language::cxx ? "-idirafter" : "-I");
    flags.push_back((sdk / "libc").string());
    if (language == Language::cxx) {
        flags.emplace_back("-isystem");
        flags.push_back((sdk / "cxx").string());
    }
    return flags;
}

std::vector<std::string> compile_flags(const BuildJob& job, Language language) {
    std::vector<std::string> flags =
        compile_flags(job.toolchain, language, job.options.abi,
                      job.options.debug ? DebugInfo::full : DebugInfo::lines);
    if (job.options.sanitize) flags.insert(flags.end(), std::begin(kSanitize), std::end(kSanitize));
    return flags;
}

std::vector<std::string> branch_flags_of(const BuildJob& job) {
    std::vector<fs::path> sources;
    for (const SourceFile& source : job.module.sources) sources.push_back(source.path);
    std::vector<std::string> flags = job.module.cflags;
    flags.insert(flags.end(), job.options.flags.begin(), job.options.flags.end());
    return branch_flags(sources, flags);
}

std::vector<std::string> source_flags(const BuildJob& job, const SourceFile& source,
                                      std::span<const std::string> branch) {
    const ModuleDescription& module = job.module;
    std::vector<std::string> flags = compile_flags(job, source.language);
    flags.push_back(fmt::format("-DNATMOD_QSTR_H=\"{}\"", work_files::kQstrHeader));
    flags.push_back("-I" + job.work.string());
    auto add = [&](std::span<const std::string> list) {
        for (const std::string& flag : list) {
            if (source.language == Language::cxx && only_for_c(flag)) continue;
            if (!is_lto(flag)) flags.push_back(flag);
        }
    };
    add(port_flags_for_modules(job.options.port_flags));
    add(branch);
    add(module.cflags);
    if (source.language == Language::cxx) add(module.cxxflags);
    add(source.flags);
    add(job.options.flags);
    // As MicroPython's makefile for native modules does. A firmware's build does it for no module.
    if (module.origin.empty()) flags.push_back("-I" + module.directory.string());
    // Last, so that py/ is the SDK's.
    if (fs::path checkout = checkout_dir(); !checkout.empty()) {
        flags.insert(flags.end(), {"-idirafter", checkout.string()});
    }
    add_prefix_maps(flags, module.directory.string(), source.path.parent_path().string());
    return flags;
}

bool uses_lto(const ModuleDescription& module, const std::vector<std::string>& extra_flags) {
    auto any = [](const std::vector<std::string>& flags) {
        return std::any_of(flags.begin(), flags.end(), is_lto);
    };
    return any(module.cflags) || any(module.cxxflags) || any(extra_flags) ||
           std::any_of(module.sources.begin(), module.sources.end(),
                       [&](const SourceFile& source) { return any(source.flags); });
}

}  // namespace natmod::driver
