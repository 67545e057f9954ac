// SPDX-License-Identifier: MIT
// Links objects made in memory and reads the result.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "elf_builder.h"
#include "link/link.h"
#include "mpy/decode.h"
#include "mpy/fixups.h"
#include "temporary_folder.h"

namespace natmod::link {

using namespace elf;

// A module as the loader would see it.
struct Linked {
    Bytes bytes;
    mpy::MpyFile file;
    Bytes text, rodata;

    uint32_t text32(size_t at) const { return get32(text.data() + at); }
    uint64_t text64(size_t at) const { return get64(text.data() + at); }
    // Displacement at `at` that counts from the end of the field: the offset in text it leads to.
    size_t target(size_t at) const {
        auto distance = static_cast<int32_t>(text32(at));
        return static_cast<size_t>(static_cast<int64_t>(at) + 4 + distance);
    }

    // "text 3 += entry 19", one per word.
    std::vector<std::string> relocs() const {
        const char* names[] = {"text", "", "rodata", "", "bss", "", "qstrs", "objects", "table"};
        std::vector<std::string> result;
        for (const mpy::MpyReloc& reloc :
             mpy::expand_relocs(file.code, mpy::word_size_of(file.arch))) {
            std::string value =
                reloc.destination < mpy::kRelocFunTableEntry
                    ? names[reloc.destination]
                    : "entry " + std::to_string(reloc.destination - mpy::kRelocFunTableEntry);
            result.push_back((reloc.in_rodata ? "rodata " : "text ") + std::to_string(reloc.word) +
                             " += " + value);
        }
        return result;
    }

    // "text 3 += qstr object 'area'", one per word; empty if there is no stream.
    std::vector<std::string> fixups() const {
        std::vector<std::string> result;
        auto stream = mpy::find_fixups(file.code, mpy::word_size_of(file.arch));
        if (!stream) return result;
        for (const mpy::Fixup& fixup : stream->fixups)
            result.push_back((fixup.in_ram ? "ram " : "text ") + std::to_string(fixup.word) +
                             " += " + describe(fixup, *stream, file));
        return result;
    }

    std::vector<std::string> qstrs() const {
        std::vector<std::string> result;
        for (const mpy::MpyQstr& qstr : file.qstrs) result.push_back(mpy::text_of(qstr));
        return result;
    }
};

class LinkTest : public ::testing::Test {
  protected:
    LinkTest() {
        options.arch = abi::find_arch("x64");
        options.source_name = "m.mpy";
    }

    std::string write(const std::string& name, const Bytes& bytes) {
        return folder.write(name, as_text(bytes)).string();
    }
    void add(const ElfBuilder& object) {
        options.objects.push_back(
            write("o" + std::to_string(options.objects.size()) + ".o", object.build()));
    }
    void add_library(const std::string& content) {
        options.libraries.push_back(
            folder.write("lib" + std::to_string(options.libraries.size()) + ".a", content)
                .string());
    }

    Linked run() {
        Linked result;
        result.bytes = link(options);
        result.file = mpy::decode_mpy(result.bytes);
        result.text.assign(result.file.code.text.begin(), result.file.code.text.end());
        result.rodata.assign(result.file.code.rodata.begin(), result.file.code.rodata.end());
        return result;
    }

    // The messages of a link that fails, as "text" or "text; hint".
    std::vector<std::string> errors() {
        std::vector<std::string> result;
        try {
            link(options);
        } catch (const Error& error) {
            for (const Finding& message : error.findings())
                result.push_back(message.text + (message.hint.empty() ? "" : "; " + message.hint));
        }
        return result;
    }
    std::string error() {
        auto all = errors();
        return all.size() == 1 ? all[0] : std::to_string(all.size()) + " errors";
    }

    TemporaryFolder folder;
    LinkOptions options;
};

// A stand-in for the runtime: an archive with natmod_start, which refers to mpy_init and the
// stream, and natmod_constructors, which refers to mpy_init; both of 10 bytes.
inline std::string runtime_archive() {
    ElfBuilder start;
    uint32_t code = start.code(".text.natmod_start", Bytes(10));
    start.symbol("natmod_start", code, 0, 10);
    start.reloc(code, 1, 4, start.undefined("mpy_init"), -4);
    start.reloc(code, 6, 2, start.undefined("natmod_fixups"), -4);
    ElfBuilder constructors;
    uint32_t caller = constructors.code(".text.natmod_constructors", Bytes(10));
    constructors.symbol("natmod_constructors", caller, 0, 10);
    constructors.reloc(caller, 1, 4, constructors.undefined("mpy_init"), -4);
    return "!<arch>\n" + archive_member("start.o/", as_text(start.build())) +
           archive_member("init.o/", as_text(constructors.build()));
}

}  // namespace natmod::link
