// SPDX-License-Identifier: MIT
// What the passes of the linker work on. Each pass is a function in a file of the same name;
// link.cpp calls them in order. Terms are those of the ELF specification.
#pragma once

#include <compare>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "abi/api.h"
#include "base/error.h"
#include "base/file.h"
#include "elf/archive.h"
#include "elf/bytes.h"
#include "elf/object.h"
#include "firmware/image.h"
#include "link/link.h"
#include "mpy/mpy.h"

namespace natmod::link {

using namespace elf;  // the linker's own vocabulary

struct ArchiveFile;
struct ArchLinker;
struct InputSection;
struct ObjectFile;

// The two blocks that a module is loaded into, at independent addresses.
enum class Block : uint8_t { text, ram };

// What a word holds once the module is loaded.
enum class ValueKind : uint8_t {
    absolute,      // `offset` itself
    section,       // address of `section` + `offset`
    entry,         // contents of function-table entry `index` + `offset`
    fun_table,     // address the loader knows + `offset`
    qstr_table,    // likewise
    obj_table,     // likewise
    qstr_number,   // number of Context::qstrs[index] + `offset`
    qstr_object,   // object of Context::qstrs[index]
    type_name,     // that number in the upper half of the word's low 32 bits
    found_object,  // Context::found[index] + `offset`
};

struct Value {
    ValueKind kind = ValueKind::absolute;
    uint32_t index = 0;
    const InputSection* section = nullptr;
    uint64_t offset = 0;

    // clang-tidy 14 sees a 0 where the comparison is made up.
    auto operator<=>(const Value&) const = default;  // NOLINT(modernize-use-nullptr)
    // Only the runtime can supply the value, not the loader.
    bool needs_runtime() const { return kind >= ValueKind::qstr_number; }
};

enum class SymbolKind : uint8_t {
    undefined,
    section,    // in `section` at `value`
    absolute,   // `value`
    late,       // `late`, known at import
    discarded,  // local, in a section that is not linked
};

struct Symbol {
    std::string_view name;
    SymbolKind kind = SymbolKind::undefined;
    bool weak = false;  // the definition is; while undefined, all references are
    bool common = false;
    bool wanted = false;  // what is linked refers to it; set by gc_sections()
    uint8_t type = STT_NOTYPE;
    // The defining file; while undefined, the first file that refers to it; nullptr for what the
    // firmware or the linker supplies.
    ObjectFile* file = nullptr;
    InputSection* section = nullptr;
    uint64_t value = 0, size = 0;
    Value late;
    const firmware::Symbol* firmware = nullptr;  // what it is bound to, if to that

    bool undefined() const { return kind == SymbolKind::undefined; }
};

// How the code of a relocation was rewritten, or not. The meaning of numbers above 0 is the
// architecture's own.
using Rewrite = uint8_t;
inline constexpr Rewrite kNoRewrite = 0;

struct Reloc {
    uint32_t offset = 0;  // in the section; `size` bytes there are inside it (RelocInfo)
    uint32_t type = 0;
    Symbol* symbol = nullptr;
    int64_t addend = 0;  // read from the place if the object is SHT_REL
    Rewrite rewrite = kNoRewrite;
    int got = -1;                  // index in Context::got of the slot that the place uses
    InputSection* stub = nullptr;  // the place branches there instead of to `symbol`
};

// Order of the sections in their block. Relocations are short for words that stand together.
enum class Rank : uint8_t {
    start,     // the address of the block itself
    entry,     // at offset 0: the entry point, or a jump to it
    literals,  // the GOT of architectures whose loads reach backwards only
    first,     // the entry point, if a jump at offset 0 leads to it: the jump may not reach far
    code,      // and constants without relocations behind it
    constants,
    init_array,  // pointers to functions, in the order of their priority
    data,        // writable, or holding addresses
    got,
    zero,  // no initial content
    end,
};

struct InputSection {
    std::string_view name;
    ObjectFile* file = nullptr;  // nullptr: the linker makes it
    uint32_t index = 0;          // in the file
    uint32_t type = SHT_PROGBITS;
    uint64_t flags = 0;
    uint64_t size = 0, align = 1;
    std::span<const uint8_t> data;  // shorter than `size`: the rest is zero
    std::vector<Reloc> relocs;      // by offset

