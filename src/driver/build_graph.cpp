// SPDX-License-Identifier: MIT
#include "driver/build_graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "abi/names.h"
#include "base/json.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/compiler_messages.h"
#include "driver/flags.h"
#include "driver/ninja_file.h"
#include "driver/runtime_library.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// Relative to the module's folder, where commands run, if the path lies in it.
std::string short_path(const fs::path& path, const fs::path& directory) {
    fs::path relative = path.lexically_relative(directory);
    if (relative.empty() || *relative.begin() == "..") return path.string();
    return relative.string();
}

const char* compile_rule(Language language) {
    if (language == Language::cxx) return "cxx";
    return language == Language::c ? "cc" : "as";
}

// The plan in the making. Each function below adds one kind of step.
struct Graph {
    const BuildJob& job;
    CompileOrder order;
    NinjaFile file = NinjaFile(in_work({}));
    nlohmann::json commands = nlohmann::json::array();
    std::vector<std::string> scans = {};
    std::vector<std::string> objects = {};
    std::string init_object = {}, steps = {}, link = {};
    std::optional<Step> compile = {};

    // The path as commands name it.
    std::string shown(const fs::path& path) const { return short_path(path, job.module.directory); }
    std::string in_work(const fs::path& name) const {
        return shown(name.empty() ? job.work : job.work / name);
    }
    void add_object(const std::string& source, const std::string& object,
                    const std::string& compiler, const std::string& flags) {
        objects.push_back(object);
        commands.push_back(
            {{"directory", job.module.directory.string()},
             {"file", source},
             {"output", object},
             {"command", fmt::format("{} {} -c {} -o {}", shell_quote(compiler), flags,
                                     shell_quote(source), shell_quote(object))}});
    }
    // A build may compile the only source itself.
    bool has_one_source() const { return job.module.sources.size() == 1; }
    // An edge whose outputs are made by time.
    void step(NinjaFile::Edge edge) {
        edge.implicit.push_back(in_work(work_files::kStepsStamp));
        size_t begin = file.text().size();
        file.edge(edge);
        steps += file.text().substr(begin);
    }
    work_files::Products products_of(const fs::path& source) const {
        return work_files::products_of(source, job.module, job.work);
    }
};

void add_rules(Graph& graph) {
    NinjaFile& file = graph.file;
    const std::string& launcher = graph.job.options.launcher;
    file.variable("natmod", shell_quote(program_path().string()));
    file.variable("cc", shell_quote(graph.job.toolchain.cc));
    file.variable("cxx", shell_quote(graph.job.toolchain.cxx));
    file.variable("launcher", launcher.empty() ? "" : launcher + " ");
    // A build that guesses makes these files itself, so ninja has them made anew by their time. It
    // must not run them with `restat`: ninja would then log the time of the source, and headers,
    // which it does not know yet, may be newer.
    bool restat = graph.order == CompileOrder::after_scans;
    file.rule(
        {"scan",
         "exec $natmod scan -o $out --depfile $out.d -- $compiler $flags $$NATMOD_DIAGNOSTICS $in",
         "scan $source", restat, true, true});
    file.rule({"generate", "exec $natmod generate --from-scans $in $options", "generate", restat,
               false, true});
    file.rule(
        {"init",
         ": >$stem.su >$stem.ci; exec $natmod compile --generated $in -- $launcher$compiler $flags "
         "$$NATMOD_DIAGNOSTICS -MD -MF $out.d -c $in -o $out",
         "cc $source", false, true, true});
    for (const char* rule : {"cc", "cxx", "as"}) {
        // What an older compilation said of the stack goes first: not every compiler, nor every
        // cache of objects, replaces it.
        std::string command = fmt::format(
            ": >$stem.su >$stem.ci; exec $through$launcher${} $flags $$NATMOD_DIAGNOSTICS -MD -MF "
            "$out.d -c $in -o $out",
            std::string_view(rule) == "cxx" ? "cxx" : "cc");
        file.rule(
            {rule, command, fmt::format("{} $source", rule), false, true, graph.has_one_source()});
    }
    file.rule(
        {"link", "exec $natmod ld $options -o $out $in $libraries", "link", false, false, true});
}

// Returns the file that the scan writes.
std::string add_scan(Graph& graph, const SourceFile& source, const std::string& flags) {
    std::string result = graph.shown(graph.products_of(source.path).scan);
    const std::string& compiler = compiler_for(graph.job.toolchain, source.language);
    graph.step({.outputs = {result},
                .rule = "scan",
                .inputs = {source.path.string()},
                .implicit = {compiler, program_path().string()},
                .variables = {{"compiler", shell_quote(compiler)},
                              {"flags", flags},
                              {"source", graph.shown(source.path)}}});
    graph.scans.push_back(result);
    return result;
}

