// SPDX-License-Identifier: MIT
#include "driver/module.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "driver/folder_lock.h"
#include "driver/runs_code.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// The file `name` of each subfolder of `dir` that has one, sorted.
std::vector<fs::path> sub_modules(const fs::path& dir, const char* name) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(dir)) {
        fs::path file = entry.path() / name;
        if (entry.is_directory() && fs::exists(file)) files.push_back(file);
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

void attempt(const GoOnAfter& go_on_after, const std::function<void()>& work) {
    if (!go_on_after) return work();
    try {
        work();
    } catch (const Error& error) {
        go_on_after(error);
    }
}

std::string default_name(const ModuleDescription& module) {
    if (module.origin.empty()) return module.sources.front().path.stem().string();
    return module.directory.filename().string();
}

fs::path default_build_dir(const fs::path& module_dir) {
    return module_dir / work_files::kDefaultBuildDir;
}

void make_build_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) return;
    throw Error({folder.string(),
                 fmt::format("the build folder cannot be made: {}", error.message()),
                 "--build-dir names another"});
}

Language language_of(const fs::path& source, const fs::path& origin) {
    std::string extension = source.extension().string();
    if (extension == ".c") return Language::c;
    if (extension == ".cpp" || extension == ".cc" || extension == ".cxx" || extension == ".C" ||
        extension == ".c++") {
        return Language::cxx;
    }
    if (extension == ".S" || extension == ".s" || extension == ".asm") return Language::assembler;
    throw Error({origin.string(), fmt::format("{} is not a source file", source.string()),
                 "sources end in .c, .cpp, .cc, .cxx, .S or .s"});
}

void require_sources(const ModuleDescription& module) {
    std::vector<Finding> missing;
    std::string origin = module.origin.string();
    std::string hint = origin.empty() ? "is the path right? it is relative to the current folder"
                                      : fmt::format("correct the path in {}", origin);
    for (const SourceFile& source : module.sources) {
        if (fs::is_regular_file(source.path)) continue;
        if (fs::exists(source.path)) MappedFile{source.path};  // says what it is
        missing.push_back({origin, fmt::format("source {} is missing", source.path.string()), {}});
    }
    if (missing.empty()) return;
    missing.back().hint = hint;
    throw Error(std::move(missing));
}

ModuleDescription describe_sources(const std::vector<std::string>& sources,
                                   const fs::path& build_dir) {
    ModuleDescription module;
    module.directory = fs::current_path();
    module.build_dir = build_dir.empty() ? default_build_dir(module.directory) : build_dir;
    for (const std::string& source : sources) {
        fs::path path = fs::absolute(source).lexically_normal();
        module.sources.push_back({path, language_of(path, {}), false, {}});
    }
    require_sources(module);
    return module;
}

fs::path included_build_dir(const fs::path& top, const fs::path& build_dir,
                            const fs::path& folder) {
    if (folder == top) return build_dir;
    if (build_dir == default_build_dir(top)) return default_build_dir(folder);
    return build_dir / folder.filename();
}

bool names_description(const std::string& target) {
    fs::path extension = fs::path(target).extension();
    return fs::is_directory(target) || extension.empty() || extension == ".mk" ||
           extension == ".cmake" || extension == ".py";
}

