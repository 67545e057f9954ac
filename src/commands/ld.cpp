// SPDX-License-Identifier: MIT
// natmod ld: the linker alone. It also takes the command line of MicroPython's mpy_ld.py.

#include <fmt/core.h>

#include <memory>

#include "abi/names.h"
#include "commands/commands.h"
#include "driver/runtime_library.h"
#include "link/link.h"
#include "link/qstr_header.h"

namespace natmod::commands {
namespace {

struct LdArguments {
    std::string arch = "x64", abi = "6.3", arch_flags, description, output;
    link::LinkOptions options;
    bool preprocess = false, verbose = false;
};

link::LinkOptions link_options(const LdArguments& arguments) {
    link::LinkOptions options = arguments.options;
    options.arch = &abi::require_arch(arguments.arch);
    options.abi = abi::parse_abi(arguments.abi);
    options.arch_flags = abi::parse_arch_flags(arguments.arch_flags, *options.arch);
    if (!arguments.description.empty()) link::read_description(arguments.description, options);
    return options;
}

void ld(const LdArguments& arguments) {
    if (arguments.preprocess)
        return link::write_qstr_header(arguments.options.objects, arguments.output);
    driver::Linked linked = driver::link_with_runtime(link_options(arguments), arguments.output,
                                                      driver::inherited_runtime_settings());
    fmt::print(stderr, "{}", linked.note);
    if (arguments.verbose) fmt::print("{}: {} bytes\n", linked.file.string(), linked.size);
}

}  // namespace

cli::Command ld_command() {
    auto arguments = std::make_shared<LdArguments>();
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
                {"-l,--libs", &arguments->options.libraries,
                 "archive to take undefined symbols from"},
                {"-e,--externs", &arguments->options.externs,
                 "linker script with addresses in the firmware: NAME = 0xADDR;"},
                {"--firmware", &arguments->options.firmware,
                 "the one firmware that the module is for: its ELF file, a map of GNU ld, or a "
                 "list "
                 "of symbols"},
                {"--firmware-objects", &arguments->options.firmware_objects,
                 "object or archive of the firmware's build, or a folder with such: what the "
                 "firmware lacks is linked from it"},
                {"--firmware-libs", &arguments->options.firmware_libs,
                 "take what the archives named with -l have from the firmware, except Natmod's "
                 "runtime"},
                {"--qstrs", &arguments->options.qstr_files, "qstr header that --preprocess wrote"},
                {"--qstr-defs", &arguments->options.qstr_defs,
                 "file with Q(text) lines, as in QSTR_DEFS of a makefile"},
                {"--source-name", &arguments->options.source_name,
                 "name of the file in messages and in itself (default: that of the output)"},
                {"--description", &arguments->description,
                 "JSON file: source_name, origins {symbol: {file, line}}"},
                {"--keep-unused", &arguments->options.keep_unused,
                 "keep sections that nothing refers to"},
                {"--map", &arguments->options.map_file,
                 "file to write the link map to: as JSON if its name ends in .json"},
                {"--symbols", &arguments->options.symbol_file,
                 "file to write the symbol file to: the module as ELF, with symbols and DWARF"},
                {"--break-at-import", &arguments->options.break_at_import,
                 "begin with a breakpoint instruction: natmod debug waits for it"},
                {"--preprocess", &arguments->preprocess,
                 "instead of linking, write the qstr header of classic sources"},
                {"-v,--verbose", &arguments->verbose, "print the name and size of the output"},
                {"-o,--output", &arguments->output,
                 "file to write (default: the first input's name with .mpy)"},
                {"files",
                 &arguments->options.objects,
                 "object files and archives; with --preprocess, sources",
                 {.required = true}},
            },
        .run = [arguments] { ld(*arguments); }};
}

}  // namespace natmod::commands
