// SPDX-License-Identifier: MIT
// The passes of verify_mpy(), one file for each idea, and what they share.
#pragma once

#include <fmt/core.h>

#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "mpy/decode.h"
#include "mpy/fixups.h"
#include "mpy/packed_globals.h"
#include "mpy/verify.h"

namespace natmod::mpy {

struct Verification {
    const MpyFile& file;
    int word = 4;                   // bytes of a pointer of the target
    bool for_one_firmware = false;  // the file has the record of one
    std::vector<Problem> problems = {};
    std::array<size_t, 2> counts = {};  // of errors and warnings

    template <typename... Args>
    void error(fmt::format_string<Args...> text, Args&&... args) {
        add(false, fmt::format(text, std::forward<Args>(args)...));
    }
    template <typename... Args>
    void warning(fmt::format_string<Args...> text, Args&&... args) {
        add(true, fmt::format(text, std::forward<Args>(args)...));
    }
    // The first ones say enough: a byte of the file may be a problem.
    void add(bool is_warning, std::string text) {
        constexpr size_t kMost = 1000;  // of a kind
        if (counts[is_warning]++ < kMost) problems.push_back({std::move(text), is_warning});
    }
};

// A word of a module: of the RAM block (true) or text, counted from the block's start.
using Place = std::pair<bool, uint64_t>;

// What start code does to a module, beside the loader: fix-ups and packed globals of the module's
// own element, or of the starter around it.
struct StartData {
    std::optional<FixupStream> fixups;
    std::optional<PackedGlobals> globals;
};

// Bytecode, and the prelude of native Python code.
void verify_bytecode(Verification& verification, const RawCode& code);
void verify_prelude(Verification& verification, const RawCode& code);

// The relocations of a native element. False if one leaves its block: nothing can follow then.
bool verify_reloc_runs(Verification& verification, const RawCode& code);

// The words that they change.
void verify_relocs(Verification& verification, const RawCode& code, const StartData& start);

// A set of words. The nodes of std::set take fifteen times as much as the words themselves.
class Places {
  public:
    void reserve(size_t count) { words_.reserve(count); }
    void add(const Place& place) {
        words_.push_back(static_cast<uint32_t>(place.second << 1 | (place.first ? 1 : 0)));
    }
    // Comes after all that is added. Calls `repeated` for what was there already.
    void finish(const std::function<void(const Place&)>& repeated = {});
    bool contains(const Place& place) const;

  private:
    std::vector<uint32_t> words_;
};

// The words that get their value at import. Throws Error if a relocation leaves its block.
Places late_words(const Verification& verification, const RawCode& code, const StartData& start);

// An offset that a word holds, to which the import adds the address of `size` bytes. What is
// outside may be a fault only if it is far away, unless `strict`.
void verify_offset(Verification& verification, std::string_view what, const Place& place,
                   uint64_t value, uint64_t size, bool strict = false);

// What the word holds; nothing if it is in bss.
std::optional<uint64_t> word_of(const RawCode& code, const Place& place, int word_size);

void verify_table_entry(Verification& verification, uint64_t entry, std::string_view what,
                        size_t offset);

// What start code reads: `start` is that of `code`, which is a module or a starter.
void verify_start(Verification& verification, const RawCode& code, const StartData& start);

// Whether the loader makes the word the address of the RAM block, which keeps that alive.
bool is_anchor(const RawCode& code, const MpyReloc& reloc, int word_size);

// Where the import begins to run a module, which has no starter.
void verify_entry(Verification& verification, const RawCode& code, const StartData& start);

}  // namespace natmod::mpy
