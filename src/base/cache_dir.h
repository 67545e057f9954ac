// The folder for what builds share: the answers of compilers, and compiled runtimes.
#pragma once

#include <filesystem>

namespace natmod {

// $NATMOD_CACHE, else $XDG_CACHE_HOME/natmod, else ~/.cache/natmod; makes the folder if it is
// missing. If none of these can be written, `fallback`.
std::filesystem::path cache_dir(const std::filesystem::path& fallback);

}  // namespace natmod
