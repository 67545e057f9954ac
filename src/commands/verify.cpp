// natmod verify: finds every fault of a .mpy file that shows without running it.

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "commands/commands.h"
#include "mpy/load.h"
#include "mpy/verify.h"

namespace natmod::commands {
namespace {

// Appends the file's errors, prints its warnings.
void verify_file(const std::string& name, std::vector<Message>& errors) {
    try {
        LoadedMpy loaded = load_mpy(name);
        size_t before = errors.size();
        for (const Problem& problem : verify_mpy(loaded.mpy)) {
            Message message{name, problem.text};
            if (problem.warning) {
                print_message(message, "warning");
            } else {
                errors.push_back(std::move(message));
            }
        }
        if (errors.size() == before) fmt::print("{}: ok\n", name);
    } catch (const Error& error) {
        errors.insert(errors.end(), error.messages().begin(), error.messages().end());
    }
}

}  // namespace

void add_verify_command(CLI::App& app) {
    auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* command =
        app.add_subcommand("verify", "Check .mpy files; the exit status is 1 if one cannot work");
    command->add_option("FILES", *files, ".mpy files")->required();
    command->callback([files] {
        std::vector<Message> errors;
        for (const std::string& name : *files) verify_file(name, errors);
        if (!errors.empty()) throw Error(std::move(errors));
    });
}

}  // namespace natmod::commands