// `through`: what runs the compiler, if that is not ninja.
void add_compile(Graph& graph, const SourceFile& source, const std::string& flags,
                 const fs::path& made, bool scanned, const std::string& through) {
    std::string object = graph.shown(made);
    const std::string& compiler = compiler_for(graph.job.toolchain, source.language);
    bool waits = !scanned || graph.order == CompileOrder::after_scans;
    std::vector<std::string> order_only;
    if (waits) order_only.push_back(graph.in_work(work_files::kQstrHeader));
    NinjaFile::Edge edge = {
        .outputs = {object},
        .rule = compile_rule(source.language),
        .inputs = {source.path.string()},
        .implicit = {compiler},
        .order_only = order_only,
        .variables = {{"flags", flags},
                      {"source", graph.shown(source.path)},
                      {"stem", shell_quote(graph.shown(fs::path(made).replace_extension()))},
                      {"through", through}}};
    graph.add_object(source.path.string(), object, compiler, flags);
    if (!graph.has_one_source()) return graph.file.edge(edge);
    graph.step(std::move(edge));
    graph.compile = {fmt::format("{} {}", compile_rule(source.language), graph.shown(source.path)),
                     {compiler}};
    std::vector<std::string>& command = graph.compile->command;
    for (std::string& flag : split_shell_words(flags)) command.push_back(std::move(flag));
    command.insert(command.end(),
                   {"-MD", "-MF", object + ".d", "-c", source.path.string(), "-o", object});
}

// natmod compile rewrites qstrs where C wants a constant.
void add_scanned(Graph& graph, const SourceFile& source, const std::string& flags) {
    std::string scan = add_scan(graph, source, flags);
    // A build that guesses sets the variable, to nothing: it expects no rewriting. See guess.h.
    std::string through = fmt::format("${{{}-{} compile --scan {} --}} ", kPlanGuesses,
                                      shell_quote(program_path().string()), shell_quote(scan));
    add_compile(graph, source, flags, graph.products_of(source.path).object, true, through);
}

void add_sources(Graph& graph) {
    const ModuleDescription& module = graph.job.module;
    std::vector<std::string> branch = branch_flags_of(graph.job);
    for (const SourceFile& source : module.sources) {
        std::string flags = join_shell_words(source_flags(graph.job, source, branch));
        bool scanned = !source.lib && source.language != Language::assembler;
        if (scanned) {
            add_scanned(graph, source, flags);
        } else {
            add_compile(graph, source, flags, graph.products_of(source.path).object, false, {});
        }
    }
    for (const fs::path& path : module.qstr_defs) {
        // The preprocessor turns the lines Q(name) into what the scan looks for.
        SourceFile source{path, Language::c, false, {"-x", "c", "-DQ(x)=MP_QSTR_##x"}};
        add_scan(graph, source, join_shell_words(source_flags(graph.job, source, branch)));
    }
}

// Makes the generated files from all scans, and the object of the init source.
void add_generate(Graph& graph) {
    const BuildJob& job = graph.job;
    std::string init_source = graph.in_work(work_files::kInitSource);
    std::string options = "--out-dir " + shell_quote(graph.in_work({}));
    if (job.options.mutable_globals) options += " --mutable-globals";
    if (!job.options.name.empty()) options += " --module " + shell_quote(job.options.name);
    if (std::ranges::any_of(job.module.sources, &SourceFile::lib)) options += " --other-sources";
    options += " --default-name " + shell_quote(default_name(job.module));
    graph.step({.outputs = {init_source, graph.in_work(work_files::kQstrHeader),
                            graph.in_work(work_files::kLinkDescription)},
                .rule = "generate",
                .inputs = graph.scans,
                .implicit = {program_path().string()},
                .variables = {{"options", options}}});
    // Mostly there is nothing to compile in it, which takes a compiler as long as a small source.
    fs::path object = work_files::products_of_init(job.work).object;
    std::string flags =
        join_shell_words(compile_flags(job, Language::c)) + " -I" + shell_quote(job.work.string());
    // Spelled like the output of its edge: ninja compares names, not files.
    graph.step(
        {.outputs = {graph.shown(object)},
         .rule = "init",
         .inputs = {init_source},
         .implicit = {job.toolchain.cc, program_path().string()},
         .variables = {{"compiler", shell_quote(job.toolchain.cc)},
                       {"flags", flags},
                       {"source", init_source},
                       {"stem", shell_quote(graph.shown(fs::path(object).replace_extension()))}}});
    graph.init_object = graph.shown(object);
    graph.add_object(init_source, graph.init_object, job.toolchain.cc, flags);
}

