// SPDX-License-Identifier: MIT
// The generated files: their text, and writing them.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "driver/module_plan.h"

namespace natmod::driver {

// module.qstr.h: the root pointers, and every qstr as a symbol that gets its value at import. It
// holds no line numbers, so an edit that only moves lines does not recompile every source.
std::string qstr_header(const ModulePlan& plan);

// module.init.c: mpy_init and the root pointers. With `mutable_globals` the import copies the
// globals table into a writable dict. `linker_adopts`: no mpy_init that the linker can do without,
// as link_description() tells it. Nothing but comments if there is nothing to compile.
std::string init_source(const ModulePlan& plan, bool mutable_globals, bool linker_adopts = false);

// For `natmod ld --description`: the name of the .mpy, the object whose globals the import adopts,
// and where the sources named what module.init.c refers to.
nlohmann::json link_description(const ModulePlan& plan, bool mutable_globals);

// What a build's generated files depend on beside the scans.
struct GeneratedBy {
    std::string name, default_name;  // for plan_named_module()
    bool mutable_globals = false;
    bool other_sources = false;  // there are sources that are not scanned
};

// Writes all three to the work folder. Leaves a file alone if it would not change. Returns what
// they were made from; throws Error as plan_named_module() does.
ModulePlan write_generated(std::span<const source::Scan> scans, const GeneratedBy& options,
                           const std::filesystem::path& folder);

}  // namespace natmod::driver
