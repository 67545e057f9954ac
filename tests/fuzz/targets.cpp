// SPDX-License-Identifier: MIT
#include "targets.h"

namespace natmod::fuzz {
namespace {

// natmod.toml has 32 KB at most. The library makes a table of the two bytes of `a.a.a.a.a.a=1`.
constexpr size_t kToml = size_t{8} << 20;
// A section of a few bytes may stand for 16 MiB of zeros in text, and the file is made of copies.
constexpr size_t kZeros = size_t{64} << 20;

constexpr Target kTargets[] = {
    {"archive", read_archive, 16, archives},
    {"compiler", read_compiler_output},
    {"elf", read_object, 16, objects},
    {"firmware", read_firmware},
    {"fixups", read_fixup_stream, 16, fixup_streams},
    {"json", read_json},
    {"lines", read_lines},
    {"link", link_object, 16, objects_and_archives, kZeros},
    {"link_firmware", link_to_firmware},
    {"manifest", read_manifest},
    {"migrate", migrate_source},
    {"mpy", read_mpy, 16, mpy_files},
    {"project", read_project, 16, nullptr, kToml},
    {"preprocessed", read_preprocessed},
    {"qstrs", link_qstrs},
    {"script", link_script},
    {"source", read_source},
    {"words", read_words},
};

}  // namespace

std::span<const Target> targets() {
    return kTargets;
}

}  // namespace natmod::fuzz
