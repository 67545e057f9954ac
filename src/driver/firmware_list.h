// SPDX-License-Identifier: MIT
// The stock firmwares that run on this machine, by themselves or in qemu: Debian's, which
// scripts/get-firmware unpacks without installing them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::driver {

// A line of scripts/firmware.txt.
struct ListedFirmware {
    std::string name;                // trixie-armhf
    std::string version;             // of MicroPython
    std::string abi;                 // 6.3
    std::vector<std::string> archs;  // whose modules it loads

    // The program, if it is unpacked; else empty.
    std::filesystem::path program() const;
};

// Empty if NATMOD_SDK names an SDK without a list beside it.
std::vector<ListedFirmware> firmware_list();

// "natmod firmware get NAME"
std::string how_to_get(std::string_view name);

// Unpacks it, if it is not there, and returns the program. Throws Error, also for a name that is
// not in the list.
std::filesystem::path get_firmware(const std::string& name);

}  // namespace natmod::driver
