// One thing that keeps a module from working, or that its author should know. natmod check lists
// findings; natmod build makes them of a compiler's messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace natmod {

enum class FindingKind : uint8_t {
    missing_header,
    port_header,     // of a port or its SDK: makes the module port-dependent
    missing_name,    // something that no header declares
    firmware_state,  // MP_STATE_VM() of a member that the module does not register
    missing_symbol,  // declared, but nothing defines it
    compile_error,   // as the compiler says it
    error,           // natmod's own, such as a registration that cannot work
    too_large,       // for the limits that the user gave
    note,            // behaves otherwise than in a firmware; the module works
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

// Adds to the other places, if it is none that is known.
void add_place(Finding& finding, const std::string& place);

// Adds it, or its place to the same one that is there already.
void add_finding(std::vector<Finding>& findings, Finding finding);

}  // namespace natmod