// By time, because a build that guesses links itself.
void add_link(Graph& graph) {
    const BuildJob& job = graph.job;
    link::LinkOptions link = link_options(job);
    std::string libraries;
    for (const std::string& library : link.libraries) libraries += " -l " + shell_quote(library);
    std::string description = graph.in_work(work_files::kLinkDescription);
    std::vector<std::string> implicit = link.libraries;
    implicit.push_back(description);
    implicit.push_back(graph.in_work(work_files::kLinkStamp));
    implicit.push_back(program_path().string());
    std::string options = fmt::format("--arch {} --abi 6.{} --description {}", link.arch->name,
                                      link.abi, shell_quote(description));
    for (const std::string& path : link.externs) {
        options += " --externs " + shell_quote(path);
        implicit.push_back(path);
    }
    if (!link.firmware.empty()) options += " --firmware " + shell_quote(link.firmware);
    for (const std::string& path : link.firmware_objects)
        options += " --firmware-objects " + shell_quote(path);
    if (link.firmware_libs) options += " --firmware-libs";
    options += " --symbols " + shell_quote(graph.shown(link.symbol_file));
    if (link.break_at_import) options += " --break-at-import";
    if (!link.map_file.empty()) options += " --map " + shell_quote(graph.shown(link.map_file));
    if (!job.options.arch_flags.empty())
        options += " --arch-flags " + shell_quote(job.options.arch_flags);
    for (const std::string& path : link.qstr_defs) {
        // Only this file says that MP_QSTR_left_hyphen_right stands for "left-right".
        options += " --qstr-defs " + shell_quote(path);
        implicit.push_back(path);
    }
    size_t begin = graph.file.text().size();
    graph.file.edge({.outputs = {graph.in_work(work_files::kLinked)},
                     .rule = "link",
                     .inputs = graph.objects,
                     .implicit = implicit,
                     .variables = {{"options", options}, {"libraries", libraries}}});
    graph.link = graph.file.text().substr(begin);
}

// The prefix with which to show paths in that folder; empty for the current folder.
std::string display_prefix(const fs::path& directory) {
    fs::path relative = directory.lexically_relative(fs::current_path());
    if (relative == ".") return {};
    bool below = !relative.empty() && *relative.begin() != "..";
    return (below ? relative : directory).string() + "/";
}

std::vector<source::CompileCommand> compilers_of(const BuildJob& job) {
    std::vector<source::CompileCommand> commands;
    for (const SourceFile& source : job.module.sources) {
        std::vector<std::string> words = {compiler_for(job.toolchain, source.language)};
        std::ranges::move(source_flags(job, source, {}), std::back_inserter(words));
        words.push_back(source.path.string());
        commands.push_back({std::move(words)});
    }
    return commands;
}

}  // namespace

link::LinkOptions link_options(const BuildJob& job) {
    link::LinkOptions link;
    link.arch = &job.arch();
    link.abi = job.options.abi;
    link.arch_flags = abi::parse_arch_flags(job.options.arch_flags, job.arch());
    link.libraries = job.libraries;
    link.externs = job.options.externs;
    link.firmware = job.options.firmware;
    link.firmware_objects = job.options.firmware_objects;
    link.firmware_libs = job.options.firmware_libs;
    for (const fs::path& path : job.module.qstr_defs) link.qstr_defs.push_back(path.string());
    link.break_at_import = job.options.break_at_import;
    if (job.options.map) link.map_file = job.work / work_files::kMap;
    link.symbol_file = job.work / work_files::kSymbols;
    return link;
}

Plan make_plan(const BuildJob& job, CompileOrder order) {
    Graph graph{job, order};
    add_rules(graph);
    add_sources(graph);
    add_generate(graph);
    add_link(graph);
    return {.ninja = graph.file.text(),
            .compile_commands = json_text(graph.commands) + "\n",
            .scans = std::move(graph.scans),
            .objects = std::move(graph.objects),
            .init_object = std::move(graph.init_object),
            .steps = std::move(graph.steps),
            .link = std::move(graph.link),
            .compile = std::move(graph.compile)};
}

NinjaOptions ninja_options(const BuildJob& job) {
    const fs::path& directory = job.module.directory;
    NinjaOptions ninja;
    ninja.file = job.work / work_files::kNinja;
    ninja.directory = directory;
    ninja.label = fmt::format("{}{} ", job.options.count, job.arch().name);
    ninja.jobs = job.options.jobs;
    ninja.verbose = job.options.verbose;
    ninja.quiet = job.options.quiet;
    ninja.keep_going = job.options.for_check || job.options.go_on_after;
    ninja.hold_output = job.options.as_data;
    ninja.environment = runtime_environment(runtime_settings(job));
    if (job.options.as_data)
        ninja.environment.push_back(
            fmt::format("{}={}", kPlanDiagnostics, diagnostics_flag(job.toolchain.cc)));
    ninja.compilers = [&job] { return compilers_of(job); };
    ninja.shorten = {directory.string() + "/", display_prefix(directory)};
    return ninja;
}

}  // namespace natmod::driver
