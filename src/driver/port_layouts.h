// SPDX-License-Identifier: MIT
// Whether the structures that the SDK has of its own are those of the port's headers, which modules
// see beside the SDK's.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "driver/build_job.h"

namespace natmod::driver {

struct SharedLayout {
    std::string_view header, type;
    std::string_view members;  // with blanks between them; no bit-fields
};

// Those of the SDK's headers, but for these, which differ on purpose: mp_arg_t, which the linker
// narrows; mp_stream_seek_t, whose offset is as wide as the firmware's at run time; what modules do
// not look into (mp_fun_table_t, mp_raw_code_t, mp_obj_stringio_t).
std::span<const SharedLayout> shared_layouts();

// Compiles the sizes and offsets of shared_layouts() with the flags of a module, and once more with
// the port's own headers alone, and compares. Asks no compiler if none of the headers has changed
// since they agreed (`cache`). Throws Error with what differs.
void check_layouts(const BuildJob& job, const std::filesystem::path& cache);

}  // namespace natmod::driver
