// SPDX-License-Identifier: MIT
// natmod verify: finds every fault of a .mpy file that shows without running it.

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/report.h"
#include "commands/answer.h"
#include "commands/commands.h"
#include "mpy/load.h"
#include "mpy/verify.h"

namespace natmod::commands {
namespace {

// Reports the file's warnings; returns its errors.
std::vector<Finding> verify_file(const std::string& name) {
    std::vector<Finding> errors;
    try {
        mpy::LoadedMpy loaded = mpy::load_mpy(name);
        for (const mpy::Problem& problem : mpy::verify_mpy(loaded.mpy)) {
            if (problem.warning) {
                report({name, problem.text, {}, FindingKind::warning});
            } else {
                errors.push_back({name, problem.text});
            }
        }
    } catch (const Error& error) {
        errors = error.findings();
    }
    return errors;
}

void verify_for_people(const std::vector<std::string>& files) {
    std::vector<Finding> errors;
    for (const std::string& name : files) {
        std::vector<Finding> more = verify_file(name);
        if (more.empty()) fmt::print("{}: ok\n", name);
        std::ranges::move(more, std::back_inserter(errors));
    }
    if (!errors.empty()) throw Error(std::move(errors));
}

struct VerifyArguments {
    std::vector<std::string> files;
    AnswerForm form;
};

void verify(const VerifyArguments& command) {
    if (command.form.for_people()) return verify_for_people(command.files);
    answer(command.form, "verify", [&](Answer& answer) {
        for (const std::string& name : command.files) {
            std::vector<Finding> errors = verify_file(name);
            for (const Finding& error : errors) answer.add(error);
            answer.add_result(errors.empty(), {{"file", name}});
        }
    });
}

}  // namespace

cli::Command verify_command() {
    auto arguments = std::make_shared<VerifyArguments>();
    cli::Options files = {{"FILES", &arguments->files, ".mpy files", {.required = true}}};
    return {.name = "verify",
            .description = "Check .mpy files; the exit status is 1 if one cannot work",
            .options = files + answer_options(arguments->form),
            .run = [arguments] { verify(*arguments); }};
}

}  // namespace natmod::commands
