// SPDX-License-Identifier: MIT
#include "profile/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace fs = std::filesystem;

namespace natmod::profile {
namespace {

struct Cost {
    uint64_t self = 0;   // instructions
    uint64_t calls = 0;  // those of what it calls

    uint64_t all() const { return self + calls; }
};

struct Costs {
    std::map<const elf::ElfSymbol*, Cost> functions;        // nullptr: code of the linker
    std::map<std::string, std::map<uint32_t, Cost>> lines;  // by file
};

Costs costs_of(const Recording& recording, const LoadedModule& module) {
    Costs costs;
    auto add = [&](uint64_t address, uint64_t Cost::*part, uint64_t cost) {
        std::optional<uint64_t> offset = module.symbols.offset_of(address, module.base);
        if (!offset) return;
        costs.functions[module.symbols.function_at(*offset)].*part += cost;
        uint64_t in_file = module.symbols.text_address() + *offset;
        if (const elf::SourceLines::Row* row = module.lines.find(in_file))
            costs.lines[module.lines.files[row->file]][row->line].*part += cost;
    };
    for (auto [address, cost] : recording.costs) add(address, &Cost::self, cost);
    for (const Call& call : recording.calls) add(call.from, &Cost::calls, call.cost);
    return costs;
}

std::string place_of(const elf::ElfSymbol& function, const LoadedModule& module,
                     const fs::path& folder) {
    const elf::SourceLines::Row* row =
        module.lines.find(module.symbols.text_address() + module.symbols.offset_of(function));
    if (!row) return {};
    fs::path file = module.lines.files[row->file];
    fs::path relative = file.lexically_relative(folder);
    bool below = !relative.empty() && *relative.begin() != "..";
    return fmt::format("{}:{}", below ? relative.string() : file.filename().string(), row->line);
}

std::string functions_table(const Costs& costs, const LoadedModule& module, uint64_t total,
                            const fs::path& folder) {
    std::vector<std::pair<const elf::ElfSymbol*, Cost>> rows(costs.functions.begin(),
                                                             costs.functions.end());
    std::ranges::stable_sort(
        rows, [](const auto& a, const auto& b) { return a.second.self > b.second.self; });
    std::string text =
        fmt::format("{:>14} {:>7} {:>14}  function\n", "instructions", "of all", "with calls");
    for (const auto& [function, cost] : rows) {
        double share =
            total ? 100.0 * static_cast<double>(cost.self) / static_cast<double>(total) : 0;
        text += fmt::format("{:>14} {:>6.1f}% {:>14}  ", cost.self, share, cost.all());
        if (function)
            text += fmt::format("{}  {}\n", function->name, place_of(*function, module, folder));
        else
            text += "(code of the linker)\n";
    }
    return text;
}

std::string lines_table(const std::string& file, const std::map<uint32_t, Cost>& lines,
                        const fs::path& folder) {
    std::string text = fmt::format("\n{}\n{:>14} {:>14} {:>6}\n",
                                   fs::path(file).lexically_relative(folder).string(),
                                   "instructions", "with calls", "line");
    std::ifstream source(file);
    std::string code;
    uint32_t number = 0;
    for (const auto& [line, cost] : lines) {
        while (number < line && std::getline(source, code)) ++number;
        text += fmt::format("{:>14} {:>14} {:>6}  {}\n", cost.self, cost.all(), line,
                            number == line ? code : "");
    }
    return text;
}

}  // namespace

std::string report_text(const Recording& recording, const std::vector<LoadedModule>& modules,
                        const fs::path& folder) {
    std::string text;
    for (const LoadedModule& module : modules) {
        Costs costs = costs_of(recording, module);
        text += functions_table(costs, module, recording.total, folder);
        for (const auto& [file, lines] : costs.lines) {
            fs::path relative = fs::path(file).lexically_relative(folder);
            if (!relative.empty() && *relative.begin() != "..")
                text += lines_table(file, lines, folder);
        }
        text += "\n";
    }
    text +=
        fmt::format("{:>14}  the whole program, MicroPython's start included\n", recording.total);
    return text;
}

}  // namespace natmod::profile