namespace {

using Modules = std::vector<ModuleDescription>;

void append(Modules& modules, Modules more) {
    for (ModuleDescription& module : more) modules.push_back(std::move(module));
}

// Throws Error if that is not to be.
void refuse_code(std::optional<Finding> code) {
    if (!code) return;
    code->hint =
        "leave out --no-run if you trust the folder, or name its sources: natmod build "
        "--no-run a.c b.c";
    throw Error(std::move(*code));
}

Modules describe_alone(const fs::path& file, const fs::path& build,
                       const std::vector<std::string>& flags, bool no_run) {
    std::optional<Finding> code = code_in_description(file);
    bool runs_code = code.has_value();
    if (no_run) refuse_code(std::move(code));
    if (no_run) refuse_links(build);
    keep_build_folder(build);
    PlainFolderLock lock(file.parent_path(), "describes the module");
    Modules modules = file.extension() == ".cmake" ? describe_with_cmake(file, build, flags, no_run)
                                                   : describe_with_make(file, build, flags);
    for (ModuleDescription& module : modules) {
        module.runs_code = runs_code;
        if (no_run) refuse_code(code_in_flags(module));
    }
    if (!runs_code) release_build_folder(build);
    return modules;
}

Modules describe_file(const fs::path& file, const fs::path& build_dir,
                      const std::vector<std::string>& flags, bool no_run,
                      const GoOnAfter& go_on_after) {
    MappedFile{file};  // refuses a pipe, for which make and CMake would wait
    if (file.extension() != ".py") {
        fs::path build = build_dir.empty() ? default_build_dir(file.parent_path()) : build_dir;
        return describe_alone(file, build, flags, no_run);
    }
    Modules modules;
    for (const fs::path& folder : manifest_folders(file)) {
        fs::path sub_build = build_dir.empty() ? build_dir : build_dir / folder.filename();
        attempt(go_on_after, [&] {
            append(modules, describe_modules(folder, DescribedBy::any, sub_build, flags, no_run,
                                             go_on_after));
        });
    }
    return modules;
}

Modules describe_folder(const fs::path& folder, DescribedBy by, const fs::path& build_dir,
                        const std::vector<std::string>& flags, bool no_run,
                        const GoOnAfter& go_on_after) {
    bool make = by != DescribedBy::cmake, cmake = by != DescribedBy::make;
    fs::path makefile = folder / "micropython.mk", listfile = folder / "micropython.cmake";
    if (make && fs::exists(makefile))
        return describe_file(makefile, build_dir, flags, no_run, go_on_after);
    if (cmake && fs::exists(listfile))
        return describe_file(listfile, build_dir, flags, no_run, go_on_after);
    Modules modules;
    bool any = false;
    auto add_sub_modules = [&](const char* name) {
        for (const fs::path& file : sub_modules(folder, name)) {
            fs::path sub_folder = file.parent_path().filename();
            attempt(go_on_after, [&] {
                append(modules,
                       describe_file(file, build_dir.empty() ? build_dir : build_dir / sub_folder,
                                     flags, no_run, go_on_after));
            });
            any = true;
        }
    };
    if (make) add_sub_modules("micropython.mk");
    if (cmake && !any) add_sub_modules("micropython.cmake");
    return modules;
}

}  // namespace

std::vector<ModuleDescription> describe_modules(const fs::path& target, DescribedBy by,
                                                const fs::path& build_dir,
                                                const std::vector<std::string>& flags, bool no_run,
                                                const GoOnAfter& go_on_after) {
    fs::path path = fs::absolute(target).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();  // a trailing slash
    if (fs::is_regular_file(path))
        return describe_file(path, build_dir, flags, no_run, go_on_after);
    if (!fs::is_directory(path))
        throw Error({target.string(), "there is no such folder",
                     "name a folder with micropython.mk or micropython.cmake, or source files"});
    bool failed = false;
    GoOnAfter note_failure = [&](const Error& error) {
        failed = true;
        go_on_after(error);
    };
    Modules modules = describe_folder(path, by, build_dir, flags, no_run,
                                      go_on_after ? note_failure : go_on_after);
    if (!modules.empty() || failed) return modules;
    const char* wanted = by == DescribedBy::make    ? "micropython.mk"
                         : by == DescribedBy::cmake ? "micropython.cmake"
                                                    : "micropython.mk or micropython.cmake";
    throw Error({target.string(), fmt::format("no {} in this folder or its subfolders", wanted),
                 "write one that adds the sources to SRC_USERMOD_C, or name the sources: "
                 "natmod build a.c b.c"});
}

}  // namespace natmod::driver
