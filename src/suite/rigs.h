// SPDX-License-Identifier: MIT
// What runs the scripts: MicroPython programs of this machine, and what each loads.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/firmware.h"
#include "suite/scripts.h"
#include "suite/verdict.h"

namespace natmod::suite {

// One MicroPython, with modules for one architecture.
struct Rig {
    const abi::Arch* arch = nullptr;
    int abi = 0;
    std::string firmware = {};  // as the user knows it: trixie-armhf, or the program

    // Runs the script with these modules importable, perhaps beside others in processes of their
    // own. Throws Error if the firmware itself cannot be run.
    std::function<ScriptRun(const Script&, const std::vector<std::filesystem::path>& modules)> run =
        {};

    // Before that: reports what would make the tests worthless. May be empty.
    std::function<void(const std::vector<std::filesystem::path>& modules)> check = {};
};

// The firmwares named ("all": those of the list that are unpacked), each with the architectures
// asked for that it loads, else its own. If none is named: the default one, or what is unpacked of
// the list for an architecture asked for. Throws Error if something has no firmware.
std::vector<Rig> requested_rigs(const std::vector<std::string>& firmwares,
                                const driver::BuildOptions& options, int seconds);

}  // namespace natmod::suite
