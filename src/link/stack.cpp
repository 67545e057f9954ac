// SPDX-License-Identifier: MIT
// Adds up the stack of calls. What a function takes itself, and which functions it calls, its
// compiler says (frames.h). Where it does not say the latter, as clang, a relocation of a function
// against another counts as a call.

#include "link/stack.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "link/arch.h"

namespace natmod::link {
namespace {

// The functions in the making, and how to find one.
struct Calls {
    const Context& ctx;
    std::vector<StackUse> uses = {};
    std::unordered_map<const InputSection*, std::vector<uint32_t>> in_section = {};

    uint64_t start_of(uint32_t function) const {
        return uses[function].function->value & ctx.arch.address_mask;
    }
    int function_at(const InputSection* section, uint64_t offset) const;
};

// -1 if there is none.
int Calls::function_at(const InputSection* section, uint64_t offset) const {
    auto found = in_section.find(section);
    if (found == in_section.end()) return -1;
    if (found->second.size() == 1) return static_cast<int>(found->second.front());
    for (uint32_t i : found->second)
        if (offset - start_of(i) < std::max<uint64_t>(uses[i].function->size, 1))
            return static_cast<int>(i);
    return -1;
}

// A function in assembly says what it takes by an absolute symbol of its file (sdk/rt/py/objint.c).
void find_in_assembly(const ObjectFile& file, std::string_view function, Frame& frame) {
    constexpr std::string_view kFramePrefix = "natmod_frame.";
    for (const Symbol* symbol : file.symbols) {
        if (symbol->kind != SymbolKind::absolute || !symbol->name.starts_with(kFramePrefix) ||
            symbol->name.substr(kFramePrefix.size()) != function)
            continue;
        frame.bytes = symbol->value;
        frame.known = true;
    }
}

void add_functions(Calls& calls, const ObjectFile& file) {
    Frames frames;
    bool read = false;
    for (const Symbol* symbol : file.symbols) {
        InputSection* section = symbol->section;
        if (symbol->type != STT_FUNC || !section || section->file != &file || !section->live ||
            !section->executable() || symbol->name.empty())
            continue;
        if (!read) {
            std::filesystem::path object = file.name();
            if (file.archive) {  // ARCHIVE(MEMBER); a library of sources has its members beside it
                const std::string& archive = file.archive->path;
                std::string_view member = std::string_view(file.name()).substr(archive.size() + 1);
                member.remove_suffix(1);
                object = file.archive->folder / member;
            }
            frames = frames_beside(object);
            read = true;
        }
        uint64_t start = symbol->value & calls.ctx.arch.address_mask;
        std::vector<uint32_t>& here = calls.in_section[section];
        bool alias = std::ranges::any_of(
            here, [&](uint32_t other) { return calls.start_of(other) == start; });
        if (alias) continue;
        here.push_back(static_cast<uint32_t>(calls.uses.size()));
        const Frame* frame = frames.find(symbol->name);
        StackUse& use = calls.uses.emplace_back();
        use.function = symbol;
        if (frame)
            use.frame = *frame;
        else
            find_in_assembly(file, symbol->name, use.frame);
    }
}

// The function that a relocation leads to, perhaps by way of a literal; -1: none of the module's.
int target_of(const Calls& calls, const Reloc& reloc, int literals = 2) {
    const Symbol& symbol = *reloc.symbol;
    if (symbol.kind != SymbolKind::section || !symbol.section->executable()) return -1;
    uint64_t offset = symbol.value & calls.ctx.arch.address_mask;
    if (symbol.type == STT_SECTION) offset += reloc.addend;
    int target = calls.function_at(symbol.section, offset);
    if (target >= 0 || literals == 0) return target;
    std::span<const Reloc> words = find_relocs(*symbol.section, offset);
    return words.empty() ? -1 : target_of(calls, words.front(), literals - 1);
}

bool says_nothing(const Context& ctx, const Reloc& reloc) {
    const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
    return info && info->kind == RelocClass::none;
}

// What the compiler says of the function's calls: symbols of its own file, or global ones.
void add_said_calls(Calls& calls, uint32_t function,
                    const std::unordered_map<std::string_view, uint32_t>& locals) {
    StackUse& use = calls.uses[function];
    for (const std::string& name : use.frame.calls) {
        if (auto local = locals.find(name); local != locals.end()) {
            use.calls.push_back(local->second);
            continue;
        }
        auto global = calls.ctx.globals.find(name);
        if (global == calls.ctx.globals.end() || global->second->kind != SymbolKind::section)
            continue;
        int target = calls.function_at(global->second->section, global->second->value);
        if (target >= 0) use.calls.push_back(static_cast<uint32_t>(target));
    }
}

// A word with a function's address in a table, or its address in code that does not call it, means
// that anyone may call it.
void add_relocations(Calls& calls, const InputSection& section) {
    for (const Reloc& reloc : section.relocs) {
        if (says_nothing(calls.ctx, reloc)) continue;
        int target = target_of(calls, reloc);
        if (target < 0) continue;
        int from = section.executable() ? calls.function_at(&section, reloc.offset) : -1;
        if (from == target) continue;  // a jump table, or a call of itself without a relocation
        auto to = static_cast<uint32_t>(target);
        if (from < 0) {
            // A table of jumps leads into a function, not to its start.
            bool whole = (reloc.symbol->type != STT_SECTION || reloc.addend == 0);
            if (!section.executable() && whole) calls.uses[to].outside = true;
            continue;
        }
        StackUse& use = calls.uses[static_cast<uint32_t>(from)];
        if (!use.frame.with_calls)
            use.calls.push_back(to);
        else if (std::ranges::find(use.calls, to) == use.calls.end())
            calls.uses[to].outside = true;
    }
}

enum class State : uint8_t { unseen, open, done };

void add_up(std::vector<StackUse>& uses, uint32_t function, std::vector<State>& states) {
    StackUse& use = uses[function];
    states[function] = State::open;
    for (uint32_t callee : use.calls) {
        if (states[callee] == State::unseen) add_up(uses, callee, states);
        if (states[callee] == State::open) {
            use.recursive = true;
        } else if (use.next < 0 || uses[callee].deepest > uses[use.next].deepest) {
            use.next = static_cast<int>(callee);
        }
    }
    use.deepest = use.frame.bytes + (use.next < 0 ? 0 : uses[use.next].deepest);
    states[function] = State::done;
}

std::vector<uint32_t> deepest_path(const std::vector<StackUse>& uses, uint32_t function) {
    std::vector<uint32_t> path = {function};
    while (uses[path.back()].next >= 0)
        path.push_back(static_cast<uint32_t>(uses[path.back()].next));
    return path;
}

std::set<uint32_t> reachable(const std::vector<StackUse>& uses, uint32_t function) {
    std::set<uint32_t> seen = {function};
    std::vector<uint32_t> queue = {function};
    while (!queue.empty()) {
        uint32_t next = queue.back();
        queue.pop_back();
        for (uint32_t callee : uses[next].calls)
            if (seen.insert(callee).second) queue.push_back(callee);
    }
    return seen;
}

std::string name_of(const StackUse& use) {
    return demangled(use.function->name);
}

// Why a call may take more than the sum, for each reason the functions that have it.
nlohmann::json reasons(const std::vector<StackUse>& uses, uint32_t function) {
    nlohmann::json json = nlohmann::json::object();
    for (uint32_t i : reachable(uses, function)) {
        const StackUse& use = uses[i];
        if (!use.frame.known) json["unknown"].push_back(name_of(use));
        if (use.recursive) json["recursion"].push_back(name_of(use));
        if (use.frame.pointers) json["pointers"].push_back(name_of(use));
        if (use.frame.varies) json["arrays"].push_back(name_of(use));
    }
    return json;
}

}  // namespace

std::vector<StackUse> stack_uses(const Context& ctx) {
    Calls calls{ctx};
    for (const ObjectFile& file : ctx.files)
        if (!file.of_firmware()) add_functions(calls, file);
    for (uint32_t i = 0; i < calls.uses.size();) {
        // Functions of one file stand together.
        const ObjectFile* file = calls.uses[i].function->section->file;
        std::unordered_map<std::string_view, uint32_t> locals;
        uint32_t end = i;
        for (; end < calls.uses.size() && calls.uses[end].function->section->file == file; ++end)
            locals.emplace(calls.uses[end].function->name, end);
        for (; i < end; ++i) add_said_calls(calls, i, locals);
    }
    for (const InputSection& section : ctx.sections)
        if (section.live && section.file && !section.name.starts_with(".natmod."))
            add_relocations(calls, section);
    if (ctx.entry && ctx.entry->section)
        if (int entry = calls.function_at(ctx.entry->section, ctx.entry->value); entry >= 0)
            calls.uses[static_cast<uint32_t>(entry)].outside = true;
    std::vector<State> states(calls.uses.size(), State::unseen);
    for (uint32_t i = 0; i < calls.uses.size(); ++i)
        if (states[i] == State::unseen) add_up(calls.uses, i, states);
    return std::move(calls.uses);
}

nlohmann::json stack_json(const std::vector<StackUse>& uses) {
    nlohmann::json json = nlohmann::json::array();
    for (uint32_t i = 0; i < uses.size(); ++i) {
        const StackUse& use = uses[i];
        const ObjectFile& file = *use.function->section->file;
        nlohmann::json path = nlohmann::json::array();
        for (uint32_t step : deepest_path(uses, i)) path.push_back(name_of(uses[step]));
        json.push_back({{"function", name_of(use)},
                        {"file", file.name()},
                        {"archive", file.archive ? file.archive->path : ""},
                        {"frame", use.frame.bytes},
                        {"deepest", use.deepest},
                        {"outside", use.outside},
                        {"path", std::move(path)},
                        {"at_least", reasons(uses, i)}});
    }
    return json;
}

std::vector<Finding> stack_warnings(const std::vector<StackUse>& uses) {
    // By the function that takes most of it: the call that is deepest.
    std::map<uint32_t, uint32_t> worst;
    for (uint32_t i = 0; i < uses.size(); ++i) {
        if (!uses[i].outside || uses[i].deepest < kMuchStack) continue;
        std::vector<uint32_t> path = deepest_path(uses, i);
        uint32_t largest = *std::ranges::max_element(
            path, {}, [&](uint32_t step) { return uses[step].frame.bytes; });
        auto [known, added] = worst.emplace(largest, i);
        if (!added && uses[known->second].deepest < uses[i].deepest) known->second = i;
    }
    std::vector<Finding> findings;
    for (auto [largest, call] : worst) {
        std::vector<std::string> steps;
        for (uint32_t step : deepest_path(uses, call))
            if (uses[step].frame.bytes)
                steps.push_back(fmt::format("{} {}", name_of(uses[step]), uses[step].frame.bytes));
        const Symbol& function = *uses[call].function;
        findings.push_back(
            {place_in_source(*function.section, function.value, function.name),
             fmt::format("a call of {} takes {} bytes of stack: {}", name_of(uses[call]),
                         uses[call].deepest, fmt::join(steps, ", ")),
             "a board's stack often has 8 KB, and none is left to say so: m_new() puts an array "
             "on the heap; natmod size --stack shows all calls",
             FindingKind::warning, std::string(function.name)});
    }
    return findings;
}

}  // namespace natmod::link
