// natmod migrate: a source with a hand-written mpy_init (py/dynruntime.h) becomes one with a static
// module definition, which firmware and natmod both build.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "error.h"

namespace natmod::migrate {

struct Migration {
    std::string text;            // the new source; the old one where nothing is to be done
    std::vector<Message> notes;  // what is left to do by hand, with file:line
};

// `file` is for messages and tells C from C++; `module` is the name to register.
Migration migrate_source(const std::string& file, std::string_view text, const std::string& module);

// The module's name: MOD of a Makefile beside the file if it is a plain word, else the file's stem.
std::string module_name_for(const std::string& file);

}  // namespace natmod::migrate
