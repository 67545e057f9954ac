// SPDX-License-Identifier: MIT
#include "docs/architectures.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/shell_words.h"

namespace natmod::docs {
namespace {

// docs/architectures.md: by the number that a board reports.
std::string boards() {
    std::string text = "| number | `--arch` | boards |\n| --- | --- | --- |\n";
    for (const abi::Arch& arch : abi::kArchs) {
        std::string since;
        if (!arch.since.empty()) since = fmt::format("; MicroPython {} and newer", arch.since);
        text += fmt::format("| {} | `{}` | {}{} |\n", arch.host_number(), arch.name, arch.boards,
                            since);
    }
    return text;
}

// README.md
std::string examples() {
    std::string text = "| `--arch` | for example | tested on |\n| --- | --- | --- |\n";
    for (const abi::Arch& arch : abi::kArchs)
        text += fmt::format("| `{}` | {} | {} |\n", arch.name, arch.for_example, arch.tested_on);
    return text;
}

// docs/mpy-format.md: by the number in a file.
std::string files() {
    std::vector<const abi::Arch*> archs;
    for (const abi::Arch& arch : abi::kArchs) archs.push_back(&arch);
    for (const abi::Arch& arch : abi::kForeignArchs) archs.push_back(&arch);
    std::ranges::sort(archs, {}, &abi::Arch::number);
    std::string text =
        "| file | word | loaded by firmware with | found on |\n"
        "| --- | --- | --- | --- |\n";
    for (const abi::Arch* arch : archs) {
        std::vector<int> hosts;
        for (const abi::Arch* host : abi::hosts_of(arch->number)) hosts.push_back(host->number);
        std::string since;
        if (!arch->since.empty()) since = fmt::format(", from {} on", arch->since);
        text +=
            fmt::format("| {} {} | {} bytes | {} | {}{} |\n", arch->number, arch->name,
                        arch->family.elf.word_size, fmt::join(hosts, ", "), arch->loaded_by, since);
    }
    return text;
}

// sdk/py/dynruntime.mk: what its Makefiles may ask for.
std::string makefile() {
    std::string names, crosses;
    for (const abi::Arch& arch : abi::kArchs) {
        names += &arch == abi::kArchs ? "" : &arch == std::end(abi::kArchs) - 1 ? " or " : ", ";
        names += arch.name;
        std::string_view program = arch.compilers.programs[0];
        crosses += fmt::format("NATMOD_CROSS_{} = {}\n", arch.name,
                               program.substr(0, program.rfind("gcc")));
    }
    return fmt::format("NATMOD_ARCHS = {}\n{}", names, crosses);
}

// cmake/install.cmake: Debian's packages of compilers, but for those of the host.
std::string packages() {
    std::vector<std::string> names;
    for (const abi::Arch& arch : abi::kArchs) {
        if (arch.family.elf == abi::kX86_64.elf) continue;
        for (std::string& name : split_shell_words(arch.compilers.package))
            if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return fmt::format("set(NATMOD_COMPILER_PACKAGES \"{}\")\n", fmt::join(names, ", "));
}

struct Table {
    std::string_view name;
    std::string (*write)();
};

constexpr Table kTables[] = {
    {"boards", boards},     {"examples", examples}, {"files", files},
    {"makefile", makefile}, {"packages", packages},
};

const Table& table_of(std::string_view begin_line) {
    for (const Table& table : kTables)
        if (begin_line.find(fmt::format("begin {}:", table.name)) != begin_line.npos) return table;
    throw Error(fmt::format("there is no table for: {}", begin_line));
}

}  // namespace

std::string with_arch_tables(std::string_view file) {
    std::string result, end;
    while (!file.empty()) {
        std::string_view line = file.substr(0, file.find('\n'));
        file.remove_prefix(std::min(file.size(), line.size() + 1));
        // Markdown wants blank lines between a comment and a table.
        std::string_view blank = line.ends_with("-->") ? "\n" : "";
        if (!end.empty()) {
            if (line.find(end) == line.npos) continue;
            result.append(blank).append(line).append("\n");
            end.clear();
            continue;
        }
        result.append(line).append("\n");
        if (line.find(": natmod docs --architectures") == line.npos) continue;
        const Table& table = table_of(line);
        result.append(blank).append(table.write());
        end = fmt::format("end {}", table.name);
    }
    if (!end.empty()) throw Error(fmt::format("the table does not end: no line '{}'", end));
    return result;
}

}  // namespace natmod::docs
