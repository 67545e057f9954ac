// SPDX-License-Identifier: MIT
// natmod doctor: what works on this machine, and the command that mends what does not.

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "commands/commands.h"
#include "doctor/doctor.h"

namespace natmod::commands {
namespace {

nlohmann::json json_of(const std::vector<doctor::Check>& checks) {
    auto or_null = [](const std::string& text) {
        return text.empty() ? nlohmann::json() : nlohmann::json(text);
    };
    nlohmann::json list = nlohmann::json::array();
    for (const doctor::Check& check : checks)
        list.push_back({{"group", check.group},
                        {"name", check.name},
                        {"needed", check.needed},
                        {"ok", check.ok()},
                        {"found", or_null(check.found)},
                        {"lacks", or_null(check.lacks)},
                        {"mend", or_null(check.mend)}});
    return {{"ok", doctor::is_well(checks)},
            {"mend", or_null(doctor::mend_all(checks))},
            {"checks", list}};
}

void print_text(const std::vector<doctor::Check>& checks) {
    std::string group;
    for (const doctor::Check& check : checks) {
        if (check.group != group) fmt::print("{}{}:\n", group.empty() ? "" : "\n", check.group);
        group = check.group;
        const char* mark = check.ok() ? "ok" : check.needed ? "!!" : "-";
        std::string text = check.found;
        if (!check.lacks.empty()) text += (text.empty() ? "" : "; ") + check.lacks;
        fmt::print("  {:2}  {:15} {}\n", mark, check.name, text);
        if (!check.mend.empty()) fmt::print("      {:15} > {}\n", "", check.mend);
    }
    if (std::string all = doctor::mend_all(checks); !all.empty())
        fmt::print("\nWhat packages mend, at once:\n  {}\n", all);
    fmt::print("\n{}\n", doctor::is_well(checks)
                             ? "This machine builds modules, and runs them."
                             : "This machine cannot build modules and run them: see the lines "
                               "with !!");
}

}  // namespace

cli::Command doctor_command() {
    auto json = std::make_shared<bool>(false);
    return {.name = "doctor",
            .description = "Say what works on this machine, and what mends the rest",
            .footer =
                "Builds a new module and runs it; the exit status is 0 if that works, with "
                "the rest of\n"
                "what the first group names. What else is missing, marked -, does not count.",
            .options = {{"--json", json.get(), "print JSON"}},
            .run = [json] {
                std::vector<doctor::Check> checks = doctor::examine();
                if (*json)
                    fmt::print("{}\n", json_text(json_of(checks), 2));
                else
                    print_text(checks);
                if (!doctor::is_well(checks)) throw Error(std::vector<Finding>{});
            }};
}

}  // namespace natmod::commands
