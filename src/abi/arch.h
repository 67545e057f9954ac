// SPDX-License-Identifier: MIT
// The architectures of native .mpy files. A row of abi/arch_table.h has all that Natmod knows about
// one. Code asks the row instead of comparing names or numbers, so that a new architecture needs
// only its row and its linker, src/link/arch/NAME.cpp; see docs/new-architecture.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace natmod::abi {

// Native ABI sub-versions of .mpy version 6, as in the low two bits of the feature byte.
// 1: MicroPython 1.20 and 1.21; 2: 1.22; 3: 1.23 and newer.
inline constexpr int kMinAbi = 1;
inline constexpr int kMaxAbi = 3;

// What an object file's header says about its processor.
struct ElfMachine {
    uint16_t number = 0;  // e_machine
    int word_size = 0;    // bytes of a pointer: 4 in ELFCLASS32, 8 in ELFCLASS64
    bool operator==(const ElfMachine&) const = default;
};

// What the architectures of one processor family have in common.
struct Family {
    std::string_view name;  // in messages
    ElfMachine elf;
    std::array<std::string_view, 4> objdump;  // programs; the first that is installed is used
    std::string_view objdump_options;
    // Where the linker puts tables that hold addresses: into the RAM block, else into text. See
    // docs/how-it-works.md, "Memory".
    bool tables_in_ram = false;
    // Where the jump at the start of `text` goes, seen from there; nothing if the code starts with
    // another instruction. Null: code never starts with a jump that could be followed.
    std::optional<int64_t> (*jump)(std::span<const uint8_t> text) = nullptr;
};

// Where the usual firmware puts machine code.
enum class CodeMemory : uint8_t {
    heap,
    pages,  // mapped by an operating system
    words,  // memory for instructions, which is read and written in words of 4 bytes
};

// The registers in which an architecture's modules pass floats, if its firmwares differ in that.
enum class FloatRegisters : uint8_t { agreed, integer, fpu };

// The instruction that loads a word of a table whose address is in a register: four bytes with
// `(bytes & mask) == value`, and twelve bits of offset from bit `offset_at` on. A mask of 0 is for
// instruction sets where several instructions do.
struct LoadForm {
    uint32_t mask = 0, value = 0;
    int offset_at = 0;
};

// The compilers for the architecture, and how to call them.
struct Compilers {
    std::array<std::string_view, 4> programs;  // or "program flag", in order of preference
    std::string_view target;                   // what a compiler's target starts with, to accept it
    std::string_view flags;                    // CPU, float ABI and code model, for gcc and clang
    std::string_view gcc_flags;                // for gcc alone
    std::string_view clang_flags;              // for clang alone; empty: clang has no such target
    int clang_from = 0;                        // the first version that will do
    std::string_view package;                  // Debian's package of the first program
    std::string_view cxx_package;              // and of its C++ compiler
    std::string_view instead;                  // what to do if Debian has none
    std::string_view get = {};                 // script that unpacks one: natmod toolchains --get
    // The C library that Debian has for it; a compiler is asked again when that comes or goes.
    std::string_view c_library;
    std::string_view library_flags = {};  // another CPU, whose libraries are smaller
    bool hosted = false;  // c_library is linked although the compiler is not bare metal
};

struct Arch {
    std::string_view name;  // as `ARCH=` in MicroPython's dynruntime.mk
    int number;             // MP_NATIVE_ARCH_* in the .mpy header
    Family family;
    Compilers compilers;

    // What loads it. Most firmwares load files of their own number only.
    int reported = 0;      // number in the boards' sys.implementation._mpy, where it is another
    int accepts_from = 0;  // the boards also load files of the numbers between this and their own
    std::string_view since = {};        // first release that loads it; empty: every one
    std::string_view loaded_by = {};    // boards, as `natmod inspect` names them
    std::string_view boards = {};       // as docs/architectures.md names them
    std::string_view for_example = {};  // as README.md does
    std::string_view tested_on = {};    // for README.md

    // Other names, separated by blanks: in lower case and without what people write between the
    // parts. Those of boards, CPUs and other toolchains (the longest that a name begins with
    // counts), and of machines, as uname(2) and Debian call them.
    std::string_view aliases = {};
    std::string_view machines = {};  // '?' is any character
    std::string_view debian = {};    // whose micropython loads it

    CodeMemory code_memory = CodeMemory::heap;
    bool double_floats = false;  // most of the boards have them
    FloatRegisters float_registers = FloatRegisters::agreed;
    LoadForm load_word = {};
    std::string_view only_board = {};  // the one that it is for, with its article
    uint64_t heap = 0;                 // bytes that this board has
    std::string_view extensions = {};  // of the instruction set, by bit of the architecture flags
    std::string_view extensions_since = {};

    int host_number() const { return reported != 0 ? reported : number; }
    bool accepts(int file_number) const;
};

// All architectures that can be linked for, in the order of their numbers.
std::span<const Arch> all_archs();

// nullptr if there is none of that name / number.
const Arch* find_arch(std::string_view name);
const Arch* find_arch(int number);

// The same, and also the architectures of files that others make.
const Arch* known_arch(int number);

// The architectures, one of each number, whose firmware loads files of that number.
std::vector<const Arch*> hosts_of(int file_number);

}  // namespace natmod::abi
