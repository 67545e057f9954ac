// What natmod check finds out about one module on one architecture.
#pragma once

#include <cstdint>
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

    // Headers, or names and symbols, that belong to a port.
    std::vector<std::string> port_headers() const;
    std::vector<std::string> port_names() const;

    // Built, and nothing found but notes.
    bool works() const;
};

// Builds the module below its build folder (in check/, beside the user's results) and reports
// instead of failing. Throws Error only if that folder cannot be written.
CheckReport check_module(const driver::ModuleDescription& module, const abi::Arch& arch,
                         const driver::BuildOptions& options, const Limits& limits = {});

}  // namespace natmod::check
