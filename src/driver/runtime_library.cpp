#include "driver/runtime_library.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/fingerprint.h"
#include "driver/flags.h"
#include "driver/folder_lock.h"
#include "driver/ninja_file.h"
#include "driver/ninja_run.h"
#include "driver/work_files.h"
#include "link/link.h"
#include "source/c_outline.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

std::vector<fs::path> runtime_sources(const fs::path& sdk) {
    std::vector<fs::path> sources;
    for (const auto& entry : fs::recursive_directory_iterator(sdk / "rt"))
        if (entry.path().extension() == ".c") sources.push_back(entry.path());
    std::sort(sources.begin(), sources.end());
    if (sources.empty()) throw Error({sdk.string(), "the SDK has no runtime sources", {}});
    return sources;
}

// FOLDER_NAME.c.o
std::string object_name(const fs::path& source, const fs::path& sdk) {
    std::string name = source.lexically_relative(sdk / "rt").string() + ".o";
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
}

std::vector<std::string> runtime_flags(const Toolchain& toolchain, int abi) {
    return compile_flags(toolchain, Language::c, abi, DebugInfo::lines);
}

std::string key_of(const Toolchain& toolchain, int abi) {
    fs::path sdk = sdk_dir();
    Fingerprint key;
    key.add(NATMOD_VERSION " 4").add(toolchain.arch->name).add_file(toolchain.cc);
    for (const std::string& flag : runtime_flags(toolchain, abi)) key.add(flag);
    key.add_tree(sdk / "rt").add_tree(sdk / "include").add_tree(sdk / "libc");
    return fmt::format("{}-6.{}-{}", toolchain.arch->name, abi, key.text());
}

// An object appears whole or not at all: other links look for it meanwhile.
std::string ninja_text(const Toolchain& toolchain, int abi) {
    fs::path sdk = sdk_dir();
    NinjaFile file(".");
    file.variable("cc", shell_quote(toolchain.cc));
    file.variable("flags", join_shell_words(runtime_flags(toolchain, abi)) + " -DNATMOD_RUNTIME");
    file.rule({"compile", "$launcher$cc $flags $more -c $in -o $out.part && mv -f $out.part $out",
               "runtime $in"});
    for (const fs::path& source : runtime_sources(sdk)) {
        std::string folder = source.parent_path().filename(), more;
        // The compiler must not turn a C library function into a call of itself.
        if (folder == "libc") more = "-fno-builtin";
        // Start code runs before the addresses in jump tables are right.
        if (folder == "start" || folder == "starter") more = "-fno-jump-tables";
        // This is no part of the module there, and the loader relocates nothing in it.
        if (folder == "starter" && toolchain.arch->code_memory == abi::CodeMemory::heap)
            more += " -fpic -DNATMOD_STARTER=1";
        file.edge({.outputs = {object_name(source, sdk)},
                   .rule = "compile",
                   .inputs = {source.string()},
                   .variables = {{"more", more}}});
    }
    return file.text();
}

std::string index_text() {
    fs::path sdk = sdk_dir();
    std::string text = std::string(link::kSourceLibrary) + "\n";
    for (const fs::path& source : runtime_sources(sdk)) {
        text += object_name(source, sdk);
        for (const std::string& name : source::defined_names(MappedFile(source).text()))
            text += " " + name;
        text += "\n";
    }
    return text;
}

// How a build tells natmod ld, which ninja runs. (Words in the command would link again because of
// them.)
constexpr const char* kLauncher = "NATMOD_RUNTIME_LAUNCHER";
constexpr const char* kJobs = "NATMOD_RUNTIME_JOBS";

constexpr const char* kOtherCache = "NATMOD_CACHE names another cache folder";
constexpr const char* kSettings = "settings.ninja";

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

fs::path runtime_library(const Toolchain& toolchain, int abi, const fs::path& cache) {
    fs::path folder = cache / "rt" / key_of(toolchain, abi);
    fs::path library = folder / work_files::kRuntime, rules = folder / work_files::kNinja;
    if (is_filled(library) && is_filled(rules)) return library;

    std::error_code ignored;
    fs::create_directories(folder, ignored);
    FolderLock lock(folder, kOtherCache);
    write_file(rules, ninja_text(toolchain, abi), true);
    // Other builds take the library as a sign that the rules are there.
    write_file(library, index_text());
    return library;
}

std::vector<std::string> runtime_environment(const BuildOptions& options) {
    return {fmt::format("{}={}", kLauncher, options.launcher),
            fmt::format("{}={}", kJobs, options.jobs)};
}

size_t compile_runtime(const fs::path& library, std::vector<std::string> objects,
                       std::string_view arch) {
    fs::path folder = library.parent_path();
    FolderLock lock(folder, kOtherCache);
    // Another build may have made them while we waited.
    std::erase_if(objects, [&](const std::string& name) { return is_filled(folder / name); });
    if (objects.empty()) return 0;
    for (const std::string& name : objects) fs::remove(folder / name);  // ninja takes empty ones

    std::string launcher = variable(kLauncher);
    std::string settings = launcher.empty() ? "" : "launcher = " + ninja_value(launcher) + " \n";
    write_file(folder / kSettings, settings + "include " + work_files::kNinja + "\n");
    NinjaOptions ninja;
    ninja.file = kSettings;
    ninja.directory = folder;
    ninja.jobs = std::atoi(variable(kJobs).c_str());
    ninja.quiet = true;
    ninja.targets = objects;
    if (run_ninja(ninja).status != 0) {
        throw Error(fmt::format("the runtime cannot be compiled for {}", arch),
                    "natmod toolchains lists other compilers");
    }
    return objects.size();
}

}  // namespace natmod::driver
