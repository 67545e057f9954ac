// natmod ld: the linker alone. It also takes the command line of MicroPython's mpy_ld.py.

#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "abi/names.h"
#include "base/error.h"
#include "base/file.h"
#include "commands/commands.h"
#include "link/link.h"
#include "link/qstr_header.h"

namespace natmod::commands {
namespace {

struct Arguments {
    std::string arch = "x64", abi = "6.3", arch_flags, source_name, description;
    std::vector<std::string> files, libraries, externs, qstrs, qstr_defs;
    std::string output, map;
    bool keep_unused = false, preprocess = false, verbose = false;
};

// What `natmod build` knows and a command line would not hold.
void read_description(const std::string& path, link::LinkOptions& options) {
    MappedFile file(path);
    try {
        auto json = nlohmann::json::parse(file.text());
        if (json.contains("source_name") && options.source_name.empty())
            options.source_name = json.at("source_name").get<std::string>();
        options.opaque_arguments = json.value("opaque_arguments", false);
        if (json.contains("origins"))
            options.origins = json.at("origins").get<std::map<std::string, Place>>();
    } catch (const nlohmann::json::exception& error) {
        throw Error(Finding{path, error.what()});
    }
}

link::LinkOptions link_options(const Arguments& arguments) {
    link::LinkOptions options;
    options.arch = &abi::require_arch(arguments.arch);
    options.abi = abi::parse_abi(arguments.abi);
    options.arch_flags = abi::parse_arch_flags(arguments.arch_flags, *options.arch);
    options.objects = arguments.files;
    options.libraries = arguments.libraries;
    options.externs = arguments.externs;
    options.qstr_files = arguments.qstrs;
    options.qstr_defs = arguments.qstr_defs;
    options.source_name = arguments.source_name;
    options.keep_unused = arguments.keep_unused;
    options.map_file = arguments.map;
    if (!arguments.description.empty()) read_description(arguments.description, options);
    return options;
}

// Writes the qstr header of classic sources, by default SOURCE.config.h.
void run_preprocess(const Arguments& arguments) {
    std::vector<MappedFile> files;
    std::vector<std::string_view> sources;
    for (const std::string& path : arguments.files)
        sources.push_back(files.emplace_back(path).text());
    std::filesystem::path output = arguments.output;
    if (output.empty())
        output = std::filesystem::path(arguments.files[0]).replace_extension("config.h");
    write_file(output, link::qstr_header(sources));
}

void run_ld(const Arguments& arguments) {
    if (arguments.preprocess) return run_preprocess(arguments);
    link::LinkOptions options = link_options(arguments);
    std::filesystem::path output = arguments.output;
    if (output.empty()) output = std::filesystem::path(arguments.files[0]).replace_extension("mpy");
    if (options.source_name.empty()) options.source_name = output.filename().string();
    std::vector<uint8_t> bytes = link::link(options);
    write_file(output, bytes);
    if (arguments.verbose) fmt::print("{}: {} bytes\n", output.string(), bytes.size());
}

}  // namespace

cli::Command ld_command() {
    auto arguments = std::make_shared<Arguments>();
    return {
        .name = "ld",
        .description = "Link object files and archives into a .mpy file",
        .options =
            {
                {"--arch",
                 &arguments->arch,
                 "architecture, as in ARCH of MicroPython's makefiles",
                 {.shows_default = true}},
                {"--abi",
                 &arguments->abi,
                 "native ABI of the firmware: 6.1, 6.2 or 6.3",
                 {.shows_default = true}},
                {"--arch-flags", &arguments->arch_flags,
                 "extensions that the code uses: " + abi::known_arch_flags()},
                {"-l,--libs", &arguments->libraries, "archive to take undefined symbols from"},
                {"-e,--externs", &arguments->externs,
                 "linker script with addresses in the firmware: NAME = 0xADDR;"},
                {"--qstrs", &arguments->qstrs, "qstr header that --preprocess wrote"},
                {"--qstr-defs", &arguments->qstr_defs,
                 "file with Q(text) lines, as in QSTR_DEFS of a makefile"},
                {"--source-name", &arguments->source_name,
                 "name to show in tracebacks (default: that of the output)"},
                {"--description", &arguments->description,
                 "JSON file: source_name, origins {symbol: {file, line}}"},
                {"--keep-unused", &arguments->keep_unused, "keep sections that nothing refers to"},
                {"--map", &arguments->map,
                 "file to write the link map to: as JSON if its name ends in .json"},
                {"--preprocess", &arguments->preprocess,
                 "instead of linking, write the qstr header of classic sources"},
                {"-v,--verbose", &arguments->verbose, "print the name and size of the output"},
                {"-o,--output", &arguments->output,
                 "file to write (default: the first input's name with .mpy)"},
                {"files",
                 &arguments->files,
                 "object files and archives; with --preprocess, sources",
                 {.required = true}},
            },
        .run = [arguments] { run_ld(*arguments); }};
}

}  // namespace natmod::commands
