// SPDX-License-Identifier: MIT
// Objects that mpy_init fills at run time (types, tables, functions) and their static definitions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "migrate/entry_body.h"
#include "migrate/rom_value.h"

namespace natmod::migrate {

// A declaration at the top level of the file: `static mp_obj_full_type_t NAME;`, a table
// `mp_map_elem_t NAME[2];`, `MP_DEFINE_CONST_DICT(NAME, TABLE);`.
struct Declaration {
    enum Kind { type, table, function, dict };
    Kind kind = type;
    std::string name;
    std::string of;    // dict: its table
    std::string size;  // table: the text between the brackets
    bool is_static = false;
    bool is_extern = false;  // declared only
    bool alone = true;       // the only name of its statement
    size_t begin = 0, end = 0;
    size_t type_begin = 0, type_end = 0;  // the words from storage class to type name
    uint32_t line = 0;
};

// All such declarations of a file, of whose `text` `code` has no comments; but not very many.
std::vector<Declaration> find_declarations(source::Code code, std::string_view text);

// One thing that a statement of mpy_init puts into an object.
struct Part {
    std::string what;           // "name", "flags", "base", "slot", "key value", ...
    std::string field;          // the slot; the table's index
    std::string value, second;  // as constants
    size_t element = 0;
};

// What is known of one object of the file from the statements that fill it.
struct Definition {
    Declaration declaration;
    std::vector<Part> parts;
    std::string problem;  // why it stays as it is; empty: it becomes static
    uint32_t problem_line = 0;
};

// The first such part; any field if `field` is empty. nullptr if there is none.
const Part* find_part(const Definition& definition, std::string_view what,
                      std::string_view field = {});

// Objects filled in `body`. The elements that a definition without a problem consumes are in
// its parts.
std::vector<Definition> find_definitions(const std::vector<Declaration>& declarations,
                                         const std::vector<Element>& body, const Names& names);

// The text of the static definition, with the comments of its statements.
std::string definition_text(const Definition& definition, const std::vector<Element>& body);

// The words of the values that the definition refers to.
std::vector<std::string> references(const Definition& definition);

}  // namespace natmod::migrate
