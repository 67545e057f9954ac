// natmod scan: writes what one source registers and uses, as JSON. Build rules call it, not people.

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "commands/commands.h"
#include "source/preprocess.h"
#include "source/scan.h"

namespace natmod::commands {
namespace {

struct ScanOptions {
    std::string output;
    std::string depfile;
    source::CompileCommand command;
};

void scan_command(const ScanOptions& options) {
    std::string text = source::preprocess(
        options.command,
        {.defines = {"NO_QSTR"}, .depfile = options.depfile, .target = options.output});
    source::Scan scan = source::scan_text(text, options.command.source(), options.command.is_cxx());
    if (!scan.errors.empty()) throw Error(scan.errors);
    write_file(options.output, nlohmann::json(scan).dump(1) + "\n", true);
}

}  // namespace

void add_scan_command(CLI::App& app) {
    auto options = std::make_shared<ScanOptions>();
    CLI::App* command = app.add_subcommand("scan", "Read one source's registrations (internal)");
    command->group("");  // not listed
    command->add_option("-o", options->output, "JSON file to write")->required();
    command->add_option("--depfile", options->depfile, "make rule to write");
    command
        ->add_option("command", options->command.words, "compiler, flags and source, all behind --")
        ->required();
    command->callback([options] { scan_command(*options); });
}

}  // namespace natmod::commands
