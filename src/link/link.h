// SPDX-License-Identifier: MIT
// The linker: relocatable ELF objects and archives in, one native .mpy out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "abi/arch.h"
#include "base/finding.h"

namespace natmod::link {

// The first line of a library whose members are compiled when a link needs them. Each other line
// is a member, an object in the library's folder, and the names that it may define. Whether it
// does, the object says.
inline constexpr std::string_view kSourceLibrary = "natmod library of sources";

struct LinkOptions {
    const abi::Arch* arch = nullptr;
    int abi = abi::kMaxAbi;
    uint32_t arch_flags = 0;
    std::vector<std::string> objects;    // .o and .a files, all members of a .o, .a on demand
    std::vector<std::string> libraries;  // .a files, searched after the objects
    // Compiles objects of a library on demand (kSourceLibrary). Returns the folder where they are,
    // which is the library's or another one.
    std::function<std::filesystem::path(const std::string& library,
                                        const std::vector<std::string>& objects)>
        compile;
    std::vector<std::string> externs;  // linker-script files with `name = 0xADDR;` lines
    std::string firmware;              // ELF, map or list of symbols; empty: for any firmware
    // Objects and archives of the build that made it, or folders with such.
    std::vector<std::string> firmware_objects;
    bool firmware_libs = false;           // its libc, libm and libgcc before those of the toolchain
    std::vector<std::string> qstr_files;  // classic `--qstrs` header, for mp_native_qstr_table
    std::vector<std::string> qstr_defs;   // files with `Q(text)` lines, as QSTR_DEFS of a makefile
    std::string source_name;              // qstr-table entry 0, but for a `.mpy`
    // Where a symbol that only generated code refers to was named by the user.
    std::map<std::string, Place> origins;
    // The registered module object whose globals are all that the import takes, if nothing defines
    // mpy_init.
    std::string adopted;
    bool keep_unused = false;       // no section garbage collection
    bool opaque_arguments = false;  // the layout of tables of mp_arg_t may change
    bool static_arguments = false;  // all of them are constants
    // A breakpoint instruction comes before all other code, for a debugger that waits for the
    // import.
    bool break_at_import = false;
    std::string map_file;     // where to write what went where, if .json so; empty: nowhere
    std::string symbol_file;  // where to write the ELF file with symbols; empty: nowhere
};

// Links in memory. Throws Error with one message per problem found.
std::vector<uint8_t> link(const LinkOptions& options);

// Symbols of the symbol file: a word of text that holds an address in the RAM block once the module
// is loaded, and that address in the file. Neither is there if no such word is.
inline constexpr std::string_view kRamPointer = "natmod_ram_pointer";
inline constexpr std::string_view kRamPointee = "natmod_ram_pointee";

// The code that LinkOptions::break_at_import puts first.
std::span<const uint8_t> breakpoint_code(const abi::Arch& arch);

// Reads a file of natmod generate, which holds what a command line would not: JSON with
// "source_name", if the options have none, "adopted", "opaque_arguments",
// "static_arguments" and "origins".
void read_description(const std::string& file, LinkOptions& options);

// Links into `output`; without one, beside the first input. Returns the file's name and size.
std::pair<std::filesystem::path, size_t> link_to_file(LinkOptions options,
                                                      std::filesystem::path output);

}  // namespace natmod::link
