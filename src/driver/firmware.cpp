// SPDX-License-Identifier: MIT
#include "driver/firmware.h"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "driver/fingerprint.h"
#include "driver/firmware_list.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

const abi::Arch& machine_arch() {
    utsname name{};
    ::uname(&name);
    return abi::arch_of_machine(name.machine, sizeof(void*));
}

// In the list: the first that runs here without an emulator.
std::string machine_firmware() {
    return fmt::format("trixie-{}", machine_arch().debian);
}

// Of the list; empty for another name, and if it is not unpacked.
fs::path listed_micropython(const std::string& name) {
    std::vector<ListedFirmware> list = firmware_list();
    auto firmware = std::ranges::find(list, name, &ListedFirmware::name);
    return firmware == list.end() ? fs::path() : firmware->program();
}

bool is_listed(const std::string& name) {
    return std::ranges::count(firmware_list(), name, &ListedFirmware::name) != 0;
}

}  // namespace

std::string find_micropython(const std::string& wanted) {
    const char* variable = std::getenv("NATMOD_MICROPYTHON");
    std::string named = !wanted.empty() ? wanted : variable != nullptr ? variable : "";
    if (!named.empty()) {
        fs::path program = find_program(named);
        if (program.empty()) program = listed_micropython(named);
        if (!program.empty()) return program.string();
        std::string hint = wanted.empty() ? "NATMOD_MICROPYTHON names it" : "an option names it";
        throw Error(fmt::format("the MicroPython {} is not found", named),
                    is_listed(named) ? how_to_get(named) : hint);
    }
    fs::path program = find_program("micropython");
    if (program.empty()) program = listed_micropython(machine_firmware());
    if (!program.empty()) return program.string();
    throw Error("there is no micropython in PATH",
                fmt::format("{}, or name one with an option or NATMOD_MICROPYTHON",
                            how_to_get(machine_firmware())));
}

Firmware ask_firmware(const std::string& program) {
    Firmware firmware{program};
    ProcessOptions options;
    options.capture = true;
    std::vector<std::string> command = {
        program, "-c", "import sys; print(getattr(sys.implementation, '_mpy', 0))"};
    ProcessResult result = run_process(command, options);
    int accepted = 0;
    const std::string& text = result.output;
    std::from_chars(text.data(), text.data() + text.size(), accepted);
    int version = accepted & 0xff;
    firmware.abi = accepted >> 8 & 3;
    firmware.arch = abi::find_arch(accepted >> 10 & 0xf);
    if (result.status != 0 || version != 6 || firmware.arch == nullptr ||
        firmware.abi < abi::kMinAbi) {
        bool arm = machine_arch().debian == "armhf";
        throw Error({program, "this MicroPython does not load native modules of .mpy version 6",
                     fmt::format("--firmware or NATMOD_MICROPYTHON names another; Debian's "
                                 "micropython{} can",
                                 arm ? " for armhf, not that for arm64," : "")});
    }
    return firmware;
}

bool runs(const Firmware& firmware, const abi::Arch& arch) {
    return firmware.arch->family.elf == arch.family.elf;
}

namespace {

// A script may run another program tomorrow.
bool is_machine_code(const std::string& program) {
    MappedFile file(program);
    return file.text().starts_with(
        "\x7f"
        "ELF");
}

// We keep the answer of a program that has not changed since.
const abi::Arch& arch_of_firmware(const std::string& program) {
    if (!is_machine_code(program)) return *ask_firmware(program).arch;
    fs::path file =
        cache_dir() / "firmware" / Fingerprint().add(NATMOD_VERSION).add_file(program).text();
    if (auto name = read_entry(file))
        if (const abi::Arch* arch = abi::find_arch(*name)) return *arch;
    const abi::Arch& arch = *ask_firmware(program).arch;
    write_entry(file, arch.name);
    return arch;
}

}  // namespace

const abi::Arch& default_arch() {
    try {
        return arch_of_firmware(find_micropython({}));
    } catch (const Error&) {
        return machine_arch();  // no MicroPython, or one that loads no native modules
    }
}

}  // namespace natmod::driver
