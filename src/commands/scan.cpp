// SPDX-License-Identifier: MIT
// natmod scan: writes what one source registers and uses, as JSON. Build rules call it, not people.

#include <memory>

#include "base/error.h"
#include "base/file.h"
#include "commands/commands.h"
#include "source/plain_scan.h"
#include "source/preprocess.h"
#include "source/scan.h"

namespace natmod::commands {
namespace {

struct ScanArguments {
    std::string output;
    std::string depfile;
    bool plain = false;
    source::CompileCommand command;
};

void write(const source::Scan& scan, const std::string& file) {
    write_file(
        file, [&](const WritePiece& piece) { write_scan(scan, piece); }, true);
}

// For tests: the scan of a clean build, which does not ask the compiler.
void scan_plain(const ScanArguments& options) {
    try {
        write(source::scan_plain(options.command, {}).scan, options.output);
    } catch (const source::NotPlain& problem) {
        throw Error({problem.where, "not plain: " + problem.why, {}});
    }
}

void scan(const ScanArguments& options) {
    if (options.plain) return scan_plain(options);
    std::string text = source::preprocess(
        options.command,
        {.defines = {"NO_QSTR"}, .depfile = options.depfile, .target = options.output});
    source::Scan scan = source::scan_text(text, options.command.source(), options.command.is_cxx());
    if (!scan.errors.empty()) throw Error(scan.errors);
    write(scan, options.output);
}

}  // namespace

cli::Command scan_command() {
    auto arguments = std::make_shared<ScanArguments>();
    return {.name = "scan",
            .description = "Read one source's registrations (internal)",
            .hidden = true,
            .options = {{"-o", &arguments->output, "JSON file to write", {.required = true}},
                        {"--depfile", &arguments->depfile, "make rule to write"},
                        {"--plain", &arguments->plain, "from the text alone, or fail"},
                        {"command",
                         &arguments->command.words,
                         "compiler, flags and source, all behind --",
                         {.required = true}}},
            .run = [arguments] { scan(*arguments); }};
}

}  // namespace natmod::commands
