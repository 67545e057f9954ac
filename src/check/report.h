// SPDX-License-Identifier: MIT
// What natmod check finds out about one module for one architecture.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "driver/build.h"
#include "mpy/footprint.h"

namespace natmod::check {

struct Cost {
    mpy::Footprint memory;
    uint64_t file = 0;  // bytes of the .mpy

    // Bytes of RAM in use after the import.
    uint64_t ram() const { return memory.heap + memory.exec; }
};

// Limits in bytes; empty: none.
struct Limits {
    std::optional<uint64_t> text, ram;
};

struct CheckReport {
    std::string module;
    std::vector<Finding> findings;
    std::optional<Cost> cost;  // if it was linked
    // Of a module for one firmware: what its code uses of others, and where each comes from.
    std::map<std::string, std::string> symbols;

    // Headers, or names and symbols, that belong to a port.
    std::vector<std::string> port_headers() const;
    std::vector<std::string> port_names() const;

    // It was built, and there are only notes.
    bool works() const;
};

// Builds the module in check/ of its build folder, beside the user's results. Reports problems
// instead of failing; throws Error only if it cannot write to that folder.
CheckReport check_module(const driver::ModuleDescription& module, const abi::Arch& arch,
                         const driver::BuildOptions& options, const Limits& limits = {});

}  // namespace natmod::check
