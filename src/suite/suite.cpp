// SPDX-License-Identifier: MIT
#include "suite/suite.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/here.h"
#include "base/interrupt.h"
#include "base/json.h"
#include "base/report.h"
#include "base/side_by_side.h"
#include "driver/build.h"
#include "driver/inputs.h"
#include "driver/run_python.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::suite {
namespace {

// The modules for one architecture and ABI; several firmwares may share them.
struct Build {
    const abi::Arch* arch = nullptr;
    int abi = 0;
    fs::path folder = {};
    std::vector<fs::path> files = {};
    std::vector<Finding> findings = {};  // errors, if there are no files
};

std::vector<fs::path> build_all(const Build& build,
                                const std::vector<driver::ModuleDescription>& modules,
                                driver::BuildOptions options) {
    options.abi = build.abi;
    std::vector<fs::path> files;
    for (const driver::ModuleDescription& module : modules)
        files.push_back(driver::build_into(build.folder, module, *build.arch, options));
    return files;
}

// Builds for all architectures, several at a time.
void make_all(std::vector<Build>& builds, const std::vector<driver::ModuleDescription>& modules,
              driver::BuildOptions options) {
    int jobs = options.jobs > 0 ? options.jobs : processors();
    int most = std::min(jobs, static_cast<int>(builds.size()));
    if (most > 1) options.jobs = std::max(1, jobs / most);
    auto work = [&](size_t i) {
        std::vector<Finding> errors;
        std::vector<std::string> files;
        try {
            driver::BuildOptions of_build = options;
            if (builds.size() > 1) of_build.count = fmt::format("{}/{} ", i + 1, builds.size());
            for (const fs::path& file : build_all(builds[i], modules, of_build))
                files.push_back(file.string());
        } catch (const Error& error) {
            errors = error.findings();
        }
        return json_text({{"files", files}, {"errors", errors}});
    };
    side_by_side(builds.size(), most, work, [&](size_t i, const std::string& text) {
        Build& build = builds[i];
        if (text.empty()) {
            build.findings = {{{}, "the build has ended without an answer"}};
            return;
        }
        nlohmann::json answer = parse_json(text);
        for (const std::string& file : answer.at("files").get<std::vector<std::string>>())
            build.files.emplace_back(file);
        build.findings = answer.at("errors").get<std::vector<Finding>>();
        for (Finding& finding : build.findings) finding.arch = build.arch->name;
    });
}

std::vector<Build> builds_for(const std::vector<Rig>& rigs) {
    std::vector<Build> builds;
    for (const Rig& rig : rigs) {
        auto same = [&](const Build& build) {
            return build.arch == rig.arch && build.abi == rig.abi;
        };
        if (std::ranges::none_of(builds, same)) builds.push_back({rig.arch, rig.abi});
    }
    return builds;
}

const Build& build_of(const Rig& rig, const std::vector<Build>& builds) {
    return *std::ranges::find_if(
        builds, [&](const Build& build) { return build.arch == rig.arch && build.abi == rig.abi; });
}

std::string text_of(const ScriptRun& run) {
    return json_text({{"output", run.output},
                      {"status", run.status},
                      {"out_of_time", run.out_of_time},
                      {"too_much_output", run.too_much_output},
                      {"limit", run.limit},
                      {"seconds", run.seconds}});
}

ScriptRun run_of(const std::string& text) {
    if (text.empty()) throw Error("a script's run has ended without an answer");
    nlohmann::json json = parse_json(text);
    return {.output = json.at("output"),
            .status = json.at("status"),
            .out_of_time = json.at("out_of_time"),
            .too_much_output = json.at("too_much_output"),
            .limit = json.at("limit"),
            .seconds = json.at("seconds")};
}

// Writes what the script printed, on the first rig that runs it. Returns the file, if that changes
// it.
fs::path update(Script& script, const ScriptRun& run) {
    auto text = new_expectation(script, run);
    if (!text) return {};
    if (script.expected.empty()) (script.expected = script.file) += ".exp";
    const fs::path& file = script.expected;
    if (fs::exists(file)) {
        if (MappedFile(file).text() == *text) return {};
        if ((fs::status(file).permissions() & fs::perms::owner_write) == fs::perms::none)
            throw Error({from_here(file), "is read-only, and --update would change it",
                         "chmod u+w, or remove it"});
    }
    write_file(file, *text, true);
    return file;
}

// What the modules are built from, as far as it is known now.
void tell_inputs(const std::vector<Build>& builds,
                 const std::vector<driver::ModuleDescription>& modules,
                 driver::BuildOptions options, const AddInput& tell) {
    if (!tell) return;
    for (const Build& build : builds) {
        options.abi = build.abi;
        for (const driver::ModuleDescription& module : modules)
            for (const fs::path& file : driver::inputs_of(module, *build.arch, options)) tell(file);
    }
}

void tell_scripts(const std::vector<Script>& scripts, const std::vector<fs::path>& folders,
                  const AddInput& tell) {
    if (!tell) return;
    for (const fs::path& folder : folders) tell(folder / "tests");  // which may come to be
    for (const Script& script : scripts) {
        tell(script.file.parent_path());
        tell(script.file);
        if (!script.expected.empty()) tell(script.expected);
    }
}

}  // namespace

