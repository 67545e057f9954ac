// SPDX-License-Identifier: MIT
#include "driver/build.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>

#include "abi/differences.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/report.h"
#include "driver/build_graph.h"
#include "driver/compiler_messages.h"
#include "driver/fingerprint.h"
#include "driver/flags.h"
#include "driver/guess.h"
#include "driver/inputs.h"
#include "driver/libraries.h"
#include "driver/ninja_run.h"
#include "driver/port_headers.h"
#include "driver/port_layouts.h"
#include "driver/project_file.h"
#include "driver/runtime_library.h"
#include "driver/targets.h"
#include "driver/work_files.h"
#include "elf/script.h"
#include "link/link.h"
#include "mpy/footprint.h"
#include "source/compiler_output.h"
#include "source/missing_feature.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr uintmax_t kLongestScript = 10000;  // of a linker; libraries are longer

// module.qstr.h does not declare a name that no scan saw.
bool is_unseen_qstr(const Finding& finding) {
    return finding.kind == FindingKind::compile_error && finding.symbol.starts_with("MP_QSTR_");
}

std::string hint_for(const std::vector<Finding>& findings) {
    auto qstr = std::ranges::find_if(findings, is_unseen_qstr);
    if (qstr == findings.end()) return "the messages above say why";
    return fmt::format(
        "no scan saw {}: is it made by ## where the preprocessor does not reach, or "
        "only in a source that is not scanned? name it in a QSTR_DEFS file, or "
        "write it out once in a scanned source",
        qstr->symbol);
}

// Whether we can say more about it than the compiler does. For a name that we know nothing about,
// the compiler's "did you mean" is better.
bool is_explained(const Finding& finding) {
    if (finding.symbol.empty() || is_unseen_qstr(finding)) return false;
    const std::string& name = finding.symbol;
    return finding.kind != FindingKind::missing_name || abi::find_unavailable(name) != nullptr ||
           is_of_micropython(name);
}

bool is_error(const Finding& finding) {
    return severity_of(finding.kind) == Severity::error;
}

// Of output in which we recognise no message. Skips lines of JSON.
std::string first_message(std::string_view output) {
    while (output.starts_with('['))
        output.remove_prefix(std::min(output.find('\n'), output.size() - 1) + 1);
    return std::string(output.substr(0, output.find('\n')));
}

Finding not_built(const ModuleDescription& module, const abi::Arch& arch, std::string hint) {
    fs::path what = module.origin.empty() ? module.sources.front().path : module.directory;
    return {what.string(), fmt::format("not built for {}", arch.name), std::move(hint)};
}

// What Natmod adds for people, who have already seen the compilers' messages.
std::vector<Finding> additions(const ModuleDescription& module, const abi::Arch& arch,
                               const std::vector<Finding>& compilers) {
    if (auto known = source::missing_feature(compilers)) return {std::move(*known)};
    std::vector<Finding> findings = explain_all(compilers);
    std::string hint = hint_for(findings);
    std::erase_if(findings, [](const Finding& finding) { return !is_explained(finding); });
    if (findings.empty()) findings.push_back(not_built(module, arch, std::move(hint)));
    return findings;
}

// Why the build failed. `steps` are the errors of Natmod's own steps.
std::vector<Finding> reasons(const BuildJob& job, const std::string& output,
                             std::vector<Finding> steps) {
    std::vector<Finding> compilers = source::read_compiler_output(output);
    std::erase_if(compilers, std::not_fn(is_error));
    if (!job.options.as_data)
        return steps.empty() ? additions(job.module, job.arch(), compilers) : steps;
    std::vector<Finding> findings = explain_all(compilers);
    for (Finding& finding : steps) add_finding(findings, std::move(finding));
    std::string line = first_message(output);
    if (findings.empty() && !line.empty())
        findings.push_back({{}, std::move(line), {}, FindingKind::compile_error});
    if (findings.empty()) findings.push_back(not_built(job.module, job.arch(), {}));
    return findings;
}

// Reports notes and warnings of a run; throws Error if it failed.
void conclude(const BuildJob& job, NinjaResult result) {
    std::vector<Finding> errors, others;
    for (Finding& finding : result.findings) {
        if (finding.kind == FindingKind::compiler_failed) continue;  // it said so itself
        (is_error(finding) ? errors : others).push_back(std::move(finding));
    }
    if (job.options.as_data)
        for (Finding& finding : source::read_compiler_output(result.output))
            if (!is_error(finding)) add_finding(others, std::move(finding));
    if (result.status != 0) errors = reasons(job, result.output, std::move(errors));
    for (const Finding& finding : others) report(finding);
    if (result.status != 0) throw Error(std::move(errors));
}

