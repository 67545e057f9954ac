// SPDX-License-Identifier: MIT
// The folder for what builds share: the answers of compilers, and compiled runtimes.
//
// An entry may vanish or be damaged, and the folder may fill up: then the entry is made anew, and
// one line says that it could not be kept. Nothing is believed that another user could have
// written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace natmod {

// $NATMOD_CACHE, else $XDG_CACHE_HOME/natmod, else ~/.cache/natmod; makes the folder if it is
// missing. If that cannot be written, or if others can write there, says so and takes `other`, or
// else a folder for temporary files that is this user's alone.
std::filesystem::path cache_dir(const std::filesystem::path& other = {});

// Says, once in a build, that the cache is of no use.
void note_no_cache(const std::filesystem::path& path, const std::string& why);

// The content with a last line by which damage is noticed. That is a comment in a ninja file, and
// ELF files may end in anything.
std::string sealed(std::string_view content);

// Whether the file has what sealed() gave, and is this user's.
bool is_sound(const std::filesystem::path& file);

// The content of an entry. None if it is missing or not sound.
std::optional<std::string> read_entry(const std::filesystem::path& file);

// If it cannot be written, says so.
void write_entry(const std::filesystem::path& file, std::string_view content);

// In an entry that is a folder: that it is used today.
void mark_used(const std::filesystem::path& folder);

// Removes entries that nobody has used for a month, and the oldest if all take too much room, but
// none of the last day, which a build may be using.
void sweep_cache(const std::filesystem::path& cache);

}  // namespace natmod
