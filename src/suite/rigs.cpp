// SPDX-License-Identifier: MIT
#include "suite/rigs.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "base/limited_process.h"
#include "base/report.h"
#include "driver/builtin_modules.h"
#include "driver/firmware_list.h"
#include "driver/run_python.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::suite {
namespace {

using Archs = std::vector<const abi::Arch*>;

// A MicroPython and its name.
struct Program {
    driver::Firmware firmware;
    std::string name;
};

ScriptRun run_here(const driver::Firmware& firmware, const Script& script,
                   const std::vector<fs::path>& modules, int seconds) {
    fs::path folder = script.file.parent_path();
    driver::PythonRun python{.code = {}, .rest = {script.file.filename().string()}};
    LimitedResult result =
        run_limited(driver::micropython_command(python, firmware, modules, folder), folder,
                    {driver::module_path(modules, script.folders)}, {.seconds = seconds});
    return {.output = std::move(result.output),
            .status = result.status,
            .out_of_time = result.out_of_time,
            .too_much_output = result.too_much_output,
            .limit = seconds,
            .seconds = result.seconds};
}

Rig rig_of(const Program& program, const abi::Arch& arch, int seconds) {
    return {.arch = &arch,
            .abi = program.firmware.abi,
            .firmware = program.name,
            .run =
                [firmware = program.firmware, seconds](const Script& script,
                                                       const std::vector<fs::path>& modules) {
                    return run_here(firmware, script, modules, seconds);
                },
            .check =
                [firmware = program.firmware](const std::vector<fs::path>& modules) {
                    driver::report_hidden_modules(firmware, modules);
                }};
}

// `wanted` may be empty, for the default one. A program that is in the list is known by that name.
Program program_of(const std::string& wanted) {
    Program program{driver::ask_firmware(driver::find_micropython(wanted)), wanted};
    const std::string& path = program.firmware.program;
    if (wanted.empty()) program.name = path;
    for (const driver::ListedFirmware& listed : driver::firmware_list())
        if (listed.program() == path) program.name = listed.name;
    return program;
}

// "all" and names with commas between them.
std::vector<std::string> names_of(const std::vector<std::string>& words) {
    std::vector<std::string> names;
    auto add = [&](std::string name) {
        if (!name.empty() && std::ranges::find(names, name) == names.end())
            names.push_back(std::move(name));
    };
    for (std::string_view rest : words) {
        while (!rest.empty()) {
            std::string_view name = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(name.size() + 1, rest.size()));
            if (name != "all") {
                add(std::string(name));
                continue;
            }
            for (const driver::ListedFirmware& listed : driver::firmware_list())
                if (!listed.program().empty()) add(listed.name);
            if (names.empty())
                throw Error("no firmware of the list is unpacked here",
                            "natmod firmware lists them");
        }
    }
    return names;
}

Error no_firmware_for(const abi::Arch& arch) {
    std::string hint = "no stock MicroPython that runs here loads its modules";
    for (const driver::ListedFirmware& listed : driver::firmware_list()) {
        if (std::ranges::count(listed.archs, arch.name) == 0) continue;
        hint = driver::how_to_get(listed.name);
        break;
    }
    return Error(fmt::format("there is no MicroPython here that runs modules for {}", arch.name),
                 hint);
}

// Of the programs that `find` gives, the first that runs the architecture.
Program program_for(const abi::Arch& arch) {
    try {
        Program usual = program_of({});
        if (driver::runs(usual.firmware, arch)) return usual;
    } catch (const Error&) {
        // There is none, or it loads no modules.
    }
    for (const driver::ListedFirmware& listed : driver::firmware_list())
        if (std::ranges::count(listed.archs, arch.name) != 0 && !listed.program().empty())
            return program_of(listed.name);
    throw no_firmware_for(arch);
}

std::vector<Rig> rigs_for(const Archs& archs, bool all, int seconds) {
    std::vector<Rig> rigs;
    std::vector<Finding> left_out;
    for (const abi::Arch* arch : archs) {
        try {
            rigs.push_back(rig_of(program_for(*arch), *arch, seconds));
        } catch (const Error& error) {
            left_out.push_back(error.findings().front());
        }
    }
    if (!left_out.empty() && (!all || rigs.empty())) throw Error(std::move(left_out));
    for (Finding& finding : left_out) {
        finding.kind = FindingKind::note;
        report(finding);
    }
    return rigs;
}

}  // namespace

std::vector<Rig> requested_rigs(const std::vector<std::string>& firmwares,
                                const driver::BuildOptions& options, int seconds) {
    Archs archs;
    if (!driver::requested_archs(options).empty()) archs = driver::buildable_archs(options);
    std::vector<std::string> names = names_of(firmwares);
    if (names.empty() && archs.empty()) {
        Program usual = program_of({});
        return {rig_of(usual, *usual.firmware.arch, seconds)};
    }
    bool all = std::ranges::count(options.archs, "all") != 0;
    if (names.empty()) return rigs_for(archs, all, seconds);
    std::vector<Rig> rigs;
    Archs unused = archs;
    for (const std::string& name : names) {
        Program program = program_of(name);
        if (archs.empty()) rigs.push_back(rig_of(program, *program.firmware.arch, seconds));
        for (const abi::Arch* arch : archs) {
            if (!driver::runs(program.firmware, *arch)) continue;
            rigs.push_back(rig_of(program, *arch, seconds));
            std::erase(unused, arch);
        }
    }
    if (!unused.empty() && (!all || rigs.empty()))
        throw Error(
            fmt::format("no firmware that --firmware-from names runs {}", unused.front()->name),
            "leave out --arch, or name another firmware");
    return rigs;
}

}  // namespace natmod::suite