// The user's cache, if it can be written, and the module's own.
std::pair<fs::path, fs::path> caches_of(const ModuleDescription& module,
                                        const BuildOptions& options) {
    fs::path other_cache = module.build_dir / work_files::kCache;
    return {cache_dir(options.no_run ? fs::path() : other_cache), other_cache};
}

// In search order: the module's own, Natmod's runtime, the toolchain's, and what that may lack.
std::vector<std::string> libraries_for(const BuildJob& job, const fs::path& cache,
                                       const fs::path& other_cache) {
    std::vector<std::string> libraries =
        module_libraries(job.module, job.toolchain, !job.options.firmware.empty());
    fs::path runtime = runtime_library(job.toolchain, job.options.abi, cache, other_cache);
    libraries.push_back(runtime);
    libraries.insert(libraries.end(), job.toolchain.libraries.begin(),
                     job.toolchain.libraries.end());
    libraries.push_back(runtime.parent_path() / work_files::kFallback);
    return libraries;
}

// The command of a link, and a word about the files that it reads and no step makes. Ninja sees a
// newer one, but not that one was replaced by an older one, nor what a linker script names.
std::string link_stamp(const BuildJob& job, const Plan& plan) {
    Fingerprint stamp;
    for (const std::string& path : job.options.externs) stamp.add_this_file(path);
    for (const std::string& path : job.libraries) {
        stamp.add_this_file(path);
        if (!fs::exists(path) || fs::file_size(path) > kLongestScript) continue;
        MappedFile library(path);
        for (const std::string& named : elf::read_group_script(library.text(), path))
            stamp.add_this_file(named);
    }
    if (!job.options.firmware.empty()) stamp.add_this_file(job.options.firmware);
    for (const std::string& path : job.options.firmware_objects)
        stamp.add_this_file(path).add_tree(path);
    return plan.link + stamp.text() + "\n";
}

// A compiler may have read what was there before, and its object is newer all the same (ninja
// before 1.12 compares just these). Without its log, ninja makes everything anew next time, but
// what it knows by its time alone.
void distrust_products(const BuildJob& job) {
    using namespace std::chrono_literals;
    fs::remove(job.work / work_files::kNinjaLog);
    for (const auto& products : work_files::all_products(job.module, job.work)) {
        std::error_code absent;
        auto before = fs::last_write_time(products.source, absent) - 1s;
        if (absent) continue;
        fs::last_write_time(products.scan, before, absent);
        fs::last_write_time(products.object, before, absent);
    }
}

void run_plan(const BuildJob& job, bool clean) {
    const auto start = fs::file_time_type::clock::now();
    std::optional<NinjaResult> result;
    Plan plan = make_plan(job);
    write_file(job.work / work_files::kLinkStamp, link_stamp(job, plan), true);
    if (clean && !job.options.for_check) result = build_on_a_guess(job, plan);
    write_file(job.work / work_files::kStepsStamp, plan.steps, true);
    write_file(job.work / work_files::kNinja, plan.ninja, true);
    if (job.options.write_compile_commands) {
        write_file(job.module.build_dir / work_files::kCompileCommands, plan.compile_commands,
                   true);
    }
    if (!result) result = run_ninja(ninja_options(job));
    // A compiler that was killed may have left half an object, of which ninja sees only the time.
    bool half = result->status != 0 && job.module.sources.size() == 1 && !job.options.for_check;
    if (half || is_changed_since(job.module, start)) distrust_products(job);
    conclude(job, std::move(*result));
}

// That natmod generate decided on. The .mpy may carry another one, that of `__name__`.
std::string name_of(const BuildJob& job) {
    link::LinkOptions options;
    link::read_description((job.work / work_files::kLinkDescription).string(), options);
    return fs::path(options.source_name).stem().string();
}

