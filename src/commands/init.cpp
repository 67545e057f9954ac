// natmod init: the generated init source of a module, and what it was made from.

#include <fmt/core.h>

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "abi/static_qstrs.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "commands/commands.h"
#include "driver/firmware_branch.h"
#include "driver/generate.h"
#include "driver/module_plan.h"
#include "source/preprocess.h"
#include "source/scan.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

struct InitOptions {
    std::vector<std::string> words;  // sources, then what stood behind --
    std::vector<std::string> include_dirs;
    std::vector<std::string> defines;
    std::string cc;
    std::string module_name;
    std::string default_name;
    std::string output;
    bool name_only = false;
    bool json = false;
    bool qstr_header = false;
    bool mutable_globals = false;
    bool from_scans = false;
    std::string out_dir;
};

// The sources end where the compiler's flags begin.
std::vector<std::string>::const_iterator sources_end(const InitOptions& options) {
    return std::find_if(options.words.begin(), options.words.end(),
                        [](const std::string& word) { return word.starts_with('-'); });
}

std::vector<Scan> scan_sources(const InitOptions& options) {
    auto end = sources_end(options);
    if (end == options.words.begin()) throw Error("no sources given", "natmod init a.c b.c");
    std::vector<std::string> call = split_shell_words(options.cc);
    call.push_back("-I" + (sdk_dir() / "include").string());
    for (const std::string& dir : options.include_dirs) call.push_back("-I" + dir);
    for (const std::string& define : options.defines) call.push_back("-D" + define);
    call.insert(call.end(), end, options.words.end());
    std::vector<fs::path> sources(options.words.begin(), end);
    for (std::string& flag : branch_flags(sources, call)) call.push_back(std::move(flag));

    std::vector<Scan> scans;
    std::vector<Message> errors;
    for (auto source = options.words.begin(); source != end; ++source) {
        if (!fs::exists(*source))
            throw Error(
                Message{*source, "no such source", "is the path right, from the current folder?"});
        if (fs::is_directory(*source))
            throw Error(Message{*source, "is a folder", "natmod init takes the sources in it"});
        CompileCommand command{call};
        command.words.push_back(*source);
        scans.push_back(
            scan_text(preprocess(command, {.defines = {"NO_QSTR"}}), *source, command.is_cxx()));
        errors.insert(errors.end(), scans.back().errors.begin(), scans.back().errors.end());
    }
    if (!errors.empty()) throw Error(errors);
    return scans;
}

nlohmann::json describe_registered(const std::vector<Scan>& scans, const PlannedModule& module) {
    const Registration& registration = module.registration;
    nlohmann::json json = {{"name", module.name},
                           {"object", registration.object},
                           {"extensible", registration.extensible},
                           {"registered_at", registration.where.text()},
                           {"globals", nlohmann::json::array()}};
    if (const Definition* object = find_definition(scans, "module", registration.object)) {
        json["defined_at"] = object->where.text();
    }
    if (const Definition* table = find_globals_table(scans, registration.object)) {
        json["globals_table"] = table->name;
        for (const TableEntry& entry : table->entries) {
            json["globals"].push_back({{"name", std::string(qstr_text(entry.name))},
                                       {"value", entry.value},
                                       {"at", entry.where.text()}});
        }
    }
    return json;
}

nlohmann::json describe(const std::vector<Scan>& scans, const ModulePlan& plan) {
    nlohmann::json json = {{"name", plan.name},
                           {"sources", plan.sources},
                           {"modules", nlohmann::json::array()},
                           {"root_pointers", nlohmann::json::array()},
                           {"delegations", nlohmann::json::array()},
                           {"qstrs", plan.qstrs}};
    for (const auto* modules : {&plan.adopted, &plan.others}) {
        for (const PlannedModule& module : *modules) {
            json["modules"].push_back(describe_registered(scans, module));
        }
    }
    for (const RootPointer& pointer : plan.root_pointers) {
        json["root_pointers"].push_back(
            {{"declaration", pointer.declaration}, {"at", pointer.where.text()}});
    }
    for (const Delegation& delegation : plan.delegations) {
        json["delegations"].push_back({{"object", delegation.object},
                                       {"function", delegation.function},
                                       {"at", delegation.where.text()}});
    }
    if (plan.mpy_init) json["mpy_init"] = plan.mpy_init.text();
    return json;
}

void print(const InitOptions& options, const std::string& text) {
    if (!options.output.empty()) {
        write_file(options.output, text, true);
    } else {
        fmt::print("{}", text);
        if (std::fflush(stdout) != 0) throw Error("cannot write to standard output");
    }
}

