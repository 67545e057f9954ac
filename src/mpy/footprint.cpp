// SPDX-License-Identifier: MIT
#include "mpy/footprint.h"

#include <fmt/core.h>

#include "abi/arch.h"
#include "abi/static_qstrs.h"
#include "mpy/fixups.h"
#include "mpy/packed_globals.h"

namespace natmod::mpy {
namespace {

abi::CodeMemory code_memory(int number) {
    const abi::Arch* arch = abi::known_arch(number);
    return arch != nullptr ? arch->code_memory : abi::CodeMemory::heap;
}

uint64_t round_up(uint64_t value, uint64_t unit) {
    return (value + unit - 1) / unit * unit;
}

class Adder {
  public:
    explicit Adder(const MpyFile& file)
        : file_(file),
          arch_(file.arch),
          word_(word_size_of(file.arch)),
          gc_block_(word_ == 8 ? 32 : 16) {
        auto word = static_cast<uint64_t>(word_);
        total_.heap =
            round_up(round_up(2 * file.qstrs.size(), word) + word * file.objects.size(), gc_block_);
        add(file.code, true);
        for (const MpyQstr& qstr : file.qstrs)
            if (!qstr.is_static) add_name(qstr.text);
    }
    const Footprint& total() const { return total_; }

  private:
    void add(const RawCode& code, bool outer) {
        total_.text += code.text.size();
        total_.rodata += code.rodata.size();
        total_.bss += code.bss_size;
        for (const RelocRun& run : code.relocs) total_.relocs += run.count;
        if (auto stream = find_fixups(code, word_)) total_.fixups += stream->fixups.size();
        total_.heap += round_up(padded_bss(code, word_) + code.rodata.size(), gc_block_);
        if (auto globals = find_packed_globals(code, file_)) {
            add_dict(globals->entries());
            for (std::string_view name : globals->names)
                if (!abi::static_qstr(name)) add_name(name);
        }
        bool in_heap =
            code.kind == CodeKind::bytecode || code_memory(arch_) == abi::CodeMemory::heap;
        if (in_heap && (is_starter(code) || (outer && code.kind == CodeKind::bytecode))) {
            total_.freed += code.text.size();  // runs once, and nothing refers to it then
        } else if (code.kind == CodeKind::bytecode) {
            total_.heap += round_up(code.text.size(), gc_block_);
        } else {
            add_machine_code(code.text.size());
        }
        for (const RawCode& child : code.children) add(child, false);
    }

    void add_name(std::string_view text) {
        constexpr uint64_t kEnd = 1, kLength = 1, kHash = 2;
        total_.names += text.size() + kEnd + static_cast<uint64_t>(word_) + kLength + kHash;
    }

    void add_dict(size_t entries) {
        constexpr uint64_t kDictWords = 4, kEntryWords = 2;
        auto word = static_cast<uint64_t>(word_);
        total_.heap += round_up(kDictWords * word, gc_block_) +
                       round_up(kEntryWords * word * entries, gc_block_);
    }

    void add_machine_code(uint64_t size) {
        constexpr uint64_t kPage = 4096, kInstructionWord = 4;
        switch (code_memory(arch_)) {
            case abi::CodeMemory::heap:
                total_.heap += round_up(size, gc_block_);
                break;
            case abi::CodeMemory::pages:
                total_.exec += round_up(size, kPage);
                break;
            case abi::CodeMemory::words:
                total_.exec += round_up(size, kInstructionWord);
                break;
        }
    }

    const MpyFile& file_;
    int arch_, word_;
    uint64_t gc_block_;
    Footprint total_;
};

}  // namespace

std::string misfit(const Footprint& footprint, int number) {
    const abi::Arch* arch = abi::known_arch(number);  // most have boards of every size
    if (arch == nullptr || arch->only_board.empty() || footprint.heap <= arch->heap) return {};
    return fmt::format("{} bytes of RAM are in use after the import, and the heap of {} has {}",
                       footprint.heap, arch->only_board, arch->heap);
}

Footprint footprint_of(const MpyFile& file) {
    return Adder(file).total();
}

}  // namespace natmod::mpy
