#include "driver/runtime_library.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/fingerprint.h"
#include "driver/flags.h"
#include "driver/ninja_file.h"
#include "driver/ninja_run.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

std::vector<fs::path> runtime_sources(const fs::path& sdk) {
    std::vector<fs::path> sources;
    for (const auto& entry : fs::recursive_directory_iterator(sdk / "rt")) {
        std::string extension = entry.path().extension().string();
        if (extension == ".c" || extension == ".cpp" || extension == ".S") {
            sources.push_back(entry.path());
        }
    }
    std::sort(sources.begin(), sources.end());
    if (sources.empty()) throw Error({sdk.string(), "the SDK has no runtime sources", {}});
    return sources;
}

std::vector<std::string> runtime_flags(const Toolchain& toolchain, Language language, int abi) {
    return compile_flags(toolchain, language, abi, DebugInfo::none);
}

std::string key_of(const Toolchain& toolchain, int abi) {
    fs::path sdk = sdk_dir();
    Fingerprint key;
    key.add(NATMOD_VERSION " 2").add(toolchain.arch->name).add_file(toolchain.cc);
    for (Language language : {Language::c, Language::cxx}) {
        for (const std::string& flag : runtime_flags(toolchain, language, abi)) key.add(flag);
    }
    key.add_tree(sdk / "rt").add_tree(sdk / "include").add_tree(sdk / "libc");
    return fmt::format("{}-6.{}-{}", toolchain.arch->name, abi, key.text());
}

std::string ninja_text(const Toolchain& toolchain, const BuildOptions& options) {
    fs::path sdk = sdk_dir();
    NinjaFile file(".");
    file.variable("ar", shell_quote(toolchain.ar));
    file.variable("launcher", options.launcher.empty() ? "" : options.launcher + " ");
    file.rule({"compile", "$launcher$cc $flags -c $in -o $out", "runtime $in"});
    file.rule({"archive", "$ar rcs $out $in", "runtime $out"});
    std::vector<std::string> objects;
    for (const fs::path& source : runtime_sources(sdk)) {
        Language language = language_of(source, sdk);
        std::string object = fs::relative(source, sdk / "rt").string() + ".o";
        std::replace(object.begin(), object.end(), '/', '_');
        std::string flags = join_shell_words(runtime_flags(toolchain, language, options.abi));
        // The compiler must not turn a C library function into a call of itself.
        bool is_libc = source.parent_path().filename() == "libc";
        std::string extra = is_libc ? " -DNATMOD_RUNTIME -fno-builtin" : " -DNATMOD_RUNTIME";
        // Start code runs before the addresses in jump tables are right.
        if (source.parent_path().filename() == "start") extra += " -fno-jump-tables";
        file.edge({.outputs = {object},
                   .rule = "compile",
                   .inputs = {source.string()},
                   .variables = {{"cc", shell_quote(compiler_for(toolchain, language))},
                                 {"flags", flags + extra}}});
        objects.push_back(object);
    }
    file.edge({.outputs = {work_files::kRuntime}, .rule = "archive", .inputs = objects});
    return file.text();
}

// A folder that is removed with the object, unless it was renamed.
class TemporaryFolder {
  public:
    explicit TemporaryFolder(fs::path path) : path_(std::move(path)) {
        fs::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

}  // namespace

fs::path runtime_library(const Toolchain& toolchain, const BuildOptions& options,
                         const fs::path& cache) {
    fs::path folder = cache / "rt" / key_of(toolchain, options.abi);
    fs::path archive = folder / work_files::kRuntime;
    if (fs::exists(archive)) return archive;

    TemporaryFolder work(fmt::format("{}.{}", folder.string(), ::getpid()));
    write_file(work.path() / work_files::kNinja, ninja_text(toolchain, options));
    NinjaOptions ninja;
    ninja.file = work_files::kNinja;
    ninja.directory = work.path();
    ninja.label = fmt::format("{} ", toolchain.arch->name);
    ninja.jobs = options.jobs;
    ninja.verbose = options.verbose;
    // This takes a while, so even a quiet build says so. A terminal shows all files in one line;
    // elsewhere a line per file would bury the module's.
    ninja.quiet = !options.verbose && ::isatty(STDERR_FILENO) == 0;
    if (ninja.quiet) {
        fmt::print(stderr, "{} compiling the runtime, once: {} files\n", toolchain.arch->name,
                   runtime_sources(sdk_dir()).size());
    }
    if (run_ninja(ninja).status != 0) {
        throw Error(
            fmt::format("the runtime cannot be compiled for {}", toolchain.arch->name),
            fmt::format("the compiler is {}; natmod toolchains lists others", toolchain.version));
    }
    std::error_code error;
    fs::rename(work.path(), folder, error);
    // Another build may have been faster; its archive is as good.
    if (error && !fs::exists(archive)) {
        throw Error({folder.string(), fmt::format("cannot write: {}", error.message()),
                     "NATMOD_CACHE names another cache folder"});
    }
    return archive;
}

}  // namespace natmod::driver
