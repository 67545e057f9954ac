// What natmod check finds out about one module for one architecture.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "build/build.h"
#include "mpy/footprint.h"

namespace natmod {

// How a finding is shown is in check.cpp; notes do not keep a module from working.
enum class FindingKind : uint8_t {
    missing_header,
    port_header,     // of a port or its SDK: makes the module port-dependent
    missing_name,    // something that no header declares
    firmware_state,  // MP_STATE_VM() of a member that the module does not register
    missing_symbol,  // declared, but nothing defines it
    compile_error,   // as the compiler says it
    error,           // natmod's own, such as a registration that cannot work
    too_large,       // for the limits that the user gave
    note,            // behaves otherwise than in a firmware
};

struct Finding {
    FindingKind kind = FindingKind::error;
    std::string where;  // "file:line", "file" or empty
    std::string text;
    std::string hint = {};               // what to do; may be empty
    std::string subject = {};            // the header, name or symbol that is missing, if it is one
    bool port = false;                   // a port has it: what makes the module port-dependent
    std::vector<std::string> also = {};  // other places of the same

    bool operator==(const Finding&) const = default;
};

// "missing header", as shown and, with hyphens, in JSON.
std::string_view name_of(FindingKind kind);

// Adds it, or its place to the same one that is there already.
void add_finding(std::vector<Finding>& findings, Finding finding);

struct Cost {
    Footprint memory;
    uint64_t file = 0;  // bytes of the .mpy

    // Bytes of RAM in use after the import.
    uint64_t ram() const { return memory.heap + memory.exec; }
};

// What must not be exceeded, in bytes; empty: no limit.
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
CheckReport check_module(const ModuleDescription& module, const BuildOptions& options,
                         const Limits& limits = {});

}  // namespace natmod
