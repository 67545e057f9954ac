// natmod scan: writes what one source registers and uses, as JSON. Build rules call it, not people.

#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "commands/commands.h"
#include "source/preprocess.h"
#include "source/scan.h"

namespace natmod::commands {
namespace {

struct ScanArguments {
    std::string output;
    std::string depfile;
    source::CompileCommand command;
};

void scan(const ScanArguments& options) {
    std::string text = source::preprocess(
        options.command,
        {.defines = {"NO_QSTR"}, .depfile = options.depfile, .target = options.output});
    source::Scan scan = source::scan_text(text, options.command.source(), options.command.is_cxx());
    if (!scan.errors.empty()) throw Error(scan.errors);
    write_file(options.output, json_text(scan) + "\n", true);
}

}  // namespace

cli::Command scan_command() {
    auto arguments = std::make_shared<ScanArguments>();
    return {.name = "scan",
            .description = "Read one source's registrations (internal)",
            .hidden = true,
            .options = {{"-o", &arguments->output, "JSON file to write", {.required = true}},
                        {"--depfile", &arguments->depfile, "make rule to write"},
                        {"command",
                         &arguments->command.words,
                         "compiler, flags and source, all behind --",
                         {.required = true}}},
            .run = [arguments] { scan(*arguments); }};
}

}  // namespace natmod::commands
