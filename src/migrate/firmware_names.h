// SPDX-License-Identifier: MIT
// Replaces names that only native modules have by names that firmware has too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "migrate/edits.h"
#include "source/raw_source.h"

namespace natmod::migrate {

// The source with `mp_fun_table.type_type` written `mp_type_type`, and so on, as far as the member
// has a name of its own, and with `static` for STATIC, which firmware had until 1.22. Lines stay
// where they are.
std::string use_firmware_names(std::string_view source);

// Removes definitions of memset, memcpy and memmove that only call the table's (after
// use_firmware_names: each other): firmware and natmod have these functions.
Edits remove_memory_functions(const source::SplitSource& tokens, std::string_view source);

bool is_memory_function(std::string_view name);

}  // namespace natmod::migrate
