// SPDX-License-Identifier: MIT
#include "driver/runtime_library.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/cache.h"
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

// What compilers and C libraries have, for toolchains that lack it. All else is librt.a.
bool is_fallback(const fs::path& source) {
    std::string folder = source.parent_path().filename();
    return folder == "compiler" || folder == "libm";
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

std::string key_of(const Toolchain& toolchain, int abi, const fs::path& cache) {
    Fingerprint key;
    key.add(NATMOD_VERSION " 6").add(toolchain.arch->name).add_file(toolchain.cc);
    key.add(toolchain.version).add(sdk_content(cache));
    for (const std::string& flag : runtime_flags(toolchain, abi)) key.add(flag);
    return fmt::format("{}-6.{}-{}", toolchain.arch->name, abi, key.text());
}

constexpr const char* kNew = "new";  // where compilers put objects, below the library's folder

std::string ninja_text(const Toolchain& toolchain, int abi) {
    fs::path sdk = sdk_dir();
    NinjaFile file(".");
    file.variable("cc", shell_quote(toolchain.cc));
    file.variable("flags", join_shell_words(runtime_flags(toolchain, abi)) + " -DNATMOD_RUNTIME");
    file.rule({"compile", "$launcher$cc $flags $more -c $in -o $out", "runtime $in"});
    for (const fs::path& source : runtime_sources(sdk)) {
        std::string folder = source.parent_path().filename(), more;
        // The compiler must not turn a C library function into a call of itself.
        if (folder == "libc" || is_fallback(source)) more = "-fno-builtin";
        // Start code runs before the addresses in jump tables are right.
        if (folder == "start" || folder == "starter") more = "-fno-jump-tables";
        // This is no part of the module there, and the loader relocates nothing in it.
        if (folder == "starter" && toolchain.arch->code_memory == abi::CodeMemory::heap)
            more += " -fpic -DNATMOD_STARTER=1";
        file.edge({.outputs = {(fs::path(kNew) / object_name(source, sdk)).string()},
                   .rule = "compile",
                   .inputs = {source.string()},
                   .variables = {{"more", more}}});
    }
    return file.text();
}

// With the headers beside it, whose macros may make its names.
std::string text_with_headers(const fs::path& source) {
    std::string text;
    for (const auto& entry : fs::directory_iterator(source.parent_path()))
        if (entry.path().extension() == ".h") text += MappedFile(entry.path()).text();
    return text.append(MappedFile(source).text());
}

std::string index_text(bool fallback) {
    fs::path sdk = sdk_dir();
    std::string text = std::string(link::kSourceLibrary) + "\n";
    for (const fs::path& source : runtime_sources(sdk)) {
        if (is_fallback(source) != fallback) continue;
        text += object_name(source, sdk);
        for (const std::string& name : source::defined_names(text_with_headers(source)))
            text += " " + name;
        text += "\n";
    }
    return text;
}

constexpr const char* kLauncher = "NATMOD_RUNTIME_LAUNCHER";
constexpr const char* kJobs = "NATMOD_RUNTIME_JOBS";
constexpr const char* kOtherCache = "NATMOD_RUNTIME_CACHE";

constexpr const char* kHint = "NATMOD_CACHE names another cache folder";
constexpr const char* kSettings = "settings.ninja";

// Below the cache.
fs::path folder_of(const std::string& key) {
    return fs::path("rt") / key;
}

void write_library(const fs::path& folder, const Toolchain& toolchain, int abi) {
    fs::path library = folder / work_files::kRuntime, rules = folder / work_files::kNinja;
    if (!is_sound(library) || !is_sound(rules) || !is_sound(folder / work_files::kFallback)) {
        std::error_code ignored;
        fs::create_directories(folder, ignored);
        FolderLock lock(folder, kHint, "compiles the runtime");
        sweep_cache(folder.parent_path().parent_path());
        write_file(rules, sealed(ninja_text(toolchain, abi)), true);
        write_file(folder / work_files::kFallback, sealed(index_text(true)));
        // Other builds take the library as a sign that the others are there.
        write_file(library, sealed(index_text(false)));
    }
    mark_used(folder);
}

std::vector<std::string> unsound(const fs::path& folder, std::vector<std::string> objects) {
    std::erase_if(objects, [&](const std::string& name) { return is_sound(folder / name); });
    return objects;
}

// A release has the runtime compiled already, in the SDK: lib/ARCH-6.ABI, with a file that says of
// which sources.
constexpr const char* kPrebuilt = "lib";
constexpr const char* kContent = "content";

std::string content_line(const fs::path& cache) {
    return NATMOD_VERSION " " + sdk_content(cache) + "\n";
}

// Empty if there is none, or if it is of other sources.
fs::path prebuilt_for(const fs::path& folder) {
    std::string key = folder.filename();
    fs::path prebuilt = sdk_dir() / kPrebuilt / key.substr(0, key.rfind('-'));
    std::error_code ignored;
    if (!fs::exists(prebuilt / kContent, ignored)) return {};
    bool same =
        MappedFile(prebuilt / kContent).text() == content_line(folder.parent_path().parent_path());
    return same ? prebuilt : fs::path();
}

// Returns those that the release does not have.
std::vector<std::string> take_prebuilt(const fs::path& folder, std::vector<std::string> objects) {
    fs::path prebuilt = prebuilt_for(folder);
    if (prebuilt.empty()) return objects;
    std::erase_if(objects, [&](const std::string& name) {
        std::error_code ignored;
        if (!fs::exists(prebuilt / name, ignored)) return false;
        // What the compiler said of the stack.
        for (const char* extension : {".su", ".ci"}) {
            fs::path beside = fs::path(name).replace_extension(extension);
            if (fs::exists(prebuilt / beside, ignored))
                write_file(folder / beside, MappedFile(prebuilt / beside).text());
        }
        write_file(folder / name, sealed(MappedFile(prebuilt / name).text()));
        return true;
    });
    return objects;
}

// Returns how many it compiled. An object appears whole or not at all: other links look for it
// meanwhile. `output` gets what compilers say.
size_t compile_in(const fs::path& folder, std::vector<std::string> objects, std::string_view arch,
                  const RuntimeSettings& how, std::string& output) {
    FolderLock lock(folder, kHint, "compiles the runtime");
    // Another build may have made them while we waited.
    objects = take_prebuilt(folder, unsound(folder, std::move(objects)));
    if (objects.empty()) return 0;
    std::string settings =
        how.launcher.empty() ? "" : "launcher = " + ninja_value(how.launcher) + " \n";
    write_file(folder / kSettings, settings + "include " + work_files::kNinja + "\n");
    fs::remove_all(folder / kNew);
    NinjaOptions ninja;
    ninja.file = kSettings;
    ninja.directory = folder;
    ninja.jobs = how.jobs;
    ninja.quiet = true;
    ninja.hold_output = true;
    for (const std::string& name : objects)
        ninja.targets.push_back((fs::path(kNew) / name).string());
    NinjaResult result = run_ninja(ninja);
    output = result.output;
    if (result.status != 0)
        throw Error(fmt::format("the runtime cannot be compiled for {}", arch),
                    "natmod toolchains lists other compilers");
    // What compilers say of the stack comes beside the object, and before it.
    for (const auto& entry : fs::directory_iterator(folder / kNew))
        if (entry.path().extension() != ".o")
            fs::rename(entry.path(), folder / entry.path().filename());
    for (const std::string& name : objects)
        write_file(folder / name, sealed(MappedFile(folder / kNew / name).text()));
    fs::remove_all(folder / kNew);
    return objects.size();
}

struct CompiledRuntime {
    fs::path folder;      // with the objects
    size_t compiled = 0;  // those that another build had not compiled yet
};

CompiledRuntime compile_runtime(const fs::path& library, const std::vector<std::string>& objects,
                                std::string_view arch, const RuntimeSettings& settings) {
    fs::path folder = library.parent_path();
    fs::path other = settings.other_cache / folder_of(folder.filename());
    std::string output, why;
    try {
        return {folder, compile_in(folder, objects, arch, settings, output)};
    } catch (const std::exception& error) {
        why = error.what();
        if (settings.other_cache.empty() || other == folder) {
            fmt::print(stderr, "{}", output);
            throw;
        }
    }
    // The disk may be full. If it is something else, that shows again.
    try {
        write_file(other / work_files::kNinja, MappedFile(folder / work_files::kNinja).text());
        size_t compiled = compile_in(other, objects, arch, settings, output);
        note_no_cache(folder, why);
        return {other, compiled};
    } catch (const Error&) {
        fmt::print(stderr, "{}", output);
        throw;
    }
}

}  // namespace

