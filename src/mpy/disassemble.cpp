// SPDX-License-Identifier: MIT
#include "mpy/disassemble.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "abi/arch.h"
#include "base/error.h"
#include "base/process.h"
#include "base/shell_words.h"
#include "base/temporary_file.h"

namespace natmod::mpy {
namespace {

// Those of the architecture.
std::vector<std::string_view> programs(const abi::Arch* arch) {
    std::vector<std::string_view> result;
    if (arch == nullptr) return result;
    for (std::string_view program : arch->family.objdump)
        if (!program.empty()) result.push_back(program);
    return result;
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

std::vector<AssemblyLine> disassemble(int number, std::span<const uint8_t> code) {
    const abi::Arch* arch = abi::known_arch(number);
    if (arch == nullptr || code.empty()) return {};
    TemporaryFile file(code);
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.environment = {kPlainWords};
    for (std::string_view program : programs(arch)) {
        std::vector<std::string> command = {std::string(program), "-D", "-z", "-b", "binary"};
        for (std::string& option : split_shell_words(arch->family.objdump_options))
            command.push_back(std::move(option));
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

std::string disassembler_names(int number) {
    return fmt::format("{}", fmt::join(programs(abi::known_arch(number)), ", "));
}

}  // namespace natmod::mpy
