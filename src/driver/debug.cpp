// SPDX-License-Identifier: MIT
// The session itself is sdk/debug/natmod_gdb.py, which gdb runs. This file finds gdb and tells the
// script, in JSON, what there is.

#include "driver/debug.h"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <nlohmann/json.hpp>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "elf/object.h"
#include "link/link.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr const char* kScript = "debug/natmod_gdb.py";

bool is_family(const abi::Arch& arch, const abi::Family& family) {
    return arch.family.elf == family.elf;
}

std::string hex(std::span<const uint8_t> bytes) {
    std::string text;
    for (uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

// What the script has to know of a module's symbol file.
nlohmann::json facts_of(const fs::path& module) {
    fs::path path = fs::path(module).replace_extension("elf");
    if (!fs::exists(path))
        throw Error({path.string(), "there is no such file",
                     "natmod build writes it beside the .mpy; build the module again"});
    MappedFile file(path);
    elf::ElfObject object = elf::parse_executable(file.bytes(), path.string());
    auto section = [&](std::string_view name) -> const elf::ElfSection& {
        for (const elf::ElfSection& each : object.sections)
            if (each.name == name) return each;
        throw Error({path.string(), fmt::format("has no section {}", name), "build it again"});
    };
    const elf::ElfSection &text = section(".text"), &bss = section(".bss");
    nlohmann::json facts = {{"name", module.stem().string()},
                            {"elf", fs::absolute(path).string()},
                            {"text_offset", text.data.data() - file.bytes().data()},
                            {"text_size", text.size},
                            {"ram_pointer", nullptr},
                            {"ram_pointee", 0},
                            {"ram_sections", nlohmann::json::object()}};
    for (const elf::ElfSymbol& symbol : object.symbols) {
        if (symbol.name == link::kRamPointer) facts["ram_pointer"] = symbol.value - text.address;
        if (symbol.name == link::kRamPointee) facts["ram_pointee"] = symbol.value - bss.address;
    }
    for (const char* name : {".bss", ".data"})
        if (const elf::ElfSection& ram = section(name); ram.size != 0)
            facts["ram_sections"][name] = ram.address - bss.address;
    return facts;
}

// The register that has the first argument of a function, where start code may be a raw code of its
// own; see docs/how-it-works.md, "The starter".
const char* starter_argument(const abi::Arch& arch) {
    if (arch.code_memory != abi::CodeMemory::heap) return "";
    return is_family(arch, abi::kArm) ? "$r0" : "$a0";
}

}  // namespace

bool runs_here(const abi::Arch& arch) {
    utsname machine{};
    ::uname(&machine);
    std::string_view name = machine.machine;
    if (name == "x86_64") return is_family(arch, abi::kX86_64) || is_family(arch, abi::kX86);
    if (name.starts_with("arm") || name == "aarch64") return is_family(arch, abi::kArm);
    return name == "riscv64" ? is_family(arch, abi::kRiscv64)
                             : name.ends_with("86") && is_family(arch, abi::kX86);
}

std::string find_gdb(const std::string& wanted, bool native) {
    std::string program = wanted, hint = "--gdb names another gdb";
    if (program.empty()) {
        program = native ? "gdb" : "gdb-multiarch";
        hint = fmt::format("apt install {}, or name another gdb with --gdb", program);
    }
    if (find_program(program).empty())
        throw Error(fmt::format("there is no {}", program), std::move(hint));
    std::vector<std::string> words = {program, "-nx", "-batch", "-ex", "python print(6 * 7)"};
    if (run_process(words, {.capture = true, .merge_errors = true}).output != "42\n")
        throw Error(fmt::format("{} cannot run Python", program),
                    "Debian's gdb and gdb-multiarch can; --gdb names another gdb");
    return program;
}

void debug_python(const Firmware* firmware, const abi::Arch& arch,
                  const std::vector<fs::path>& modules, const DebugRun& run) {
    std::vector<std::string> command = {run.gdb, "-q"};
    if (run.batch) command.insert(command.end(), {"-nx", "-batch"});
    command.insert(command.end(), {"-x", (sdk_dir() / kScript).string()});

    nlohmann::json session = {{"modules", nlohmann::json::array()},
                              {"breakpoints", run.breakpoints},
                              {"commands", run.commands},
                              {"batch", run.batch},
                              {"remote", run.remote},
                              {"base", nullptr},
                              {"through_qemu", !runs_here(arch)},
                              {"breakpoint", hex(link::breakpoint_code(arch))},
                              {"starter_argument", starter_argument(arch)}};
    for (const fs::path& module : modules) session["modules"].push_back(facts_of(module));
    if (run.base) session["base"] = *run.base;
    if (firmware != nullptr) {
        session["command"] = micropython_command(run.python, *firmware, modules, ".");
        session["environment"] = {module_path(modules)};
    }
    exec_process(command, {.environment = {"NATMOD_DEBUG=" + json_text(session, -1)}});
}

}  // namespace natmod::driver