std::string sdk_content(const fs::path& cache) {
    fs::path sdk = sdk_dir();
    const char* folders[] = {"rt", "include", "libc"};
    Fingerprint look, content;  // the second is kept: each build asks
    for (const char* folder : folders) look.add_tree(sdk / folder);
    fs::path kept = cache / "sdk" / look.text();
    if (auto key = read_entry(kept)) return *key;
    for (const char* folder : folders) content.add_contents(sdk / folder);
    write_entry(kept, content.text());
    return content.text();
}

fs::path runtime_library(const Toolchain& toolchain, int abi, const fs::path& cache,
                         const fs::path& other_cache) {
    fs::path folder = folder_of(key_of(toolchain, abi, cache));
    try {
        write_library(cache / folder, toolchain, abi);
        return cache / folder / work_files::kRuntime;
    } catch (const std::exception& error) {
        note_no_cache(cache, error.what());
    }
    write_library(other_cache / folder, toolchain, abi);
    return other_cache / folder / work_files::kRuntime;
}

RuntimeSettings runtime_settings(const BuildJob& job) {
    return {job.options.launcher, job.options.jobs, job.module.build_dir / work_files::kCache};
}

std::vector<std::string> runtime_environment(const RuntimeSettings& settings) {
    return {fmt::format("{}={}", kLauncher, settings.launcher),
            fmt::format("{}={}", kJobs, settings.jobs),
            fmt::format("{}={}", kOtherCache, settings.other_cache.string())};
}

