#include "driver/build_graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/firmware_branch.h"
#include "driver/ninja_file.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

// Relative to the module's folder where that is shorter, which is where commands run.
std::string short_path(const fs::path& path, const fs::path& directory) {
    fs::path relative = path.lexically_relative(directory);
    if (relative.empty() || *relative.begin() == "..") return path.string();
    return relative.string();
}

// One name per source and folder: "a/b.c" -> "a/b.c", "../b.c" -> "__/b.c".
std::string object_stem(const fs::path& source, const fs::path& directory) {
    fs::path stem;
    for (const fs::path& part : source.lexically_relative(directory)) {
        stem /= part == ".." ? fs::path("__") : part;
    }
    return stem.string();
}

// C only, and refused or warned about by a C++ compiler.
bool only_for_c(const std::string& flag) {
    if (flag.starts_with("-std=")) return flag.find("++") == std::string::npos;
    return flag == "-Wstrict-prototypes" || flag == "-Wmissing-prototypes" ||
           flag == "-Wold-style-definition" || flag == "-Wnested-externs" ||
           flag == "-Werror=implicit-function-declaration" ||
           flag == "-Werror=incompatible-pointer-types";
}

// Objects of it hold no machine code.
bool is_lto(const std::string& flag) {
    return flag == "-flto" || flag.starts_with("-flto=") || flag == "-fwhole-program";
}

// What the module's sources look at to see where they are built.
std::vector<std::string> module_branch_flags(const ModuleDescription& module,
                                             const PlanOptions& options) {
    std::vector<fs::path> sources;
    for (const SourceFile& source : module.sources) sources.push_back(source.path);
    std::vector<std::string> flags = module.cflags;
    flags.insert(flags.end(), options.extra_flags.begin(), options.extra_flags.end());
    return branch_flags(sources, flags);
}

std::vector<std::string> source_flags(const ModuleDescription& module, const SourceFile& source,
                                      const Toolchain& toolchain, const PlanOptions& options,
                                      const std::vector<std::string>& branch) {
    std::vector<std::string> flags = compile_flags(toolchain, source.language, options.flags);
    // __FILE__ must not depend on where the module lies.
    flags.push_back("-fmacro-prefix-map=" + module.directory.string() + "/=");
    flags.emplace_back("-DNATMOD_QSTR_H=\"module.qstr.h\"");
    flags.push_back("-I" + options.work_dir.string());
    auto add = [&](const std::vector<std::string>& list) {
        for (const std::string& flag : list) {
            if (source.language == Language::cxx && only_for_c(flag)) continue;
            if (!is_lto(flag)) flags.push_back(flag);
        }
    };
    add(branch);
    add(module.cflags);
    if (source.language == Language::cxx) add(module.cxxflags);
    add(source.flags);
    add(options.extra_flags);
    // As in MicroPython's makefile for native modules. A firmware has it for no module.
    if (module.origin.empty()) flags.push_back("-I" + module.directory.string());
    // Behind all others: py/ is the SDK's.
    if (fs::path checkout = checkout_dir(); !checkout.empty()) {
        flags.insert(flags.end(), {"-idirafter", checkout.string()});
    }
    return flags;
}

// Of a module that registers nothing, as it has its own mpy_init: the folder's or first source's.
std::string default_name(const ModuleDescription& module) {
    if (module.origin.empty()) return module.sources.front().path.stem().string();
    return module.directory.filename().string();
}

const char* compile_rule(Language language) {
    if (language == Language::cxx) return "cxx";
    return language == Language::c ? "cc" : "as";
}

void add_rules(NinjaFile& file, const Toolchain& toolchain, const PlanOptions& options) {
    file.variable("natmod", shell_quote(options.natmod.string()));
    file.variable("cc", shell_quote(toolchain.cc));
    file.variable("cxx", shell_quote(toolchain.cxx));
    file.variable("launcher", options.launcher.empty() ? "" : options.launcher + " ");
    file.rule({"scan", "$natmod scan -o $out --depfile $out.d -- $compiler $flags $in",
               "scan $source", true, true});
    file.rule({"init", "$natmod init --from-scans $in $options", "init", true, false});
    for (const char* rule : {"cc", "cxx", "as"}) {
        std::string command =
            fmt::format("$through$launcher${} $flags -MD -MF $out.d -c $in -o $out",
                        std::string_view(rule) == "cxx" ? "cxx" : "cc");
        file.rule({rule, command, fmt::format("{} $source", rule), false, true});
    }
    file.rule({"link", "$natmod ld $options -o $out $in $libraries", "link"});
}

}  // namespace

bool uses_lto(const ModuleDescription& module, const std::vector<std::string>& extra_flags) {
    auto any = [](const std::vector<std::string>& flags) {
        return std::any_of(flags.begin(), flags.end(), is_lto);
    };
    return any(module.cflags) || any(module.cxxflags) || any(extra_flags) ||
           std::any_of(module.sources.begin(), module.sources.end(),
                       [&](const SourceFile& source) { return any(source.flags); });
}

