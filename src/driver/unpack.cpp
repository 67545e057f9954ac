// SPDX-License-Identifier: MIT
#include "driver/unpack.h"

#include <cstdlib>

#include "base/error.h"
#include "base/sdk_path.h"

namespace fs = std::filesystem;

namespace natmod::driver {

// The XDG specification wants the folder to be absolute.
fs::path data_dir() {
    const char* xdg = std::getenv("XDG_DATA_HOME");
    if (xdg != nullptr && fs::path(xdg).is_absolute()) return fs::path(xdg) / "natmod";
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / ".local/share/natmod";
}

fs::path own_script(std::string_view name) {
    fs::path script = sdk_dir().parent_path() / "scripts" / name;  // beside the SDK
    if (!fs::exists(script))
        throw Error({script.string(), "is missing", "install Natmod again; unset NATMOD_SDK"});
    return script;
}

}  // namespace natmod::driver