RuntimeSettings inherited_runtime_settings() {
    auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    return {variable(kLauncher), std::atoi(variable(kJobs).c_str()), variable(kOtherCache)};
}

void prebuild_runtime(const Toolchain& toolchain, int abi, const fs::path& sdk,
                      const fs::path& cache) {
    fs::path folder = runtime_library(toolchain, abi, cache, cache).parent_path();
    std::vector<std::string> objects;
    for (const fs::path& source : runtime_sources(sdk_dir()))
        objects.push_back(object_name(source, sdk_dir()));
    std::string output;
    try {
        compile_in(folder, objects, toolchain.arch->name, {}, output);
    } catch (const Error&) {
        fmt::print(stderr, "{}", output);
        throw;
    }
    fs::path out = sdk / kPrebuilt / fmt::format("{}-6.{}", toolchain.arch->name, abi);
    fs::remove_all(out);
    fs::create_directories(out);
    for (const std::string& name : objects) {
        write_file(out / name, read_entry(folder / name).value());
        for (const char* extension : {".su", ".ci"}) {
            fs::path beside = fs::path(name).replace_extension(extension);
            if (fs::exists(folder / beside)) fs::copy_file(folder / beside, out / beside);
        }
    }
    write_file(out / kContent, content_line(cache));
}

Linked link_with_runtime(link::LinkOptions options, const fs::path& output,
                         const RuntimeSettings& settings) {
    size_t compiled = 0;
    options.compile = [&](const std::string& library, const std::vector<std::string>& objects) {
        CompiledRuntime result = compile_runtime(library, objects, options.arch->name, settings);
        compiled += result.compiled;
        return result.folder;
    };
    auto [file, size] = link::link_to_file(options, output);
    Linked linked{file, size, {}};
    // It took its time, so even a quiet build says so.
    if (compiled > 0)
        linked.note = fmt::format("{} compiled the runtime, once: {} file{}\n", options.arch->name,
                                  compiled, compiled == 1 ? "" : "s");
    return linked;
}

}  // namespace natmod::driver