fs::path put_in_place(const BuildJob& job) {
    const BuildOptions& options = job.options;
    MappedFile linked(job.work / work_files::kLinked);
    mpy::MpyFile mpy = mpy::decode_mpy(linked.bytes());
    fs::path output = output_file(job.module, job.arch(), options, name_of(job));
    mpy::Footprint footprint = mpy::footprint_of(mpy);
    if (!options.for_check) {  // which has limits of its own, and goes on
        auto over =
            over_limits(project_of(job.module), footprint.text, footprint.heap + footprint.exec);
        if (!over.empty()) throw Error(std::move(over));
    }
    std::string why = mpy::misfit(footprint, job.arch().number);
    if (!why.empty())
        report(
            {output.filename().string(), why, std::string(mpy::kMisfitHint), FindingKind::warning});
    write_file(output, linked.bytes(), true);
    if (output.extension() == ".mpy") {  // else it may be /dev/null
        MappedFile symbols(job.work / work_files::kSymbols);
        write_file(fs::path(output).replace_extension("elf"), symbols.bytes(), true);
    }
    return output;
}

}  // namespace

fs::path work_folder(const ModuleDescription& module, const abi::Arch& arch,
                     const BuildOptions& options) {
    fs::path folder = module.build_dir / arch.name;
    if (options.abi != abi::kMaxAbi) folder += fmt::format("-6.{}", options.abi);
    if (!options.firmware.empty()) folder += "-" + label_of_firmware(options.firmware);
    if (!module.origin.empty()) return folder;
    std::string name = options.name;
    if (name.empty()) name = module.sources.front().path.stem().string();
    return folder / (name + ".build");
}

Toolchain compilers_for(const ModuleDescription& module, const abi::Arch& arch,
                        const BuildOptions& options) {
    Toolchain toolchain = find_toolchain(arch, options, caches_of(module, options).first);
    bool has_cxx = std::any_of(module.sources.begin(), module.sources.end(),
                               [](const auto& source) { return source.language == Language::cxx; });
    if (has_cxx && find_program(toolchain.cxx).empty()) {
        throw Error(fmt::format("there is no C++ compiler beside {}: looked for {}", toolchain.cc,
                                toolchain.cxx),
                    fmt::format("apt install {}", arch.compilers.cxx_package));
    }
    return toolchain;
}

fs::path output_file(const ModuleDescription& module, const abi::Arch& arch,
                     const BuildOptions& options, const std::string& name) {
    if (!options.output.empty()) return options.output;
    fs::path folder = options.output_dir;
    fs::path work = work_folder(module, arch, options);
    if (folder.empty()) folder = module.origin.empty() ? work.parent_path() : work;
    return folder / (name + ".mpy");
}

std::string presumed_name(const ModuleDescription& module, const BuildOptions& options) {
    if (!options.name.empty()) return options.name;
    return module.name.empty() ? default_name(module) : module.name;
}

FolderLock lock_work_folder(const ModuleDescription& module, const abi::Arch& arch,
                            const BuildOptions& options) {
    fs::path work = work_folder(module, arch, options);
    if (options.no_run) refuse_links(module.build_dir);
    make_build_folder(work);
    FolderLock lock(work, kOtherBuildDir, "builds there");
    if (options.no_run) clear_work_folder(work);  // objects there may be anybody's
    return lock;
}

void clear_work_folder(const fs::path& work) {
    for (const auto& entry : fs::directory_iterator(work))
        if (entry.path().filename() != work_files::kLock) fs::remove_all(entry.path());
}

BuildJob prepare_job(const ModuleDescription& module, const abi::Arch& arch,
                     const BuildOptions& options) {
    fs::path work = work_folder(module, arch, options);
    make_build_folder(work);
    BuildJob job{module, options, compilers_for(module, arch, options), work};
    if (options.port_flags.empty()) return job;
    std::vector<std::string> flags = options.flags;  // -I and -D of the command line
    flags.insert(flags.end(), options.port_flags.begin(), options.port_flags.end());
    write_file(work / work_files::kPortConfig, port_config(job.toolchain, flags), true);
    return job;
}

fs::path build_module(const ModuleDescription& module, const abi::Arch& arch,
                      const BuildOptions& given) {
    BuildOptions options = with_project(given, project_of(module));
    bool clean = !fs::exists(work_folder(module, arch, options) / work_files::kNinja);
    BuildJob job = prepare_job(module, arch, options);
    auto [cache, other_cache] = caches_of(module, options);
    if (!options.quiet && options.write_compile_commands && uses_lto(module, options.flags))
        report({module.origin.string(), std::string(kNoLto), {}, FindingKind::note});
    job.libraries = libraries_for(job, cache, other_cache);
    if (!options.port_flags.empty()) check_layouts(job, cache);
    run_plan(job, clean);
    return put_in_place(job);
}

}  // namespace natmod::driver