Plan make_plan(const ModuleDescription& module, const Toolchain& toolchain,
               const PlanOptions& options) {
    using Words = std::vector<std::string>;
    const fs::path& directory = module.directory;
    auto work = [&](const std::string& name) {
        return short_path(options.work_dir / name, directory);
    };
    std::string qstrs = work("module.qstr.h");
    std::string init_source = work("module.init.c");
    std::string description = work(kPlanDescription);
    std::string natmod = options.natmod.string();

    NinjaFile file(short_path(options.work_dir, directory));
    add_rules(file, toolchain, options);
    nlohmann::json commands = nlohmann::json::array();
    std::vector<std::string> scans;
    std::vector<std::string> objects;
    // A scanned source goes through natmod compile, which puts its qstrs where C has no place for
    // them; `scan_result` is empty for others.
    auto compile = [&](const SourceFile& source, const std::string& stem, const std::string& flags,
                       const std::string& scan_result = {}) {
        std::string object = work("obj/" + stem + ".o");
        const std::string& compiler = compiler_for(toolchain, source.language);
        std::string through;
        if (!scan_result.empty()) {
            // Set and empty where a build guesses that nothing is to be rewritten; see guess.h.
            through = fmt::format("${{{}-{} compile --scan {} --}} ", kPlanGuesses,
                                  shell_quote(natmod), shell_quote(scan_result));
        }
        file.edge({.outputs = {object},
                   .rule = compile_rule(source.language),
                   .inputs = {source.path.string()},
                   .implicit = {compiler},
                   .order_only = options.guessed && !scan_result.empty() ? Words{} : Words{qstrs},
                   .variables = {{"flags", flags},
                                 {"source", short_path(source.path, directory)},
                                 {"through", through}}});
        objects.push_back(object);
        commands.push_back(
            {{"directory", directory.string()},
             {"file", source.path.string()},
             {"output", object},
             {"command", fmt::format("{} {} -c {} -o {}", shell_quote(compiler), flags,
                                     shell_quote(source.path.string()), shell_quote(object))}});
    };
    auto scan = [&](const SourceFile& source, const std::string& stem, const std::string& flags) {
        std::string result = work("obj/" + stem + ".scan.json");
        const std::string& compiler = compiler_for(toolchain, source.language);
        file.edge({.outputs = {result},
                   .rule = "scan",
                   .inputs = {source.path.string()},
                   .implicit = {compiler, natmod},
                   .variables = {{"compiler", shell_quote(compiler)},
                                 {"flags", flags},
                                 {"source", short_path(source.path, directory)}}});
        scans.push_back(result);
        return result;
    };

    std::vector<std::string> branch = module_branch_flags(module, options);
    for (const SourceFile& source : module.sources) {
        std::string stem = object_stem(source.path, directory);
        std::string flags =
            join_shell_words(source_flags(module, source, toolchain, options, branch));
        bool scanned = !source.lib && source.language != Language::assembler;
        compile(source, stem, flags, scanned ? scan(source, stem, flags) : std::string());
    }
    for (const fs::path& path : module.qstr_defs) {
        // Lines of Q(name); the preprocessor makes them what the scan looks for.
        SourceFile source{path, Language::c, false, {"-x", "c", "-DQ(x)=MP_QSTR_##x"}};
        scan(source, object_stem(path, directory),
             join_shell_words(source_flags(module, source, toolchain, options, branch)));
    }

    std::string init_options = "--out-dir " + shell_quote(short_path(options.work_dir, directory));
    if (options.mutable_globals) init_options += " --mutable-globals";
    if (!options.name.empty()) init_options += " --module " + shell_quote(options.name);
    init_options += " --default-name " + shell_quote(default_name(module));
    file.edge({.outputs = {init_source, qstrs, description},
               .rule = "init",
               .inputs = scans,
               .implicit = {natmod},
               .variables = {{"options", init_options}}});
    // By the name that its edge has as output: ninja compares names, not files.
    SourceFile generated{init_source, Language::c, false, {}};
    compile(generated, "module.init.c",
            join_shell_words(compile_flags(toolchain, Language::c, options.flags)) + " -I" +
                shell_quote(options.work_dir.string()));

    std::string libraries;
    for (const std::string& library : options.libraries) libraries += " -l " + shell_quote(library);
    std::vector<std::string> implicit = options.libraries;
    implicit.push_back(description);
    implicit.push_back(natmod);
    std::string link_options =
        fmt::format("--arch {} --abi 6.{} --description {}", toolchain.arch->name,
                    options.flags.abi, shell_quote(description));
    for (const std::string& path : options.externs) {
        link_options += " --externs " + shell_quote(path);
        implicit.push_back(path);
    }
    if (options.map) link_options += " --map " + shell_quote(work(kPlanMap));
    if (!options.arch_flags.empty())
        link_options += " --arch-flags " + shell_quote(options.arch_flags);
    for (const fs::path& path : module.qstr_defs) {
        // Only there is it written that MP_QSTR_left_hyphen_right stands for "left-right".
        link_options += " --qstr-defs " + shell_quote(path.string());
        implicit.push_back(path.string());
    }
    file.edge({.outputs = {work(kPlanLinked)},
               .rule = "link",
               .inputs = objects,
               .implicit = implicit,
               .variables = {{"options", link_options}, {"libraries", libraries}}});
    return {file.text(), commands.dump(1) + "\n", scans};
}

}  // namespace natmod
