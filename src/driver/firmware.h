// SPDX-License-Identifier: MIT
// The MicroPython on this machine: where it is, and what it loads.
#pragma once

#include <string>

#include "abi/arch.h"

namespace natmod::driver {

// What a MicroPython accepts, from sys.implementation._mpy. MicroPython's documentation on .mpy
// files explains that number.
struct Firmware {
    std::string program;
    const abi::Arch* arch = nullptr;
    int abi = 0;
};

// The program that `wanted` names (in PATH, or in the list of firmware_list.h), else
// NATMOD_MICROPYTHON, else micropython in PATH, else the first of the list for this machine, if it
// is unpacked. Throws Error if there is none.
std::string find_micropython(const std::string& wanted);

// Throws Error if it loads no native modules.
Firmware ask_firmware(const std::string& program);

// Whether it may load modules for that architecture: several ARM architectures run in one.
bool runs(const Firmware& firmware, const abi::Arch& arch);

// The architecture of the MicroPython found, else one that fits the machine.
const abi::Arch& default_arch();

}  // namespace natmod::driver
