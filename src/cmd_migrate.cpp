// natmod migrate: hand-written mpy_init functions become static module definitions.

#include <fmt/format.h>
#include <memory>
#include <string>
#include <vector>

#include "commands.h"
#include "error.h"
#include "file.h"
#include "migrate/migrate.h"
#include "process.h"
#include "temporary_file.h"

namespace natmod {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string name;
    bool diff = false;
    bool write = false;
};

void print_diff(const std::string& file, const std::string& text) {
    TemporaryFile changed({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    std::vector<std::string> command = {
        "diff", "-u", "-L", file, "-L", file + " (migrated)", file, changed.path()};
    ProcessOptions options;
    options.hint = "install diffutils, or use --write";
    if (run_process(command, options).status > 1) throw Error(Message{file, "diff failed"});
}

void run(const Options& options) {
    if (!options.name.empty() && options.files.size() > 1) {
        throw Error("--name is for one file", "run natmod migrate once per module");
    }
    for (const std::string& file : options.files) {
        migrate::Migration migration;
        bool changed = false;
        {
            MappedFile source(file);
            migration = migrate::migrate_source(
                file, source.text(),
                options.name.empty() ? migrate::module_name_for(file) : options.name);
            changed = migration.text != source.text();
        }
        if (!changed) fmt::print(stderr, "natmod: {}: nothing to migrate\n", file);
        if (changed && options.write) write_file(file, std::string_view(migration.text));
        if (changed && (options.diff || !options.write)) print_diff(file, migration.text);
        for (const Message& note : migration.notes) print_message(note, "to do");
    }
}

}  // namespace

void add_migrate_command(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "migrate", "Rewrite a hand-written mpy_init into a static module definition.");
    command->add_option("FILES", options->files, "C or C++ sources of a native module")->required();
    auto* diff = command->add_flag("--diff", options->diff, "Print what would change (default)");
    command->add_flag("--write", options->write, "Rewrite the files")->excludes(diff);
    command->add_option("--name", options->name,
                        "Name of the module; default: MOD of a Makefile beside the file, or the "
                        "file's name");
    command->footer("What is left to do by hand is printed as FILE:LINE: to do: TEXT.");
    command->callback([options] { run(*options); });
}

}  // namespace natmod
