// SPDX-License-Identifier: MIT
#include "stubs/stubs.h"

#include "base/error.h"
#include "base/sdk_path.h"
#include "driver/build.h"
#include "driver/flags.h"
#include "driver/module_plan.h"
#include "source/preprocess.h"
#include "stubs/build_model.h"
#include "stubs/unit.h"

namespace natmod::stubs {

std::vector<StubFile> stubs_of(const driver::ModuleDescription& module, const abi::Arch& arch,
                               const driver::BuildOptions& options) {
    driver::FolderLock lock = driver::lock_work_folder(module, arch, options);
    driver::BuildJob job = driver::prepare_job(module, arch, options);
    std::vector<std::string> branch = driver::branch_flags_of(job);
    std::string kept = (sdk_dir() / "stubs/keep_macros.h").string();
    Sources sources;
    sources.directory = module.directory;
    std::vector<source::Scan> scans;
    std::vector<Finding> errors;
    for (const driver::SourceFile& source : module.sources) {
        if (source.lib || source.language == driver::Language::assembler) continue;
        source::CompileCommand command{{driver::compiler_for(job.toolchain, source.language)}};
        std::vector<std::string> flags = driver::source_flags(job, source, branch);
        command.words.insert(command.words.end(), flags.begin(), flags.end());
        command.words.insert(command.words.end(), {"-include", kept, source.path.string()});
        std::string text =
            source::preprocess(command, {.defines = {"NO_QSTR"}, .directory = module.directory});
        read_unit(sources.units.emplace_back(), std::move(text), source.path.string(),
                  command.is_cxx());
        scans.push_back(sources.units.back().scan);
        errors.insert(errors.end(), scans.back().errors.begin(), scans.back().errors.end());
    }
    if (!errors.empty()) throw Error(std::move(errors));
    driver::ModulePlan plan =
        driver::plan_named_module(scans, options.name, driver::default_name(module));
    return print_stubs(build_model(sources, plan));
}

}  // namespace natmod::stubs