    bool live = false;
    // Why it is live: the first relocation that was seen to need it; nullptr for what is linked in
    // any case.
    const InputSection* needed_by = nullptr;
    const Symbol* needed_for = nullptr;
    uint64_t needed_at = 0;     // offset in needed_by
    bool must_be_text = false;  // code reaches it relative to the program counter
    Block block = Block::text;
    Rank rank = Rank::code;
    int priority = 0;     // Rank::init_array: lower runs first
    uint64_t offset = 0;  // in the block

    bool executable() const { return flags & SHF_EXECINSTR; }
    bool zero() const { return data.empty(); }
};

// Where the firmware has what is a section of one of its objects.
struct FirmwarePlace {
    const firmware::Symbol* symbol = nullptr;  // something in it; nullptr: nowhere
    uint64_t address = 0;
};

struct ObjectFile {
    ElfObject elf;
    const ArchiveFile* archive = nullptr;  // that it is a member of
    std::vector<InputSection*> sections;   // by index; nullptr: not linked
    std::vector<Symbol> locals;            // never grows after it is filled
    std::vector<Symbol*> symbols;          // by index: local or global
    std::vector<uint32_t> type_names;      // .natmod.type_names sections
    std::vector<FirmwarePlace> places;  // by section; empty: it is none of the firmware's objects

    const std::string& name() const { return elf.name; }
    bool of_firmware() const { return !places.empty(); }
    bool is_in_firmware(uint32_t section) const { return of_firmware() && places[section].symbol; }
};

// An archive whose members are linked when something needs them. It is not even read until someone
// looks for a name that nothing before it defines: a libc has thousands of members.
struct ArchiveFile {
    std::string path;
    std::span<const uint8_t> bytes;
    bool of_toolchain = false;  // a library of the compiler's
    bool of_firmware = false;   // has objects of the build that made the firmware
    bool read = false;
    Archive archive;
    std::unordered_map<std::string_view, uint32_t> index;  // symbol -> first member with it
    std::vector<bool> loaded;                              // by member
    // Of a kSourceLibrary: names, in order, and the members that may define them.
    std::vector<std::pair<std::string_view, uint32_t>> candidates;
    std::filesystem::path folder;     // likewise: where the members are, its own at first
    std::deque<std::string> objects;  // likewise: those members that are read
};

struct GotSlot {
    Value value;
    uint32_t position = 0;  // in words; fixed by layout
};

struct Qstr {
    std::string text;
    int table_index = -1;  // in the file's qstr table; -1: not in it (yet)
};

// A word that gets its value when the module is loaded.
struct Patch {
    Block block = Block::text;
    uint64_t offset = 0;  // in bytes, a multiple of the word size
    Value value;
    bool by_loader = false;  // not in the fix-up stream
};

enum class FloatAbi : uint8_t { any, integer, fpu };  // the registers that floats are passed in

// How words get values that only the firmware knows, from the smallest start code to the largest.
enum class FixupForm : uint8_t {
    objects,  // a chain of qstr objects in the block that tables are in
    names,    // a chain in each block, of qstrs, types and builtins
    chains,   // the same of all words that can be in one
    stream,
};

// The value of an entry of packed globals.
struct PackedValue {
    Symbol* symbol = nullptr;  // address; nullptr: the number alone
    int64_t number = 0;
    bool in_word = false;  // does not fit into 16 bits
};

// What a link tries.
struct Attempt {
    FixupForm least_form = FixupForm::objects;  // choose_entry() takes this or one that can more
    bool may_pack = true;
};

struct Context {
    Context(const LinkOptions& link_options, const ArchLinker& arch_linker,
            Attempt attempt = {FixupForm::stream, false});

    const LinkOptions& options;
    const ArchLinker& arch;
    const int word;  // bytes of a target pointer

    std::deque<MappedFile> mappings;
    std::deque<ObjectFile> files;  // in link order; archive members behind the objects
    std::deque<ArchiveFile> archives;
    std::deque<ArchiveFile> firmware_objects;
    std::deque<std::string> names;  // texts that views point into
    std::deque<InputSection> sections;
    std::deque<Symbol> symbol_storage;
    std::unordered_map<std::string_view, Symbol*> globals;
    std::unordered_map<std::string_view, ObjectFile*> comdats;  // signature -> the group kept
    std::unordered_map<std::string, uint64_t> externs;          // fixed addresses of the firmware
    std::optional<firmware::Image> firmware;                    // the only one that it is for
    std::vector<Finding> errors;

