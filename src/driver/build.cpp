#include "driver/build.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "abi/differences.h"
#include "base/cache_dir.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "driver/build_graph.h"
#include "driver/compiler_messages.h"
#include "driver/generate.h"
#include "driver/guess.h"
#include "driver/libraries.h"
#include "driver/ninja_run.h"
#include "driver/runtime_library.h"
#include "mpy/footprint.h"
#include "source/missing_feature.h"
#include "source/scan.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

// Keeps a second build out of the folder while this one runs.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& folder)
        : fd_(::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
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

// Empty if scan, init or ld, which are this program too, have given their own error.
Error build_error(const ModuleDescription& module, const Arch& arch, const std::string& output) {
    if (output.starts_with("natmod: ") || output.find("\nnatmod: ") != std::string::npos) {
        return Error(std::vector<Message>{});
    }
    if (auto message = missing_feature(output)) return Error(*message);
    std::vector<Message> known = explained(output);
    if (!known.empty()) return Error(std::move(known));
    fs::path what = module.origin.empty() ? module.sources.front().path : module.directory;
    return Error({what.string(), fmt::format("not built for {}", arch.name), hint_for(output)});
}

std::string linked_name(const fs::path& description) {
    MappedFile content(description);
    std::string name = nlohmann::json::parse(content.text()).at("source_name");
    if (name.ends_with(".mpy")) name.resize(name.size() - 4);
    return name;
}

// A clean build with compilers that do not wait for the scans. False if the guess was wrong or
// anything failed: nothing was shown and nothing is left that the proper build could take for done.
bool build_on_a_guess(const ModuleDescription& module, const Toolchain& toolchain,
                      PlanOptions options, NinjaOptions ninja) {
    std::optional<std::string> guess = guess_qstr_header(module);
    if (!guess) return false;
    fs::path header = options.work_dir / kQstrHeaderName;
    write_file(header, *guess);
    options.guessed = true;
    Plan plan = make_plan(module, toolchain, options);
    write_file(ninja.file, plan.ninja);
    ninja.hold_output = true;
    ninja.environment = {std::string(kPlanGuesses) + "="};
    NinjaResult result = run_ninja(ninja);
    bool right = result.status == 0 && MappedFile(header).text() == *guess &&
                 std::all_of(plan.scans.begin(), plan.scans.end(), [&](const std::string& scan) {
                     return read_scan(module.directory / scan).to_rewrite.empty();
                 });
    if (right) {
        fmt::print(stderr, "{}", result.output);
    } else {
        fs::remove_all(options.work_dir / "obj");
    }
    return right;
}

// What a path in that folder is to be shown with: nothing in front if it is the current one.
std::string display_prefix(const fs::path& directory) {
    fs::path relative = directory.lexically_relative(fs::current_path());
    if (relative == ".") return {};
    bool below = !relative.empty() && *relative.begin() != "..";
    return (below ? relative : directory).string() + "/";
}

}  // namespace

fs::path work_folder(const ModuleDescription& module, const BuildOptions& options) {
    fs::path folder = module.build_dir / options.arch->name;
    if (options.abi != kMaxAbi) folder += fmt::format("-6.{}", options.abi);
    if (!module.origin.empty()) return folder;
    std::string name = options.name;
    if (name.empty()) name = module.sources.front().path.stem().string();
    return folder / (name + ".build");
}

fs::path build_module(const ModuleDescription& module, const BuildOptions& options) {
    fs::path work = work_folder(module, options);
    make_build_folder(work);
    FolderLock lock(work);

    fs::path cache = cache_dir(module.build_dir / "cache");
    Toolchain toolchain = find_toolchain(*options.arch, options.toolchain, cache);
    bool has_cxx = std::any_of(module.sources.begin(), module.sources.end(),
                               [](const auto& source) { return source.language == Language::cxx; });
    if (has_cxx && find_program(toolchain.cxx).empty()) {
        throw Error(fmt::format("there is no C++ compiler beside {}: looked for {}", toolchain.cc,
                                toolchain.cxx),
                    fmt::format("apt install {}", options.arch->compilers.cxx_package));
    }
    if (!options.quiet && options.write_compile_commands && uses_lto(module, options.flags))
        print_message({module.origin.string(), std::string(kNoLto)}, "note");
    PlanOptions plan_options;
    plan_options.flags = {options.abi, options.debug, true, sdk_dir()};
    plan_options.extra_flags = options.flags;
    plan_options.launcher = options.launcher;
    plan_options.name = options.name;
    plan_options.externs = options.externs;
    plan_options.arch_flags = options.arch_flags;
    plan_options.mutable_globals = options.mutable_globals;
    plan_options.work_dir = work;
    plan_options.map = options.messages != nullptr;
    plan_options.natmod = program_path();
    plan_options.libraries = module_libraries(module, toolchain);
    RuntimeOptions runtime{
        {options.abi, false, false, plan_options.flags.sdk}, cache, options.jobs, options.verbose};
    plan_options.libraries.push_back(runtime_library(toolchain, runtime));
    plan_options.libraries.insert(plan_options.libraries.end(), toolchain.libraries.begin(),
                                  toolchain.libraries.end());

    NinjaOptions ninja;
    ninja.file = work / kPlanNinja;
    ninja.directory = module.directory;
    ninja.label = fmt::format("{} ", options.arch->name);
    ninja.jobs = options.jobs;
    ninja.verbose = options.verbose;
    ninja.quiet = options.quiet;
    ninja.keep_going = options.messages != nullptr;
    ninja.hold_output = options.messages != nullptr;
    ninja.shorten = {module.directory.string() + "/", display_prefix(module.directory)};
    bool clean = !fs::exists(work / kPlanNinja);
    bool built = clean && options.messages == nullptr &&
                 build_on_a_guess(module, toolchain, plan_options, ninja);

    Plan plan = make_plan(module, toolchain, plan_options);
    write_file(work / kPlanNinja, plan.ninja, true);
    if (options.write_compile_commands) {
        write_file(module.build_dir / "compile_commands.json", plan.compile_commands, true);
    }
    if (!built) {
        NinjaResult result = run_ninja(ninja);
        if (options.messages != nullptr) *options.messages += result.output;
        if (result.status != 0) throw build_error(module, *options.arch, result.output);
    }

    std::string name = linked_name(work / kPlanDescription);
    fs::path output = options.output;
    if (output.empty()) {
        fs::path folder = options.output_dir;
        if (folder.empty()) folder = module.origin.empty() ? work.parent_path() : work;
        output = folder / (name + ".mpy");
    }
    MappedFile linked(work / kPlanLinked);
    std::string why = misfit(footprint_of(decode_mpy(linked.bytes())), options.arch->number);
    if (!why.empty() && options.messages == nullptr) {
        print_message({output.filename().string(), why, std::string(kMisfitHint)}, "warning");
    }
    write_file(output, linked.bytes(), true);
    return output;
}

}  // namespace natmod
