// SPDX-License-Identifier: MIT
// natmod generate: the generated init source of a module, and what it was made from.

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "commands/commands.h"
#include "driver/describe_plan.h"
#include "driver/generate.h"
#include "driver/module_plan.h"
#include "driver/scan_sources.h"

namespace natmod::commands {
namespace {

struct GenerateArguments {
    std::vector<std::string> words;  // sources, then what stood behind --
    std::vector<std::string> include_dirs;
    std::vector<std::string> defines;
    std::string cc = "cc";
    std::string module_name;
    std::string default_name;
    std::string output;
    bool name_only = false;
    bool json = false;
    bool qstr_header = false;
    bool mutable_globals = false;
    bool from_scans = false;
    bool other_sources = false;
    std::string out_dir;
};

// The sources end where the compiler's flags begin.
std::span<const std::string> sources_of(const GenerateArguments& options) {
    auto end = std::find_if(options.words.begin(), options.words.end(),
                            [](const std::string& word) { return word.starts_with('-'); });
    return {options.words.begin(), end};
}

std::vector<std::string> compiler_of(const GenerateArguments& options) {
    std::vector<std::string> call = split_shell_words(options.cc);
    call.push_back("-I" + (sdk_dir() / "include").string());
    for (const std::string& dir : options.include_dirs) call.push_back("-I" + dir);
    for (const std::string& define : options.defines) call.push_back("-D" + define);
    auto flags = std::span(options.words).subspan(sources_of(options).size());
    call.insert(call.end(), flags.begin(), flags.end());
    return call;
}

void print(const GenerateArguments& options, const std::string& text) {
    if (!options.output.empty()) {
        write_file(options.output, text, true);
    } else {
        fmt::print("{}", text);
        if (std::fflush(stdout) != 0) throw Error("cannot write to standard output");
    }
}

// The step of a build.
void write_build_files(const GenerateArguments& options) {
    std::vector<source::Scan> scans;
    for (const std::string& file : options.words) scans.push_back(source::read_scan(file));
    driver::write_generated(
        scans,
        {options.module_name, options.default_name, options.mutable_globals, options.other_sources},
        options.out_dir);
}

void generate(const GenerateArguments& options) {
    if (options.from_scans) return write_build_files(options);
    std::vector<source::Scan> scans =
        driver::scan_sources(sources_of(options), compiler_of(options));
    driver::ModulePlan plan = driver::plan_module(scans, options.module_name);
    if (options.name_only) {
        if (plan.name.empty()) {
            throw Error({plan.mpy_init, "the module has its own mpy_init and no name",
                         "add MP_REGISTER_MODULE, or name it in the Makefile"});
        }
        print(options, plan.name + "\n");
    } else if (options.json) {
        print(options, json_text(driver::describe_plan(scans, plan), 2) + "\n");
    } else if (options.qstr_header) {
        print(options, driver::qstr_header(plan));
    } else {
        driver::warn_of_places(scans);
        print(options, driver::init_source(plan, options.mutable_globals));
    }
}

}  // namespace

cli::Command generate_command() {
    auto arguments = std::make_shared<GenerateArguments>();
    return {.name = "generate",
            .description = "Print the generated init source of a module's sources",
            .footer = "`natmod init` is its other name.",
            .options =
                {
                    {"sources", &arguments->words, "C or C++ sources of the module"},
                    // Everything lands in the first; CLI11 hands `--` to the parent command if none
                    // is left.
                    {"flags", &arguments->words, "compiler flags, after --"},
                    {"-I", &arguments->include_dirs, "folder to search for headers"},
                    {"-D", &arguments->defines, "macro to define: NAME or NAME=VALUE"},
                    {"--cc",
                     &arguments->cc,
                     "compiler, with flags if it needs any",
                     {.shows_default = true}},
                    {"--module", &arguments->module_name,
                     "the module to choose if several are registered"},
                    {"-o", &arguments->output, "file to write instead of standard output"},
                    {"--name",
                     &arguments->name_only,
                     "print only the module's name",
                     {.excludes = {"--json", "--qstr-header"}}},
                    {"--json",
                     &arguments->json,
                     "print what the sources hold, as JSON",
                     {.excludes = {"--qstr-header"}}},
                    {"--qstr-header", &arguments->qstr_header, "print the qstr header"},
                    {"--mutable-globals", &arguments->mutable_globals,
                     "copy the globals table into a dict at import"},
                    {"--from-scans",
                     &arguments->from_scans,
                     "sources are results of natmod scan",
                     {.hidden = true}},
                    {"--default-name",
                     &arguments->default_name,
                     "for one without registration",
                     {.hidden = true}},
                    {"--other-sources",
                     &arguments->other_sources,
                     "with --from-scans: there are sources that were not scanned",
                     {.hidden = true}},
                    {"--out-dir",
                     &arguments->out_dir,
                     "with --from-scans: where to write",
                     {.hidden = true}},
                },
            .run = [arguments] { generate(*arguments); }};
}

}  // namespace natmod::commands
