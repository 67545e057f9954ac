// SPDX-License-Identifier: MIT
#include "mpy/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "mpy/bytecode.h"
#include "mpy/fixups.h"

namespace natmod::mpy {

std::string_view code_kind_name(CodeKind kind) {
    constexpr std::array<std::string_view, 4> kKinds = {"bytecode", "native python", "native viper",
                                                        "native assembler"};
    return kKinds[static_cast<size_t>(kind) - static_cast<size_t>(CodeKind::bytecode)];
}

std::string_view checksum_word(Checksum checksum) {
    constexpr std::array<std::string_view, 4> kWords = {"none", "right", "wrong", "missing"};
    return kWords[static_cast<size_t>(checksum)];
}

std::string_view object_kind_name(ObjectKind kind) {
    constexpr std::array<std::string_view, 11> kKinds = {
        "function table", "None", "False", "True",    "Ellipsis", "str",
        "bytes",          "int",  "float", "complex", "tuple"};
    return kKinds[static_cast<size_t>(kind)];
}

namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (char c : text) {
        if (c == '\'' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c >= ' ' && c <= '~') {
            result += c;
        } else {
            result += fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
        }
    }
    return result;
}

}  // namespace

std::string in_quotes(std::string_view text) {
    return "'" + escaped(text) + "'";
}

void describe(const MpyObject& object, const Write& write) {
    if (object.kind < ObjectKind::str) return write(object_kind_name(object.kind));
    if (object.kind == ObjectKind::tuple) {
        write("(");
        size_t items = 0;
        for_each_item(object, [&](const MpyObject& item) {
            if (items++ != 0) write(", ");
            describe(item, write);
        });
        return write(items == 1 ? ",)" : ")");
    }
    std::string_view quote = object.kind <= ObjectKind::bytes ? "'" : "";
    if (object.kind == ObjectKind::bytes) write("b");
    write(quote);
    constexpr size_t kPiece = 1000;
    for (std::string_view rest = object.text; !rest.empty();) {
        write(escaped(rest.substr(0, kPiece)));
        rest.remove_prefix(std::min(kPiece, rest.size()));
    }
    write(quote);
}

std::string describe_destination(int destination, int abi) {
    switch (destination) {
        case kRelocText:
            return "text";
        case kRelocRodata:
            return "rodata";
        case kRelocBss:
            return "bss";
        case kRelocQstrTable:
            return "qstr table";
        case kRelocObjTable:
            return "object table";
        case kRelocFunTable:
            return "function table";
        default: {
            auto entry = static_cast<uint64_t>(destination - kRelocFunTableEntry);
            return fmt::format("table entry {} ({})", entry, entry_name(entry, abi));
        }
    }
}

uint64_t word_at(std::span<const uint8_t> block, uint64_t index, int word_size) {
    auto size = static_cast<size_t>(word_size);
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) {
        value |= uint64_t{block[static_cast<size_t>(index) * size + i]} << (8 * i);
    }
    return value;
}

std::string function_name(const RawCode& code, const MpyFile& file) {
    if (code.kind != CodeKind::bytecode && code.kind != CodeKind::native_py) return {};
    auto start = static_cast<size_t>(code.prelude_offset);
    try {
        Prelude prelude = read_prelude(code.text.subspan(start), code.text_offset + start);
        if (prelude.name < file.qstrs.size()) {
            return text_of(file.qstrs[static_cast<size_t>(prelude.name)]);
        }
    } catch (const Error&) {
        // verify_mpy() reports it
    }
    return {};
}

}  // namespace natmod::mpy
