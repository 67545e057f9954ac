// The generated files: their text, and writing them.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "driver/module_plan.h"

namespace natmod::driver {

// module.qstr.h: every qstr as a symbol whose value is known at import, and the root pointers. It
// holds no line numbers, so that an edit that moves lines does not recompile every source.
std::string qstr_header(const ModulePlan& plan);

// module.init.c: mpy_init and the root pointers. With `mutable_globals` the import copies the
// globals table into a dict that can be written.
std::string init_source(const ModulePlan& plan, bool mutable_globals);

// For `natmod ld --description`: the file's name, and where the user named what init.c refers to.
nlohmann::json link_description(const ModulePlan& plan);

// All three, into the work folder; a file that would not change is not touched.
void write_generated(const ModulePlan& plan, bool mutable_globals,
                     const std::filesystem::path& folder);

}  // namespace natmod::driver
