// SPDX-License-Identifier: MIT
// Object files, archives and scripts through the whole linker. What it writes must be a readable
// .mpy.

#include "link/link.h"

#include <stdexcept>

#include "../elf_samples.h"
#include "../targets.h"
#include "abi/arch.h"
#include "base/error.h"
#include "mpy/decode.h"

namespace natmod::fuzz {
namespace {

// That of the object's e_machine and class; x64 for what has none.
const abi::Arch* arch_of(Input bytes) {
    const abi::Arch* result = abi::find_arch("x64");
    if (bytes.size() < 20) return result;
    abi::ElfMachine machine{static_cast<uint16_t>(bytes[18] | bytes[19] << 8),
                            bytes[4] == 2 ? 8 : 4};
    for (const abi::Arch& arch : abi::all_archs())
        if (arch.family.elf == machine) result = &arch;
    return result;
}

// A file that the loader would take, without a write outside its blocks.
void check(const Bytes& bytes) {
    mpy::MpyFile file = mpy::decode_mpy(bytes);
    auto word = static_cast<size_t>(mpy::word_size_of(file.arch));
    for (const mpy::RelocRun& run : file.code.relocs) {
        size_t words = (run.in_rodata ? file.code.rodata : file.code.text).size() / word;
        if (run.word + run.count > words) throw std::logic_error("relocation outside its block");
    }
}

void link_and_check(const link::LinkOptions& options) {
    Bytes mpy;
    try {
        mpy = link::link(options);
    } catch (const Error&) {
        return;
    }
    check(mpy);
}

link::LinkOptions options_for(const std::string& object) {
    link::LinkOptions options;
    options.arch = abi::find_arch("x64");
    options.source_name = "fuzz.mpy";
    options.objects = {object};
    return options;
}

// One that links.
const std::string& good_object() {
    static const std::string file = scratch_file("good.o", elf_samples::object(elf_samples::kX64));
    return file;
}

}  // namespace

void link_object(Input bytes) {
    link::LinkOptions options = options_for(scratch_file("fuzz.o", bytes));
    options.arch = arch_of(bytes);
    for (bool keep_unused : {false, true}) {
        options.keep_unused = keep_unused;
        link_and_check(options);
    }
}

std::vector<Bytes> objects_and_archives() {
    std::vector<Bytes> result = objects();
    std::ranges::move(archives(), std::back_inserter(result));
    return result;
}

// The script names itself fuzz.ld, and may name good.o.
void link_script(Input bytes) {
    link::LinkOptions options = options_for(good_object());
    std::string script = scratch_file("fuzz.ld", bytes);
    options.externs = {script};
    link_and_check(options);
    options.externs.clear();
    options.objects.push_back(script);
    link_and_check(options);
}

void link_qstrs(Input bytes) {
    link::LinkOptions options = options_for(good_object());
    options.qstr_files = options.qstr_defs = {scratch_file("fuzz.qstr", bytes)};
    link_and_check(options);
}

// The firmware's ELF file, a map or a list of symbols.
void link_to_firmware(Input bytes) {
    link::LinkOptions options = options_for(good_object());
    options.firmware = scratch_file("fuzz.elf", bytes);
    link_and_check(options);
}

}  // namespace natmod::fuzz
