// SPDX-License-Identifier: MIT
// natmod doctor: what works on this machine, and the command that mends what does not.

#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "commands/commands.h"
#include "doctor/doctor.h"
#include "driver/firmware.h"
#include "driver/project_file.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

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

struct DoctorArguments {
    bool json = false, mend = false;
    std::vector<std::string> folders = {"."};
    std::vector<std::string> archs;
};

// What the folder's modules are built for and described by, as far as its files say; they are not
// read, for which make or CMake may be missing.
void look_at(const fs::path& folder, std::vector<std::string>& archs,
             std::vector<std::string>& programs) {
    for (const std::string& arch : driver::read_project(folder).archs) archs.push_back(arch);
    if (fs::exists(folder / "micropython.mk"))
        programs.emplace_back("make");
    else if (fs::exists(folder / "micropython.cmake"))
        programs.emplace_back("cmake");
}

void print_mending(const DoctorArguments& arguments) {
    std::vector<std::string> archs, programs;
    for (const std::string& folder : arguments.folders) {
        if (!fs::is_directory(folder))
            throw Error({folder, "there is no such folder", "name folders of modules"});
        look_at(folder, archs, programs);
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.is_directory()) look_at(entry.path(), archs, programs);
    }
    std::vector<const abi::Arch*> wanted =
        driver::named_archs(arguments.archs.empty() ? archs : arguments.archs);
    if (wanted.empty()) wanted = {&driver::default_arch()};
    for (const std::string& command : doctor::mending(wanted, programs))
        fmt::print("{}\n", command);
}

void examine(const DoctorArguments& arguments) {
    std::vector<doctor::Check> checks = doctor::examine();
    if (arguments.json)
        fmt::print("{}\n", json_text(json_of(checks), 2));
    else
        print_text(checks);
    if (!doctor::is_well(checks)) throw Error(std::vector<Finding>{});
}

}  // namespace

cli::Command doctor_command() {
    auto arguments = std::make_shared<DoctorArguments>();
    return {
        .name = "doctor",
        .description = "Say what works on this machine, and what mends the rest",
        .footer =
            "Builds a new module and runs it; the exit status is 0 if that works, with "
            "the rest of\n"
            "what the first group names. What else is missing, marked -, does not count.",
        .options = {{"folder", &arguments->folders, "with --mend: folders of modules"},
                    {"--mend", &arguments->mend,
                     "only print the commands that install what builds the modules in the "
                     "folder, for the architectures of its natmod.toml; nothing if all is "
                     "there"},
                    {"--arch,--archs", &arguments->archs,
                     "with --mend: these architectures instead; as natmod build takes them"},
                    {"--json", &arguments->json, "print JSON"}},
        .run = [arguments] { arguments->mend ? print_mending(*arguments) : examine(*arguments); }};
}

}  // namespace natmod::commands
