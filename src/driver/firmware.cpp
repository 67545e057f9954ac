// SPDX-License-Identifier: MIT
#include "driver/firmware.h"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "driver/fingerprint.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

const abi::Arch& machine_arch() {
    utsname name{};
    ::uname(&name);
    return abi::arch_of_machine(name.machine, sizeof(void*));
}

// scripts/get-firmware unpacks it, into folders named by Debian's architectures.
fs::path unpacked_micropython() {
    fs::path firmware = sdk_dir() / "../build/firmware";
    return (firmware / fmt::format("trixie-{}/micropython", machine_arch().debian))
        .lexically_normal();
}

}  // namespace

std::string find_micropython(const std::string& wanted) {
    const char* variable = std::getenv("NATMOD_MICROPYTHON");
    std::string named = !wanted.empty() ? wanted : variable != nullptr ? variable : "";
    if (!named.empty()) {
        fs::path program = find_program(named);
        if (!program.empty()) return program.string();
        throw Error(fmt::format("the MicroPython {} is not found", named),
                    wanted.empty() ? "NATMOD_MICROPYTHON names it" : "--firmware names it");
    }
    fs::path program = find_program("micropython");
    if (program.empty()) program = find_program(unpacked_micropython().string());
    if (!program.empty()) return program.string();
    throw Error("there is no micropython in PATH",
                "apt install micropython, or name one with --firmware or NATMOD_MICROPYTHON");
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
