// SPDX-License-Identifier: MIT
// Links a module to one firmware: what nothing else defines is bound to the firmware's address of
// it, and the module gets a record by which it knows this firmware again.

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "abi/firmware_identity.h"
#include "firmware/image.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// What the SDK has as well, by way of Python's modules; the port's own is exact, and takes no time
// to speak of. Pins are another type in every port.
constexpr std::string_view kPortFunctions[] = {"mp_hal_delay_",     "mp_hal_ticks_",
                                               "mp_hal_time_ns",    "mp_hal_stdin_rx_chr",
                                               "mp_hal_stdout_tx_", "mp_hal_set_interrupt_char",
                                               "mp_handle_pending", "mp_event_",
                                               "mp_sched_schedule", "gc_collect"};

// The function table has a static function that calls it.
constexpr std::string_view kWrapped = "mp_iternext";

// More would find little that these do not.
constexpr size_t kMostPlaces = 8;

class Record {
  public:
    explicit Record(const firmware::Image& image)
        : image_(image), base_(image.position_independent ? image.fun_table : 0) {
        put(IDENTITY_MARK);
        put(static_cast<uint32_t>(image.position_independent ? 0 : image.fun_table));
    }

    // `words` of 32 bits at that address; pointers if they are as long as the host's.
    void add(uint64_t address, std::span<const uint64_t> words, bool pointers) {
        uint32_t sum = 0;
        for (uint64_t word : words)
            sum = (sum ^ static_cast<uint32_t>(pointers ? word - base_ : word)) * IDENTITY_FACTOR;
        put(static_cast<uint32_t>(address - image_.fun_table));
        put(static_cast<uint32_t>(words.size()) << IDENTITY_COUNT_AT |
            (pointers ? IDENTITY_POINTERS : 0));
        put(sum);
    }

    void add_content(const firmware::Symbol& symbol, uint64_t address, size_t count) {
        std::span<const uint8_t> bytes =
            image_.constant_bytes(symbol, address, count * sizeof(uint32_t));
        std::vector<uint64_t> words;
        for (size_t at = 0; at < bytes.size(); at += sizeof(uint32_t))
            words.push_back(get32(bytes.data() + at));
        if (!words.empty()) add(address, words, false);
    }

    std::string bytes() && {
        for (int i = 0; i < IDENTITY_SPAN_WORDS; ++i) put(0);
        return std::move(bytes_);
    }

  private:
    void put(uint32_t value) {
        uint8_t word[4];
        put32(word, value);
        bytes_.append(word, word + sizeof word);
    }

    const firmware::Image& image_;
    uint64_t base_;  // pointers are counted from there
    std::string bytes_;
};

using Pointers = std::vector<std::optional<uint64_t>>;

// Of maps and lists: what has that name.
std::optional<uint64_t> pointer_of(const firmware::Image& image, std::string_view name) {
    const firmware::Symbol* symbol = image.find(name);
    if (!symbol || name == kWrapped) return {};
    return symbol->address;
}

// The entries of the function table, as far as they are known.
Pointers table_of(const Context& ctx) {
    const firmware::Image& image = *ctx.firmware;
    Pointers table;
    for (const abi::ApiSymbol& api : abi::all_api()) {
        if (api.kind != abi::ApiKind::entry || api.entry(ctx.options.abi) < 0) continue;
        auto entry = static_cast<size_t>(api.entry(ctx.options.abi));
        if (entry >= table.size()) table.resize(entry + 1);
        if (!image.elf && !table[entry]) table[entry] = pointer_of(image, api.name);
    }
    for (size_t i = 0; image.elf && i < table.size(); ++i)
        table[i] = image.pointer_at(image.fun_table + i * static_cast<uint64_t>(ctx.word));
    return table;
}

void add_table(const Context& ctx, Record& record) {
    constexpr size_t kShortest = 8;  // shorter runs of known entries say little more
    Pointers table = table_of(ctx);
    auto word = static_cast<uint64_t>(ctx.word);
    bool any = false;
    for (size_t i = 0; i < table.size(); ++i) {
        std::vector<uint64_t> run;
        for (size_t end = i; end < table.size() && table[end]; ++end) run.push_back(*table[end]);
        if (run.size() >= kShortest) {
            record.add(ctx.firmware->fun_table + i * word, run, true);
            any = true;
        }
        i += run.size();
    }
    if (!any)
        throw Error({ctx.firmware->path,
                     "too few functions of the function table are known to tell this firmware from "
                     "others",
                     "take the firmware's ELF file, or a list of all of its symbols"});
}

