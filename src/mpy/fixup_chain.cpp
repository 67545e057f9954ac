// Reads fix-up chains into the form that tools know the stream in.

#include <set>

#include "abi/static_qstrs.h"
#include "base/error.h"
#include "mpy/describe.h"
#include "mpy/fixups.h"

namespace natmod::mpy {
namespace {

class ChainReader {
  public:
    ChainReader(const RawCode& code, int word_size)
        : code_(code), word_(word_size), bss_(padded_bss(code, word_size)) {
        result_.is_chain = true;
        result_.offset = code.text.size();
        for (const MpyReloc& reloc : expand_relocs(code, word_size)) {
            bool of_ram = reloc.destination == kRelocRodata || reloc.destination == kRelocBss;
            if (reloc.in_rodata ? of_ram : reloc.destination == kRelocText)
                relocated_.insert({reloc.in_rodata, reloc.word});
        }
    }

    // Adds the chain of one block. False if what looks like its head is none.
    bool add(bool in_ram) {
        auto block = in_ram ? code_.rodata : code_.text;
        auto word = static_cast<uint64_t>(word_);
        uint64_t words = block.size() / word;
        if (words == 0 || (!in_ram && block.size() % word != 0)) return true;
        uint64_t at = in_ram ? 0 : words - 1;
        uint64_t head = at * word + (in_ram ? bss_ : 0);  // what links count from
        uint64_t link = word_at(block, at, word_);
        if (link >> 32 != 0 || (link & 0xffff) != CHAIN_MARK) return true;
        if (!in_ram) result_.offset = at * word;
        has_head_ = true;
        while (link >> CHAIN_SKIP_AT != 0) {
            at += static_cast<uint64_t>(int64_t{static_cast<int16_t>(link >> CHAIN_SKIP_AT)});
            // A link that is passed twice is no longer among them.
            if (at >= words || relocated_.erase({in_ram, static_cast<uint32_t>(at)}) == 0)
                return false;
            link = static_cast<uint32_t>(word_at(block, at, word_) - head);
            uint64_t kind = (link & 0xffff) >> CHAIN_KIND_AT;
            uint64_t index = link & CHAIN_INDEX;
            if (kind >= CHAIN_ARGUMENT) index &= CHAIN_ARGUMENT_QSTR;
            put(in_ram, at + (in_ram ? bss_ / word : 0), static_cast<natmod_chain_kind>(kind),
                index);
        }
        return true;
    }

    std::optional<FixupStream> result() {
        if (!has_head_) return {};
        return std::move(result_);
    }

  private:
    void put(bool in_ram, uint64_t word, natmod_chain_kind kind, uint64_t index) {
        uint64_t qref = uint64_t{abi::kStaticQstrs} + index;
        auto fixup = [&](natmod_fixup_kind what) {
            result_.fixups.push_back({in_ram, word, what, qref});
        };
        auto found = [&](FixupBuiltin builtin) {
            result_.fixups.push_back({in_ram, word, FIXUP_FOUND, result_.builtins.size()});
            result_.builtins.push_back(builtin);
        };
        switch (kind) {
            case CHAIN_QSTR_OBJECT:
                return fixup(FIXUP_QSTR_OBJECT);
            case CHAIN_QSTR_NUMBER:
                return fixup(FIXUP_QSTR_NUMBER);
            case CHAIN_TYPE:
                found({FIND_BUILTIN, static_cast<uint64_t>(abi::static_qstr("type")), 0});
                result_.fixups.push_back({in_ram, word + 1, FIXUP_TYPE_NAME, qref});
                return;
            case CHAIN_BUILTIN:
                return found({FIND_BUILTIN, qref, 0});
            case CHAIN_MODULE_TYPE:
                return found({FIND_MODULE_TYPE, 0, 0});
            case CHAIN_ENTRY_TYPE:
                return found({FIND_TYPE_OF_ENTRY, index, 0});
            case CHAIN_ARGUMENT:
                break;
        }
        fixup(FIXUP_QSTR_NUMBER);  // CHAIN_ARGUMENT, and one more
    }

    const RawCode& code_;
    int word_;
    uint64_t bss_;
    std::set<std::pair<bool, uint32_t>> relocated_;  // words that may be links
    bool has_head_ = false;
    FixupStream result_;
};

}  // namespace

std::optional<FixupStream> find_chains(const RawCode& code, int word_size) {
    if (code.kind != CodeKind::native_viper) return {};
    try {
        ChainReader reader(code, word_size);
        if (!reader.add(false) || !reader.add(true)) return {};
        return reader.result();
    } catch (const Error&) {
        return {};  // relocations that leave their block
    }
}

}  // namespace natmod::mpy
