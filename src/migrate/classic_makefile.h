// SPDX-License-Identifier: MIT
// The Makefile of a classic native module: the one that includes py/dynruntime.mk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace natmod::migrate {

struct ClassicMakefile {
    std::filesystem::path path;
    std::string name;                  // of the module; empty if make does not say
    std::vector<std::string> sources;  // relative to the Makefile's folder
    std::vector<std::string> cflags, ldflags;
};

// What stands for the MicroPython checkout in the flags.
constexpr const char* kTop = "$(TOP)";

// The Makefile beside `source`, or the one a folder up if it names `source`; nothing if there is
// none. GNU make evaluates it, so its $(shell) runs. Throws Error if make cannot read it.
std::optional<ClassicMakefile> find_classic_makefile(const std::filesystem::path& source);

// The text of a micropython.mk and a micropython.cmake for the same module.
std::string micropython_mk(const ClassicMakefile& makefile);
std::string micropython_cmake(const ClassicMakefile& makefile);

}  // namespace natmod::migrate