// The firmware's symbols that the module uses, by address.
std::vector<const firmware::Symbol*> used_symbols(const Context& ctx) {
    std::vector<const firmware::Symbol*> used;
    for (const InputSection& section : ctx.sections) {
        if (!section.live) continue;
        for (const Reloc& reloc : section.relocs)
            if (reloc.symbol->firmware) used.push_back(reloc.symbol->firmware);
    }
    std::ranges::sort(used, {}, &firmware::Symbol::address);
    auto same = [](const auto* a, const auto* b) { return a->address == b->address; };
    used.erase(std::unique(used.begin(), used.end(), same), used.end());
    return used;
}

// The first words of what the module uses, of symbols that are spread over the firmware.
void add_places(const Context& ctx, Record& record) {
    constexpr size_t kWords = 2;
    std::vector<const firmware::Symbol*> used = used_symbols(ctx);
    size_t count = std::min(used.size(), kMostPlaces);
    for (size_t i = 0; i < count; ++i) {
        const firmware::Symbol& symbol = *used[i * used.size() / count];
        uint64_t address = symbol.address;
        if (symbol.function) address &= ctx.arch.address_mask;
        if (address % sizeof(uint32_t) != 0) address += 2;  // of a Thumb function
        if (address % sizeof(uint32_t) == 0) record.add_content(symbol, address, kWords);
    }
}

void fill(Context& ctx, InputSection& section, std::string bytes) {
    set_content(ctx, section, std::move(bytes));
    section.flags = SHF_ALLOC;
    section.live = true;
}

}  // namespace

void read_firmware(Context& ctx) {
    if (ctx.options.firmware.empty()) return;
    ctx.firmware = firmware::read_image(ctx.options.firmware, *ctx.options.arch);
    int abi = ctx.firmware->abi;
    if (abi != 0 && abi != ctx.options.abi)
        throw Error({ctx.options.firmware,
                     fmt::format("{} has the native ABI 6.{}, not 6.{}", ctx.firmware->version, abi,
                                 ctx.options.abi),
                     fmt::format("leave out --abi, or build with --abi 6.{}", abi)});
}

bool is_better_in_firmware(const Context& ctx, std::string_view name) {
    auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
    return ctx.firmware && std::ranges::any_of(kPortFunctions, begins);
}

void bind_to_place(const Context& ctx, Symbol& symbol, FirmwarePlace place) {
    symbol.firmware = place.symbol;
    symbol.file = nullptr;
    if (ctx.firmware->position_independent) {
        symbol.kind = SymbolKind::late;
        symbol.late = {.kind = ValueKind::fun_table,
                       .offset = place.address - ctx.firmware->fun_table};
        if (ctx.word == 4) symbol.late.offset &= 0xffffffff;
    } else {
        symbol.kind = SymbolKind::absolute;
        symbol.value = place.address;
    }
}

bool bind_to_firmware(Context& ctx, Symbol& symbol) {
    if (!ctx.firmware) return false;
    const firmware::Symbol* found = ctx.firmware->find(symbol.name);
    if (found) bind_to_place(ctx, symbol, {found, found->address});
    return found != nullptr;
}

bool uses_firmware(const Context& ctx) {
    return ctx.firmware && !used_symbols(ctx).empty();
}

// Puts the runtime's function `check` in front of the entry point.
void guard_entry(Context& ctx, std::string_view check) {
    Symbol* checked = ctx.global("natmod_checked_entry");
    std::string_view name = checked->name;
    *checked = *ctx.entry;
    checked->name = name;
    Symbol* entry = ctx.global(check);
    want(ctx, *entry);
    if (entry->undefined())
        throw Error(
            "a module for one firmware asks Natmod's runtime whether it is that, and the runtime "
            "is not among the inputs",
            std::string(kNoRuntimeHint));
    Symbol* const roots[] = {entry, ctx.entry};
    gc_sections(ctx, roots);
    ctx.entry = entry;
}

// `first` has what runs first: the module or its starter.
void describe_firmware(const Context& ctx, Context& first) {
    if (!uses_firmware(ctx)) return;
    const firmware::Image& image = *ctx.firmware;
    Record record(image);
    add_table(ctx, record);
    add_places(ctx, record);
    fill(first, *first.firmware_record, std::move(record).bytes());
    first.firmware_record->align = sizeof(uint32_t);

    std::string text = std::filesystem::path(image.path).filename().string();
    text = image.version.empty() ? fmt::format("built for {}", text)
                                 : fmt::format("built for {} ({})", image.version, text);
    text.push_back('\0');
    fill(first, *first.firmware_text, std::move(text));
    first.firmware_text->block = ctx.arch.default_block(*first.firmware_text);
}

}  // namespace natmod::link
