// SPDX-License-Identifier: MIT
// The headers of the port whose firmware a module is built for: where they are, and the macros that
// they were compiled with.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/toolchain.h"

namespace natmod::driver {

// The flags by which the firmware's own sources find them; none unless the options ask for them
// with --like or --port. Throws Error.
std::vector<std::string> port_flags(const BuildOptions& options);

// Those of them that a module's sources get: without the settings of MicroPython itself.
std::vector<std::string> port_flags_for_modules(std::span<const std::string> port_flags);

// The settings that py/mpconfig.h has in the firmware, as a header for the end of the SDK's: it
// defines those that the SDK does not. `flags` name the port's headers. Throws Error if the
// compiler cannot read them.
std::string port_config(const Toolchain& toolchain, std::span<const std::string> flags);

// Of one compiler command, run in `directory`: its folders of headers, to be searched after all
// others, the files that it includes by itself, and its macros.
std::vector<std::string> port_flags_of(std::span<const std::string> command,
                                       const std::filesystem::path& directory);

// The same of the command in that compile_commands.json by which a source was compiled. `like` is
// the source's name, or the end of its path. Throws Error.
std::vector<std::string> flags_like(const std::filesystem::path& compile_commands,
                                    const std::string& like);

}  // namespace natmod::driver
