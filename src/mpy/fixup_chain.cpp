// SPDX-License-Identifier: MIT
// Reads fix-up chains into the form that tools know the stream in.

#include <fmt/core.h>

#include <array>

#include "abi/static_qstrs.h"
#include "base/error.h"
#include "mpy/describe.h"
#include "mpy/fixups.h"

namespace natmod::mpy {
namespace {

class ChainReader {
  public:
    // `code` is the element with the words.
    ChainReader(const RawCode& code, int word_size)
        : code_(code), word_(word_size), bss_(padded_bss(code, word_size)) {
        result_.is_chain = true;
        for (bool in_ram : {false, true})
            relocated_[in_ram].resize(static_cast<size_t>(words(in_ram)));
        for (const MpyReloc& reloc : expand_relocs(code, word_size)) {
            bool of_ram = reloc.destination == kRelocRodata || reloc.destination == kRelocBss;
            if (reloc.in_rodata ? of_ram : reloc.destination == kRelocText)
                relocated_[reloc.in_rodata][reloc.word] = true;
        }
    }

    std::optional<FixupStream> read() {
        result_.offset = code_.text.size();
        read_block(false);
        read_block(true);
        if (!has_head_) return {};
        return std::move(result_);
    }

    std::optional<FixupStream> read(const RawCode& starter) {
        constexpr size_t kSize = sizeof(natmod_starter_chains);
        if (starter.text.size() < kSize) return {};
        result_.offset = starter.text.size() - kSize;
        result_.of_child = true;
        auto field = [&](size_t index) {
            const uint8_t* at = &starter.text[result_.offset + 2 * index];
            return static_cast<uint32_t>(at[0] | at[1] << 8);
        };
        result_.anchor = field(0);
        if (field(3) != CHAIN_MARK) return {};
        follow(false, -1, field(1) << CHAIN_SKIP_AT, 0);
        follow(true, -1 - first_in_file(true), field(2) << CHAIN_SKIP_AT, 0);
        return std::move(result_);
    }

  private:
    std::span<const uint8_t> block(bool in_ram) const { return in_ram ? code_.rodata : code_.text; }
    int64_t words(bool in_ram) const { return static_cast<int64_t>(block(in_ram).size()) / word_; }
    // The word of the block that the file's first one is.
    int64_t first_in_file(bool in_ram) const {
        return in_ram ? static_cast<int64_t>(bss_) / word_ : 0;
    }

    static int64_t distance(uint64_t link) {
        return int64_t{static_cast<int16_t>(link >> CHAIN_SKIP_AT)};
    }

    bool may_be_link(bool in_ram, int64_t at) const {
        return at >= 0 && at < words(in_ram) && relocated_[in_ram][static_cast<size_t>(at)];
    }

    // Whether a word with the address of its own block lies outside it, as most links seem to.
    bool has_unread_links(bool in_ram) const {
        uint64_t size = block(in_ram).size() + (in_ram ? bss_ : 0);
        for (size_t word = 0; word < relocated_[in_ram].size(); ++word)
            if (relocated_[in_ram][word] && word_at(block(in_ram), word, word_) > size) return true;
        return false;
    }

    void read_block(bool in_ram) {
        auto word = static_cast<size_t>(word_);
        if (words(in_ram) == 0 || (!in_ram && block(in_ram).size() % word != 0)) return;
        int64_t at = in_ram ? 0 : words(in_ram) - 1;
        uint64_t link = word_at(block(in_ram), static_cast<uint64_t>(at), word_);
        if (link >> 32 != 0 || (link & 0xffff) != CHAIN_MARK) return;
        // Data of other tools' may begin with the mark. But then it does not lead to a word with an
        // address, and no address is a strange one.
        bool leads_on = distance(link) == 0 || may_be_link(in_ram, at + distance(link));
        if (!leads_on && !has_unread_links(in_ram)) return;
        auto offset = static_cast<size_t>(at) * word;
        if (!in_ram) result_.offset = offset;
        has_head_ = true;
        follow(in_ram, at, link, offset + (in_ram ? bss_ : 0));
    }

    // `at` counts in the file, and `head` is what the links count from.
    void follow(bool in_ram, int64_t at, uint64_t link, uint64_t head) {
        while (link >> CHAIN_SKIP_AT != 0) {
            at += distance(link);
            // A link that is passed twice is no longer among them.
            if (!may_be_link(in_ram, at)) {
                throw Error(
                    fmt::format(".mpy fix-ups: a chain leads to word {} of {}, which is no link",
                                at + first_in_file(in_ram), in_ram ? "RAM" : "text"));
            }
            relocated_[in_ram][static_cast<size_t>(at)] = false;
            link = static_cast<uint32_t>(word_at(block(in_ram), static_cast<uint64_t>(at), word_) -
                                         head);
            uint64_t kind = (link & 0xffff) >> CHAIN_KIND_AT;
            uint64_t index = link & CHAIN_INDEX;
            if (kind >= CHAIN_ARGUMENT) index &= CHAIN_ARGUMENT_QSTR;
            put(in_ram, static_cast<uint32_t>(at + first_in_file(in_ram)),
                static_cast<natmod_chain_kind>(kind), index);
        }
    }

    void put(bool in_ram, uint32_t word, natmod_chain_kind kind, uint64_t index) {
        uint64_t qref = qref_of_entry(index);
        auto fixup = [&](natmod_fixup_kind what) {
            result_.fixups.push_back({in_ram, what, word, qref});
        };
        auto found = [&](FixupBuiltin builtin) {
            result_.fixups.push_back({in_ram, FIXUP_FOUND, word, result_.builtins.size()});
            result_.builtins.push_back(builtin);
        };
        switch (kind) {
            case CHAIN_QSTR_OBJECT:
                return fixup(FIXUP_QSTR_OBJECT);
            case CHAIN_QSTR_NUMBER:
                return fixup(FIXUP_QSTR_NUMBER);
            case CHAIN_TYPE:
                found({FIND_BUILTIN, 0, static_cast<uint64_t>(abi::static_qstr("type"))});
                result_.fixups.push_back({in_ram, FIXUP_TYPE_NAME, word + 1, qref});
                return;
            case CHAIN_BUILTIN:
                return found({FIND_BUILTIN, 0, qref});
            case CHAIN_MODULE_TYPE:
                return found({FIND_MODULE_TYPE, 0, 0});
            case CHAIN_ENTRY_TYPE:
                return found({FIND_TYPE_OF_ENTRY, 0, index});
            case CHAIN_ARGUMENT:
                break;
        }
        fixup(FIXUP_QSTR_NUMBER);  // CHAIN_ARGUMENT, and one more
    }

    const RawCode& code_;
    int word_;
    uint64_t bss_;
    std::array<std::vector<bool>, 2> relocated_;  // words of text and of rodata that may be links
    bool has_head_ = false;
    FixupStream result_;
};

}  // namespace

std::optional<FixupStream> read_announced_chains(const RawCode& code, int word_size) {
    if (code.kind != CodeKind::native_viper) return {};
    if (is_starter(code)) return ChainReader(code.children[0], word_size).read(code);
    return ChainReader(code, word_size).read();
}

}  // namespace natmod::mpy
