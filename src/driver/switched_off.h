// SPDX-License-Identifier: MIT
// Explains why a source with MP_REGISTER_MODULE registers nothing: it stands in an #if that
// firmware builds switch on, as with `make CFLAGS_EXTRA=-DMODULE_NAME_ENABLED=1`.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"

namespace natmod::driver {

// Says where the registration is, and in which condition. Nothing if the source cannot be read, or
// if no registration stands in an #if. This reads the source's plain lines, so it is only a guess:
// use it for a message, once you know that no registration was compiled.
std::optional<Finding> switched_off_registration(const std::string& source);

}  // namespace natmod::driver
