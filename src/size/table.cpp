// SPDX-License-Identifier: MIT
#include "size/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace natmod::size {
namespace {

struct Row {
    std::string name;
    uint64_t size = 0;
    std::string needed_for;  // of its largest item
    uint64_t largest = 0;
};

std::string key_of(const Item& item, By by) {
    switch (by) {
        case By::file:
            return item.file;
        case By::section:
            return item.section + (item.ram ? ", RAM" : item.freed ? ", freed" : ", text");
        case By::function:
            break;
    }
    return fmt::format("{}, {}", item.function, item.file);
}

std::map<std::string, Row> rows_of(const SizeReport& report, By by) {
    std::map<std::string, Row> rows;
    for (const Item& item : report.items) {
        std::string key = key_of(item, by);
        Row& row = rows[key];
        row.name = key;
        row.size += item.size;
        if (item.size <= row.largest) continue;
        row.largest = item.size;
        if (by != By::section) row.needed_for = item.needed_for;
    }
    return rows;
}

const char* title_of(By by) {
    constexpr const char* kTitles[] = {"file", "function, file", "section"};
    return kTitles[static_cast<size_t>(by)];
}

// Items and the linker's padding.
uint64_t total_of(const mpy::Footprint& memory) {
    return memory.text + memory.rodata + memory.bss;
}

const SizeReport* counterpart(const std::vector<SizeReport>& before, const SizeReport& after) {
    std::vector<const SizeReport*> found;
    for (const SizeReport& report : before)
        if (report.arch == after.arch) found.push_back(&report);
    if (found.size() == 1) return found.front();
    auto same = std::ranges::find(found, after.module, &SizeReport::module);
    return same == found.end() ? nullptr : *same;
}

struct Change {
    std::string name;
    uint64_t before = 0, after = 0;

    int64_t difference() const { return static_cast<int64_t>(after - before); }
};

void print_changes(std::string& out, const char* title, const std::vector<Change>& changes) {
    out += fmt::format("{:>9} {:>9} {:>9}  {}\n", "before", "after", "change", title);
    for (const Change& change : changes)
        out += fmt::format("{:9} {:9} {:>+9}  {}\n", change.before, change.after,
                           change.difference(), change.name);
}

std::vector<Change> changed_rows(const SizeReport& before, const SizeReport& after, By by) {
    std::map<std::string, Change> changes;
    for (auto& [name, row] : rows_of(before, by)) changes[name] = {name, row.size, 0};
    for (auto& [name, row] : rows_of(after, by)) {
        changes[name].name = name;
        changes[name].after = row.size;
    }
    std::vector<Change> sorted;
    for (auto& [name, change] : changes)
        if (change.difference() != 0) sorted.push_back(std::move(change));
    std::ranges::stable_sort(sorted, std::ranges::greater(),
                             [](const Change& change) { return std::abs(change.difference()); });
    return sorted;
}

}  // namespace

std::string totals_table(const std::vector<SizeReport>& reports) {
    std::string out =
        fmt::format("{:>8} {:>7} {:>7} {:>8} {:>6} {:>6} {:>8} {:>8} {:>6} {:>8} {:>8}  {:10} {}\n",
                    "text", "rodata", "bss", "total", "relocs", "fixups", "heap", "exec", "freed",
                    "names", "file", "arch", "name");
    for (const SizeReport& report : reports) {
        const mpy::Footprint& memory = report.memory;
        out += fmt::format("{:8} {:7} {:7} {:8} {:6} {:6} {:8} {:8} {:6} {:8} {:8}  {:10} {}\n",
                           memory.text, memory.rodata, memory.bss, total_of(memory), memory.relocs,
                           memory.fixups, memory.heap, memory.exec, memory.freed, memory.names,
                           report.file, report.arch, report.module);
    }
    return out;
}

std::string items_table(const SizeReport& report, By by) {
    std::vector<Row> rows;
    uint64_t placed = 0;
    for (auto& [name, row] : rows_of(report, by)) {
        placed += row.size;
        rows.push_back(row);
    }
    uint64_t total = total_of(report.memory);
    // The bytes between the sections and after the last.
    if (placed < total) rows.push_back({"(fix-ups, padding)", total - placed, {}, 0});
    std::ranges::stable_sort(rows, std::ranges::greater(), &Row::size);

    size_t width = 0;
    for (const Row& row : rows)
        if (!row.needed_for.empty()) width = std::max(width, row.name.size());
    std::string out = fmt::format("{} {}: {} bytes\n", report.arch, report.module, total);
    out += fmt::format("{:>9} {:>6}  {:{}}{}\n", "bytes", "share", title_of(by), width ? width : 1,
                       width ? "  needed for" : "");
    for (const Row& row : rows) {
        std::string line = fmt::format("{:9} {:5.1f}%  {:{}}  {}", row.size,
                                       100.0 * static_cast<double>(row.size) /
                                           static_cast<double>(std::max<uint64_t>(total, 1)),
                                       row.name, width, row.needed_for);
        out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return out;
}

std::string stack_table(const SizeReport& report) {
    std::vector<StackUse> uses = report.stack;
    std::ranges::stable_sort(uses, std::ranges::greater(), &StackUse::deepest);
    std::string out = fmt::format("{} {}: bytes of stack\n", report.arch, report.module);
    for (bool outside : {true, false}) {
        out += fmt::format("{:>9} {:>9}   {}\n", "function", "call",
                           outside ? "called from outside" : "called by these");
        for (const StackUse& use : uses) {
            if (use.outside != outside) continue;
            std::string rest;
            for (size_t i = 1; outside && i < use.path.size(); ++i) rest += " > " + use.path[i];
            std::vector<std::string> reasons;
            for (const auto& [reason, functions] : use.at_least) reasons.push_back(reason);
            if (!reasons.empty()) rest += fmt::format(" ({})", fmt::join(reasons, ", "));
            out += fmt::format("{:9} {:9}{}  {}, {}{}\n", use.frame, use.deepest,
                               use.at_least.empty() ? " " : "+", use.function, use.file, rest);
        }
    }
    return out;
}

std::string changes_table(const std::vector<SizeReport>& before,
                          const std::vector<SizeReport>& after, By by) {
    std::string out;
    for (const SizeReport& now : after) {
        if (!out.empty()) out += "\n";
        out += fmt::format("{} {}\n", now.arch, now.module);
        const SizeReport* then = counterpart(before, now);
        if (then == nullptr) {
            out += "is new\n";
            continue;
        }
        const mpy::Footprint &was = then->memory, &is = now.memory;
        print_changes(out, "part",
                      {{"text", was.text, is.text},
                       {"RAM block", was.rodata + was.bss, is.rodata + is.bss},
                       {"kept after import", was.heap + was.exec, is.heap + is.exec},
                       {"file", then->file, now.file}});
        if (then->items.empty() || now.items.empty()) continue;
        std::vector<Change> changes = changed_rows(*then, now, by);
        if (!changes.empty()) print_changes(out, title_of(by), changes);
    }
    return out;
}

}  // namespace natmod::size