    FloatAbi float_abi = FloatAbi::any;
    std::string float_abi_from;  // the first object with that ABI

    Symbol* entry = nullptr;   // reached from offset 0 of text
    bool has_runtime = false;  // entry is the runtime's: fix-ups are possible
    FixupForm form;            // if there are any

    // Start code that is a raw code of its own: its entry point, and what that calls in the end if
    // it is not the module. Empty if the start code is a part of the module.
    std::string_view starter_entry, starter_init;
    LinkOptions starter_options;
    std::unique_ptr<Context> starter;  // its link

    std::deque<Qstr> qstrs;                                   // every one that a symbol names
    std::unordered_map<std::string, std::string> qstr_texts;  // identifier -> text, from QSTR_DEFS
    std::unordered_map<std::string_view, uint32_t> qstr_ids;  // text -> index in qstrs
    std::vector<const abi::ApiSymbol*> found;                 // objects looked up at import
    std::vector<std::string> qstr_table;  // of the file; entry 0 is its name, without `.mpy`

    // Sections of the linker's own. Those of size 0 stand for an address.
    InputSection* text_start = nullptr;
    InputSection* ram_start = nullptr;
    InputSection* fixups = nullptr;
    InputSection* chain_text = nullptr;
    InputSection* chain_ram = nullptr;
    InputSection* init_start = nullptr;
    InputSection* init_end = nullptr;
    InputSection* got_section = nullptr;
    InputSection* firmware_record = nullptr;
    InputSection* firmware_text = nullptr;
    InputSection* packed_globals = nullptr;
    InputSection* packed_words = nullptr;

    // Values of packed globals, in the order of the table; empty: the globals are not packed.
    std::vector<PackedValue> packed;
    std::vector<std::string> packed_names;   // of all entries; empty: in the qstr table
    std::optional<PackedValue> packed_init;  // what is called in the end
    size_t packed_words_room = 0;            // words of text in the list behind them, at most
    bool packed_qstrs = false;               // some of those become numbers of qstrs
    bool may_pack;
    std::vector<Symbol*> kept;  // further roots of the garbage collection: what packed values name

    std::vector<GotSlot> got;
    std::map<Value, int> got_ids;
    std::unordered_map<const Symbol*, InputSection*> stubs;

    std::vector<uint8_t> text;
    std::vector<uint8_t> rodata;  // initialised part of the RAM block
    uint64_t bss_size = 0;        // zero-initialised part, before rodata
    uint64_t ram_size = 0;
    std::vector<Patch> patches;