void run_suite(const SuiteOptions& suite, const std::vector<Rig>& rigs,
               const driver::BuildOptions& options, const Observer& observer) {
    std::vector<driver::ModuleDescription> modules;
    std::vector<fs::path> folders;
    std::vector<Build> builds = builds_for(rigs);
    auto add_folder = [&](const fs::path& folder) {
        if (std::ranges::find(folders, folder) == folders.end()) folders.push_back(folder);
    };
    fs::path target = fs::absolute(suite.target + "/").lexically_normal().parent_path();
    add_folder(fs::is_directory(target) ? target : target.parent_path());
    if (observer.input) observer.input(target);
    if (driver::is_mpy(suite.target)) {
        for (Build& build : builds) build.files = {driver::mpy_to_run(suite.target)};
    } else {
        modules = driver::requested_modules({suite.target}, options);
        for (const driver::ModuleDescription& module : modules) add_folder(module.directory);
    }
    tell_inputs(builds, modules, options, observer.input);
    std::vector<Script> scripts = find_scripts(folders, suite.selection);
    tell_scripts(scripts, folders, observer.input);
    observer.start(scripts);
    if (!modules.empty()) {
        for (Build& build : builds)
            build.folder = driver::private_folder(modules.front().build_dir);
        make_all(builds, modules, options);
        tell_inputs(builds, modules, options, observer.input);  // now with the headers
    }

    // What each piece of work is.
    struct Piece {
        const Rig* rig;
        const Build* build;
        Script* script;  // none: the build has failed
    };
    std::vector<Piece> pieces;
    for (const Rig& rig : rigs) {
        const Build& build = build_of(rig, builds);
        if (rig.check) rig.check(build.files);
        if (build.files.empty())
            pieces.push_back({&rig, &build, nullptr});
        else
            for (Script& script : scripts) pieces.push_back({&rig, &build, &script});
    }
    int jobs = options.jobs > 0 ? options.jobs : processors();
    CatchInterrupts catch_interrupts;
    auto work = [&](size_t i) -> std::string {
        auto [rig, build, script] = pieces[i];
        if (script == nullptr || interrupted() != 0) return {};
        return text_of(rig->run(*script, build->files));
    };
    side_by_side(pieces.size(), jobs, work, [&](size_t i, const std::string& text) {
        auto [rig, build, script] = pieces[i];
        if (interrupted() != 0) return;
        if (script == nullptr) return observer.take({.rig = rig, .findings = build->findings});
        ScriptRun run = run_of(text);
        fs::path written;
        if (suite.update && rig == &rigs.front()) written = update(*script, run);
        Outcome outcome = judge(*script, run);
        observer.take({.rig = rig,
                       .script = *script,
                       .run = std::move(run),
                       .outcome = std::move(outcome),
                       .module = build->files.front().stem().string(),
                       .written = std::move(written)});
    });
}

}  // namespace natmod::suite
