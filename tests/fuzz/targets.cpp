// SPDX-License-Identifier: MIT
#include "targets.h"

namespace natmod::fuzz {
namespace {

// What a text of nothing but tokens of one character, empty arrays, or words of one letter comes
// to.
constexpr size_t kTokens = 128, kJson = 64, kWords = 64, kLines = 24;
// A node, and its place with a pointer to the file's name, for a value of two characters: `[1,1,1,`
constexpr size_t kToml = 256;
// A .mpy as JSON: an object for an entry of a byte.
constexpr size_t kListing = 1000;
// A section of a few bytes may stand for 16 MiB of zeros in text, and the file is made of copies.
constexpr size_t kZeros = size_t{64} << 20;

constexpr Target kTargets[] = {
    {"archive", read_archive, 16, archives},
    {"compiler", read_compiler_output, kJson},
    {"elf", read_object, 16, objects},
    {"firmware", read_firmware},
    {"fixups", read_fixup_stream, 16, fixup_streams},
    {"json", read_json, kJson},
    {"lines", read_lines},
    {"link", link_object, 16, objects_and_archives, kZeros},
    {"link_firmware", link_to_firmware},
    {"manifest", read_manifest, kLines},
    {"migrate", migrate_source, kTokens},
    {"mpy", read_mpy, kListing, mpy_files},
    {"project", read_project, kToml},
    {"preprocessed", read_preprocessed, kTokens},
    {"qstrs", link_qstrs},
    {"script", link_script},
    {"source", read_source, kTokens},
    {"words", read_words, kWords},
};

}  // namespace

std::span<const Target> targets() {
    return kTargets;
}

}  // namespace natmod::fuzz
