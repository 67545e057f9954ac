// SPDX-License-Identifier: MIT
// One thing that Natmod has to say, to people or to another program: what is wrong, where, and what
// to do. Errors, the messages of compilers and what natmod check lists are all of this form, and it
// is what the steps of a build hand to each other as JSON.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace natmod {

// Where something is, as far as that is known. Lines and columns count from 1.
struct Place {
    std::string file;
    uint32_t line = 0, column = 0;
    std::string part = {};  // of a file without lines: "section .text, in f()"

    Place() = default;
    Place(std::string path, uint32_t line_number = 0, uint32_t column_number = 0)
        : file(std::move(path)), line(line_number), column(column_number) {}
    Place(const char* path) : file(path) {}

    explicit operator bool() const { return !file.empty(); }
    // "file:line", "file: part", "file" or nothing: as people see it.
    std::string text() const;

    bool operator==(const Place&) const = default;
};

enum class FindingKind : uint8_t {
    missing_header,
    port_header,      // of a port or its SDK: makes the module port-dependent
    missing_name,     // something that no header declares
    firmware_state,   // MP_STATE_VM() of a member that the module does not register
    missing_symbol,   // declared, but nothing defines it
    compile_error,    // as the compiler says it
    compiler_failed,  // a compiler's own messages say why
    error,            // natmod's own, such as a registration that cannot work
    too_large,        // for the limits that the user gave
    test_failed,      // a script of natmod test
    to_do,            // what migrate leaves to be done by hand
    compile_warning,  // as the compiler says it
    warning,          // natmod's own
    note,             // behaves differently than in a firmware; the module works
};

enum class Severity : uint8_t { error, warning, note };

struct Finding {
    Place where = {};
    std::string text = {};
    std::string hint = {};  // what to do; may be empty
    FindingKind kind = FindingKind::error;
    std::string symbol = {};       // the header, name or symbol that it is about, if it is one
    bool port = false;             // a port has it: what makes the module port-dependent
    std::vector<Place> also = {};  // other places of the same
    std::string arch = {};         // of the build that has it, where several may
    std::string module = {};       // likewise

    bool operator==(const Finding&) const = default;
};

// "missing header", as shown and, with hyphens, in JSON.
std::string_view name_of(FindingKind kind);
Severity severity_of(FindingKind kind);
std::string_view name_of(Severity severity);

// Adds to the other places, if it is none that is known.
void add_place(Finding& finding, const Place& place);

// Adds it, or its place to the same one that is there already.
void add_finding(std::vector<Finding>& findings, Finding finding);

// Names the places as the user would from the current folder: "/home/me/module/a.c", and "a.c" of a
// command that ran in `directory`, become "module/a.c".
void name_places(std::vector<Finding>& findings, const std::filesystem::path& directory);

// The schema is described in docs/findings.md.
void to_json(nlohmann::json& json, const Place& place);
void from_json(const nlohmann::json& json, Place& place);
void to_json(nlohmann::json& json, const Finding& finding);
void from_json(const nlohmann::json& json, Finding& finding);

}  // namespace natmod
