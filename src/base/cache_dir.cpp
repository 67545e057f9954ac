#include "base/cache_dir.h"

#include <unistd.h>

#include <cstdlib>

namespace fs = std::filesystem;

namespace natmod {
namespace {

fs::path wanted_dir() {
    auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value != nullptr ? value : "");
    };
    if (fs::path chosen = variable("NATMOD_CACHE"); !chosen.empty()) return fs::absolute(chosen);
    // The XDG specification says to ignore a relative path.
    if (fs::path xdg = variable("XDG_CACHE_HOME"); xdg.is_absolute()) return xdg / "natmod";
    if (fs::path home = variable("HOME"); home.is_absolute()) return home / ".cache" / "natmod";
    return {};
}

}  // namespace

fs::path cache_dir(const fs::path& fallback) {
    fs::path dir = wanted_dir();
    if (dir.empty()) return fallback;
    std::error_code error;
    fs::create_directories(dir, error);
    return ::access(dir.c_str(), W_OK) == 0 ? dir : fallback;
}

}  // namespace natmod
