// SPDX-License-Identifier: MIT
// What one source says about the module it belongs to, read from its preprocessed text: which
// qstrs it uses, what it registers, which module objects and tables it defines.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "source/tokens.h"

namespace natmod::source {

// A place in a source. Those in one file share its name.
struct Where {
    std::shared_ptr<const std::string> file;
    uint32_t line = 0;

    operator Place() const { return {file ? *file : std::string(), line}; }
    std::string text() const { return Place(*this).text(); }
};

// MP_REGISTER_MODULE or MP_REGISTER_EXTENSIBLE_MODULE. `name` is the identifier after MP_QSTR_.
struct Registration {
    std::string name;
    std::string object;
    bool extensible = false;
    bool enabled = true;  // false: the third argument (releases up to 1.18) is 0
    Where where;
};

// MP_REGISTER_MODULE_DELEGATION: `function` handles attributes that the module does not have.
struct Delegation {
    std::string object;
    std::string function;
    Where where;
};

// MP_REGISTER_ROOT_POINTER: a C declaration without its semicolon.
struct RootPointer {
    std::string declaration;
    Where where;
};

struct TableEntry {
    std::string name;   // identifier after MP_QSTR_, empty if the key is something else
    std::string value;  // C text
    Where where;
};

// A variable of a type that matters to a module, with what its initialiser names.
struct Definition {
    std::string kind;  // "module", "dict" or "table"
    std::string name;
    bool is_static = false;  // not visible to other sources
    bool cxx_const = false;  // ... because C++ makes a const variable so
    Where where;
    std::vector<std::string> refers_to;  // identifiers of the initialiser
    std::vector<TableEntry> entries;     // of a table; with names, and the first 100 without
};

// A qstr where C wants a constant, which no compiler can supply by itself.
struct QstrPlace {
    std::string what;  // "case MP_QSTR", "MP_ROM_QSTR of an expression", ...
    Where where;
};

struct Scan {
    std::string source;
    std::vector<std::string> qstrs;  // identifiers after MP_QSTR_, sorted, each once
    std::vector<Registration> registrations;
    std::vector<Delegation> delegations;
    std::vector<RootPointer> root_pointers;
    std::deque<Definition> definitions;
    Place mpy_init;                     // where the source defines it itself
    std::vector<QstrPlace> to_rewrite;  // the first 100, in order; see source/rewrite.h
    // Tables of mp_arg_t are only handed on as a whole, so that their layout may change.
    bool opaque_arguments = true;
    bool static_arguments = true;  // all of them are constants, none is on the stack
    bool knows_streams = false;    // py/stream.h is included
    bool asks_streams = false;    // uses the ioctl of some stream: a seek may be among the requests
    std::vector<Finding> errors;  // not in the JSON form
};

// Reads the tokens of the preprocessed `source`. `errors` gets what cannot work in a native module.
Scan scan_tokens(const Tokens& tokens, std::string source, bool cxx);
Scan scan_tokens(Tokens&& tokens, std::string source, bool cxx);
Scan scan_text(std::string_view text, std::string source, bool cxx);

void to_json(nlohmann::json& json, const Where& where);
void from_json(const nlohmann::json& json, Where& where);

// Writes the JSON form piece by piece.
void write_scan(const Scan& scan, const std::function<void(std::string_view)>& write);

// The scan that `natmod scan` wrote to that file. Throws Error if it is not one.
Scan read_scan(const std::string& file);

}  // namespace natmod::source
