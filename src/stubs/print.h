// SPDX-License-Identifier: MIT
// A stub as Python text (PEP 484, PEP 561).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "stubs/build_model.h"

namespace natmod::stubs {

struct StubFile {
    std::filesystem::path path;  // "shapes.pyi", or "pkg/__init__.pyi" if there are submodules
    std::string text;
};

// One file for each module and submodule.
std::vector<StubFile> print_stubs(const Model& model);

}  // namespace natmod::stubs
