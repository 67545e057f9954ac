// Says why a source with MP_REGISTER_MODULE registers nothing: an #if around it that firmware
// builds switch on, as in `make CFLAGS_EXTRA=-DMODULE_NAME_ENABLED=1`.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"

namespace natmod::driver {

// Says where the registration is and which condition is around it; nothing if the source cannot be
// read or none of its registrations stands in an #if. Reads the source's own lines, so it is a
// guess for a message, once it is known that no registration was compiled.
std::optional<Finding> switched_off_registration(const std::string& source);

}  // namespace natmod::driver