    // Adds an error; the pass goes on to find more of them.
    void error(Place where, std::string what, std::string hint = {}) {
        errors.push_back({std::move(where), std::move(what), std::move(hint)});
    }
    // Throws if there are errors.
    void check_errors() const {
        if (!errors.empty()) throw Error(errors);
    }
    // The global symbol of that name, made undefined if there is none. The name must stay valid.
    Symbol* global(std::string_view name);
    std::string_view keep(std::string name) { return names.emplace_back(std::move(name)); }
};

// A record of .natmod.type_names: the type's `name` field is to hold that qstr.
struct TypeName {
    const InputSection* section;  // the one that holds the type
    uint64_t offset;              // of the type in it
    uint32_t qstr;                // index in Context::qstrs
    const Symbol* symbol;         // of the qstr
};

// Gives a section of the linker's own, or one that it changes, that content.
void set_content(Context& ctx, InputSection& section, std::string content);
// The number in that many bytes of the section's content, which is 0 after its end.
uint64_t number_at(const InputSection& section, uint64_t offset, int size);
// Where the section's first byte is in the images; nullptr for zero-initialised RAM.
uint8_t* image_of(Context& ctx, const InputSection& section);

// The value of `symbol` + `addend` in a loaded module. Undefined weak symbols are 0.
// Throws Error for an addend that this kind of symbol cannot have.
Value value_of(Context& ctx, const Symbol& symbol, int64_t addend);

// The section and, if known, the function in it, for messages about a place without a line.
Place describe(const InputSection& section, uint64_t offset);

inline constexpr std::string_view kInit = "mpy_init";
// The dict that the runtime's mpy_init adopts, for LinkOptions::adopted.
inline constexpr std::string_view kAdoptedGlobals = "natmod_adopted_globals";
inline constexpr std::string_view kRuntimeArchive = "librt.a";         // Natmod's
inline constexpr std::string_view kFallbackArchive = "libfallback.a";  // likewise
inline constexpr std::string_view kNoRuntimeHint =
    "link with the SDK's librt.a for this architecture";
inline constexpr std::string_view kThreadLocalHint =
    "firmware keeps no storage for a module's threads: make it an ordinary static variable, which "
    "all threads share; one of them runs at a time";

// A C++ name as the source has it; other names unchanged.
std::string demangled(std::string_view name);
// The function or object around that place of a section; nullptr if there is none.
const Symbol* symbol_around(const InputSection& section, uint64_t offset);
// The line where that place of a section names `name`, or the object.
Place place_in_source(const InputSection& section, uint64_t offset, std::string_view name);

// The passes, in their order.
void read_inputs(Context& ctx);
void resolve_symbols(Context& ctx);
void bind_module_globals(Context& ctx);
void choose_entry(Context& ctx);
void report_undefined(Context& ctx);
void check_firmware_objects(Context& ctx);
void describe_firmware(const Context& ctx, Context& first);
void bind_argument_parser(Context& ctx);
void narrow_argument_tables(Context& ctx);
void place_sections(Context& ctx);
void lay_out_ram(Context& ctx);
void scan_relocations(Context& ctx);
void lay_out_text(Context& ctx);
void relocate(Context& ctx);
bool write_packed_globals(Context& ctx);
void link_starter(Context& ctx);
bool write_chains(Context& ctx);
void write_fixups(Context& ctx);
std::vector<uint8_t> symbol_file(Context& ctx);
mpy::NativeModule emit(Context& ctx);
std::string map_text(const Context& ctx);

// Used by several passes.
std::string_view adopting_init(const Context& ctx);
uint64_t anchor_of(const Context& ctx);
const Symbol* first_needing_runtime(Context& ctx);
Symbol* pack_globals(Context& ctx);
Block table_block(const Context& ctx);
void make_section(Context& ctx, InputSection& section, std::string content, uint64_t align,
                  Block block);
void reserve_packed_globals(const Context& ctx, Context& where);
bool has_constructors(const Context& ctx);
bool has_starter(Context& ctx, std::string_view entry);
void alias(Context& ctx, std::string_view name, const Symbol& symbol);
FixupForm least_form(Context& ctx);
void read_firmware(Context& ctx);
bool bind_to_firmware(Context& ctx, Symbol& symbol);
void bind_to_place(const Context& ctx, Symbol& symbol, FirmwarePlace place);
std::vector<FirmwarePlace> places_in_firmware(const Context& ctx, const ElfObject& elf);
FirmwarePlace place_in_firmware(const Context& ctx, const ObjectFile& file, const ElfSymbol& elf);
bool load_firmware_object(Context& ctx, std::string_view name);
bool is_better_in_firmware(const Context& ctx, std::string_view name);
bool uses_firmware(const Context& ctx);
void guard_entry(Context& ctx, std::string_view check);
uint32_t table_index(Context& ctx, uint32_t qstr);
void gc_sections(Context& ctx, std::span<Symbol* const> roots);
void want(Context& ctx, Symbol& symbol);
std::vector<TypeName> live_type_names(const Context& ctx);
void add_object(Context& ctx, std::span<const uint8_t> bytes, std::string name,
                const ArchiveFile* archive);
void check_float_abi(Context& ctx, const ElfObject& elf);
bool load_archive_members(Context& ctx);
bool archive_defines(Context& ctx, ArchiveFile& archive, std::string_view name);
bool load_member(Context& ctx, ArchiveFile& archive, std::string_view name);
void add_globals(Context& ctx, ObjectFile& file);
bool bind_outside(Context& ctx, Symbol& symbol);
void allocate_commons(Context& ctx);
uint32_t qstr_id(Context& ctx, std::string_view text);
uint32_t found_id(Context& ctx, const abi::ApiSymbol& symbol);

}  // namespace natmod::link
