#include "driver/build.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "abi/differences.h"
#include "base/cache_dir.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "driver/build_graph.h"
#include "driver/compiler_messages.h"
#include "driver/flags.h"
#include "driver/guess.h"
#include "driver/libraries.h"
#include "driver/ninja_run.h"
#include "driver/runtime_library.h"
#include "driver/work_files.h"
#include "mpy/footprint.h"
#include "source/missing_feature.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// Keeps a second build out of the folder while this one runs.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& folder)
        : fd_(::open((folder / work_files::kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
        if (fd_ < 0) {
            throw Error(
                {folder.string(),
                 fmt::format("the build folder cannot be written: {}", std::strerror(errno)),
                 "--build-dir names another"});
        }
        ::flock(fd_, LOCK_EX);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { ::close(fd_); }

  private:
    int fd_;
};

// The MP_QSTR_ name of a line that says that it is not declared, or nothing. Compilers also quote
// source lines, which may have such names that are fine.
std::string undeclared_qstr(std::string_view output) {
    while (!output.empty()) {
        std::string_view line = output.substr(0, output.find('\n'));
        output.remove_prefix(std::min(output.size(), line.size() + 1));
        size_t at = line.find("MP_QSTR_");
        bool undeclared = line.find("undeclared") != std::string_view::npos ||
                          line.find("not declared") != std::string_view::npos;
        if (at == std::string_view::npos || !undeclared) continue;
        size_t end = line.find_first_not_of(
            "0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", at);
        return std::string(line.substr(at, end - at));
    }
    return {};
}

// A name that no scan saw is not declared in module.qstr.h.
std::string hint_for(const std::string& output) {
    std::string name = undeclared_qstr(output);
    if (name.empty()) return "the messages above say why";
    return fmt::format(
        "no scan saw {}: is it made by ## where the preprocessor does not reach, or "
        "only in a source that is not scanned? name it in a QSTR_DEFS file, or "
        "write it out once in a scanned source",
        name);
}

// Whether natmod check tells more of it than the compiler does. Of a name that it knows nothing
// about, the compiler's "did you mean" is better.
bool is_explained(const Finding& finding) {
    if (finding.subject.empty()) return false;
    if (finding.kind != FindingKind::missing_name)
        return finding.kind != FindingKind::missing_symbol && finding.kind != FindingKind::error;
    const std::string& name = finding.subject;
    return find_unavailable(name) != nullptr || name.starts_with("mp_") ||
           name.starts_with("MP_") || name.starts_with("gc_");
}

std::vector<Message> explained(const std::string& output) {
    std::vector<Message> messages;
    for (const Finding& finding : read_messages(output))
        if (is_explained(finding)) messages.push_back({finding.where, finding.text, finding.hint});
    return messages;
}

// Empty if scan, generate or ld, which are this program too, have given their own error.
Error build_error(const ModuleDescription& module, const Arch& arch, const std::string& output) {
    if (output.starts_with("natmod: ") || output.find("\nnatmod: ") != std::string::npos) {
        return Error(std::vector<Message>{});
    }
    if (auto message = source::missing_feature(output)) return Error(*message);
    std::vector<Message> known = explained(output);
    if (!known.empty()) return Error(std::move(known));
    fs::path what = module.origin.empty() ? module.sources.front().path : module.directory;
    return Error({what.string(), fmt::format("not built for {}", arch.name), hint_for(output)});
}

Toolchain compilers_for(const ModuleDescription& module, const Arch& arch,
                        const BuildOptions& options, const fs::path& cache) {
    Toolchain toolchain = find_toolchain(arch, options, cache);
    bool has_cxx = std::any_of(module.sources.begin(), module.sources.end(),
                               [](const auto& source) { return source.language == Language::cxx; });
    if (has_cxx && find_program(toolchain.cxx).empty()) {
        throw Error(fmt::format("there is no C++ compiler beside {}: looked for {}", toolchain.cc,
                                toolchain.cxx),
                    fmt::format("apt install {}", arch.compilers.cxx_package));
    }
    return toolchain;
}

// In the order they are searched: the module's own, Natmod's runtime, the toolchain's.
std::vector<std::string> libraries_for(const BuildJob& job, const fs::path& cache) {
    std::vector<std::string> libraries = module_libraries(job.module, job.toolchain);
    libraries.push_back(runtime_library(job.toolchain, job.options, cache));
    libraries.insert(libraries.end(), job.toolchain.libraries.begin(),
                     job.toolchain.libraries.end());
    return libraries;
}

void run_plan(const BuildJob& job, bool clean) {
    bool built = clean && job.options.messages == nullptr && build_on_a_guess(job);
    Plan plan = make_plan(job);
    write_file(job.work / work_files::kNinja, plan.ninja, true);
    if (job.options.write_compile_commands) {
        write_file(job.module.build_dir / work_files::kCompileCommands, plan.compile_commands,
                   true);
    }
    if (built) return;
    NinjaResult result = run_ninja(ninja_options(job));
    if (job.options.messages != nullptr) *job.options.messages += result.output;
    if (result.status != 0) throw build_error(job.module, job.arch(), result.output);
}

// The .mpy carries the name that natmod generate decided on.
std::string name_of(const MpyFile& linked) {
    return fs::path(text_of(linked.qstrs.at(0))).stem().string();
}

fs::path put_in_place(const BuildJob& job) {
    const BuildOptions& options = job.options;
    MappedFile linked(job.work / work_files::kLinked);
    MpyFile mpy = decode_mpy(linked.bytes());
    fs::path output = options.output;
    if (output.empty()) {
        fs::path folder = options.output_dir;
        if (folder.empty()) folder = job.module.origin.empty() ? job.work.parent_path() : job.work;
        output = folder / (name_of(mpy) + ".mpy");
    }
    std::string why = misfit(footprint_of(mpy), job.arch().number);
    if (!why.empty() && options.messages == nullptr) {
        print_message({output.filename().string(), why, std::string(kMisfitHint)}, "warning");
    }
    write_file(output, linked.bytes(), true);
    return output;
}

}  // namespace

fs::path work_folder(const ModuleDescription& module, const Arch& arch,
                     const BuildOptions& options) {
    fs::path folder = module.build_dir / arch.name;
    if (options.abi != kMaxAbi) folder += fmt::format("-6.{}", options.abi);
    if (!module.origin.empty()) return folder;
    std::string name = options.name;
    if (name.empty()) name = module.sources.front().path.stem().string();
    return folder / (name + ".build");
}

fs::path build_module(const ModuleDescription& module, const Arch& arch,
                      const BuildOptions& options) {
    fs::path work = work_folder(module, arch, options);
    make_build_folder(work);
    FolderLock lock(work);
    bool clean = !fs::exists(work / work_files::kNinja);

    fs::path cache = cache_dir(module.build_dir / work_files::kCache);
    BuildJob job{module, options, compilers_for(module, arch, options, cache), work};
    if (!options.quiet && options.write_compile_commands && uses_lto(module, options.flags))
        print_message({module.origin.string(), std::string(kNoLto)}, "note");
    job.libraries = libraries_for(job, cache);
    run_plan(job, clean);
    return put_in_place(job);
}

}  // namespace natmod::driver