// The name that a branch for firmware gives a module which has its own mpy_init here; empty if
// there is none, or more than one.
std::string name_in_firmware(const std::vector<Scan>& scans) {
    constexpr std::string_view kRegister = "MP_REGISTER_MODULE(MP_QSTR_";
    std::string name;
    for (const Scan& scan : scans) {
        if (!fs::is_regular_file(scan.source)) continue;
        MappedFile file(scan.source);
        std::string_view text = file.text();
        for (size_t at; (at = text.find(kRegister)) != std::string_view::npos;) {
            text.remove_prefix(at + kRegister.size());
            size_t end = text.find_first_of(", \t\n)");
            std::string found(qstr_text(text.substr(0, end)));
            if (!name.empty() && found != name) return {};
            name = std::move(found);
        }
    }
    return name;
}

void write_build_files(const InitOptions& options) {
    std::vector<Scan> scans;
    for (const std::string& file : options.words) scans.push_back(read_scan(file));
    ModulePlan plan = plan_module(scans, options.module_name);
    if (plan.name.empty()) plan = plan_module(scans, name_in_firmware(scans));
    if (plan.name.empty()) plan = plan_module(scans, options.default_name);
    if (plan.name.empty()) {
        throw Error({plan.mpy_init.text(), "the module has no name: it is not registered",
                     "give one with --name"});
    }
    fs::path dir = options.out_dir;
    write_file(dir / kQstrHeaderName, qstr_header(plan), true);
    write_file(dir / kInitSourceName, init_source(plan, options.mutable_globals), true);
    write_file(dir / kLinkDescriptionName, link_description(plan).dump(1) + "\n", true);
}

// A plain compiler refuses such a place, or makes a wrong value of it.
void warn_of_places(const std::vector<Scan>& scans) {
    for (const Scan& scan : scans) {
        if (scan.to_rewrite.empty()) continue;
        const QstrPlace& first = scan.to_rewrite.front();
        print_message({first.where.text(), fmt::format("{} needs more than a compiler", first.what),
                       "natmod build does what it needs; a build of your own compiles the source "
                       "through natmod scan and natmod compile"},
                      "warning");
    }
}

void init_command(const InitOptions& options) {
    if (options.from_scans) return write_build_files(options);
    std::vector<Scan> scans = scan_sources(options);
    ModulePlan plan = plan_module(scans, options.module_name);
    if (options.name_only) {
        if (plan.name.empty()) {
            throw Error({plan.mpy_init.text(), "the module has its own mpy_init and no name",
                         "add MP_REGISTER_MODULE, or name it in the Makefile"});
        }
        print(options, plan.name + "\n");
    } else if (options.json) {
        print(options, describe(scans, plan).dump(2) + "\n");
    } else if (options.qstr_header) {
        print(options, qstr_header(plan));
    } else {
        warn_of_places(scans);
        print(options, init_source(plan, options.mutable_globals));
    }
}

}  // namespace

void add_init_command(CLI::App& app) {
    auto options = std::make_shared<InitOptions>();
    CLI::App* command =
        app.add_subcommand("init", "Print the generated init source of a module's sources");
    command->add_option("sources", options->words, "C or C++ sources of the module");
    // Everything lands in the first; CLI11 hands `--` to the parent command if none is left.
    command->add_option("flags", options->words, "compiler flags, after --")->expected(1, 1 << 16);
    command->add_option("-I", options->include_dirs, "folder to search for headers")
        ->allow_extra_args(false);
    command->add_option("-D", options->defines, "macro to define: NAME or NAME=VALUE")
        ->allow_extra_args(false);
    command->add_option("--cc", options->cc, "compiler, with flags if it needs any")
        ->default_val("cc");
    command->add_option("--module", options->module_name,
                        "the module to choose if several are registered");
    command->add_option("-o", options->output, "file to write instead of standard output");
    auto* name = command->add_flag("--name", options->name_only, "print only the module's name");
    auto* json = command->add_flag("--json", options->json, "print what the sources hold, as JSON");
    auto* header =
        command->add_flag("--qstr-header", options->qstr_header, "print the qstr header");
    name->excludes(json)->excludes(header);
    json->excludes(header);
    command->add_flag("--mutable-globals", options->mutable_globals,
                      "copy the globals table into a dict at import");
    command->add_flag("--from-scans", options->from_scans, "sources are results of natmod scan")
        ->group("");
    command->add_option("--default-name", options->default_name, "for one without registration")
        ->group("");
    command->add_option("--out-dir", options->out_dir, "with --from-scans: where to write")
        ->group("");
    command->callback([options] { init_command(*options); });
}

}  // namespace natmod
