#include "mpy/disassemble.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/error.h"
#include "base/process.h"
#include "base/temporary_file.h"

namespace natmod {
namespace {

struct Disassembler {
    int arch;
    std::vector<std::string_view> programs;  // the first that works is used
    std::vector<std::string> options;
};

const std::vector<Disassembler>& disassemblers() {
    static const std::vector<std::string_view> arm = {"arm-none-eabi-objdump",
                                                      "arm-linux-gnueabihf-objdump", "objdump"};
    static const std::vector<std::string_view> riscv = {"riscv64-unknown-elf-objdump",
                                                        "riscv32-unknown-elf-objdump",
                                                        "riscv64-linux-gnu-objdump", "objdump"};
    static const std::vector<std::string> thumb = {"-m", "arm", "-M", "force-thumb"};
    static const std::vector<Disassembler> table = {
        {1, {"i686-linux-gnu-objdump", "objdump", "x86_64-linux-gnu-objdump"}, {"-m", "i386"}},
        {2, {"x86_64-linux-gnu-objdump", "objdump"}, {"-m", "i386:x86-64"}},
        {3, arm, {"-m", "arm"}},
        {4, arm, thumb},
        {5, arm, thumb},
        {6, arm, thumb},
        {7, arm, thumb},
        {8, arm, thumb},
        {9, {"xtensa-lx106-elf-objdump"}, {"-m", "xtensa"}},
        {10, {"xtensa-esp-elf-objdump", "xtensa-esp32-elf-objdump"}, {"-m", "xtensa"}},
        {11, riscv, {"-m", "riscv:rv32"}},
        {12, riscv, {"-m", "riscv:rv64"}},
    };
    return table;
}

const Disassembler* find_disassembler(int arch) {
    auto it = std::ranges::find(disassemblers(), arch, &Disassembler::arch);
    return it == disassemblers().end() ? nullptr : &*it;
}

// objdump's instruction lines are "   1c:<TAB>bytes<TAB>instruction"; the rest is headings.
std::vector<AssemblyLine> parse(std::string_view output) {
    std::vector<AssemblyLine> result;
    while (!output.empty()) {
        std::string_view line = output.substr(0, output.find('\n'));
        output.remove_prefix(std::min(output.size(), line.size() + 1));
        size_t digits = line.find_first_not_of(' ');
        size_t colon = line.find(":\t");
        if (digits == line.npos || colon == line.npos || digits >= colon) continue;
        AssemblyLine entry;
        const char* end = line.data() + colon;
        auto parsed = std::from_chars(line.data() + digits, end, entry.offset, 16);
        if (parsed.ec != std::errc() || parsed.ptr != end) continue;
        entry.text = line.substr(colon + 2);
        result.push_back(std::move(entry));
    }
    return result;
}

}  // namespace

std::vector<AssemblyLine> disassemble(int arch, std::span<const uint8_t> code) {
    const Disassembler* entry = find_disassembler(arch);
    if (entry == nullptr || code.empty()) return {};
    TemporaryFile file(code);
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.environment = {kPlainWords};
    for (std::string_view program : entry->programs) {
        std::vector<std::string> command = {std::string(program), "-D", "-z", "-b", "binary"};
        command.insert(command.end(), entry->options.begin(), entry->options.end());
        command.push_back(file.path());
        try {
            ProcessResult result = run_process(command, options);
            if (result.status == 0) return parse(result.output);
        } catch (const Error&) {
            // not installed: the next one may be
        }
    }
    return {};
}

std::string disassembler_names(int arch) {
    const Disassembler* entry = find_disassembler(arch);
    if (entry == nullptr) return {};
    std::string result;
    for (std::string_view program : entry->programs) {
        if (!result.empty()) result += ", ";
        result += program;
    }
    return result;
}

}  // namespace natmod
