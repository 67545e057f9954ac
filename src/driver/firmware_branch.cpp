// SPDX-License-Identifier: MIT
#include "driver/firmware_branch.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "base/file.h"
#include "migrate/branches.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

bool registers_module(const source::RawToken& token) {
    return token.is("MP_REGISTER_MODULE") || token.is("MP_REGISTER_EXTENSIBLE_MODULE");
}

}  // namespace

BranchTexts read_branches(std::string_view source) {
    using namespace migrate;
    BranchTexts texts;
    std::vector<OpenCondition> open;
    source::RawToken token;
    for (source::RawReader reader(source); reader.next(token);) {
        if (token.kind == source::RawKind::directive) {
            follow_condition(token.text, open);
        } else if (token.is("mpy_init")) {
            texts.mpy_init = true;
        } else if (registers_module(token)) {
            bool firmware = std::any_of(open.begin(), open.end(), [](const auto& condition) {
                return condition.here == BranchKind::firmware;
            });
            (firmware ? texts.registers_in_firmware : texts.registers) = true;
        }
    }
    return texts;
}

bool takes_firmware_branch(std::span<const fs::path> sources) {
    auto has_branch = [](const fs::path& source) {
        if (!fs::is_regular_file(source)) return false;
        MappedFile file(source);
        return file.text().find(kBranchMacro) != std::string_view::npos;
    };
    if (std::ranges::none_of(sources, has_branch)) return false;
    BranchTexts all;
    for (const fs::path& source : sources) {
        if (!fs::is_regular_file(source)) continue;
        MappedFile file(source);
        std::string_view text = file.text();
        bool tells = text.find("MP_REGISTER_") != std::string_view::npos ||
                     text.find("mpy_init") != std::string_view::npos;
        if (!tells) continue;
        BranchTexts texts = read_branches(text);
        all.registers |= texts.registers;
        all.registers_in_firmware |= texts.registers_in_firmware;
        all.mpy_init |= texts.mpy_init;
    }
    return all.registers_in_firmware && !all.registers && !all.mpy_init;
}

std::vector<std::string> branch_flags(std::span<const fs::path> sources,
                                      std::span<const std::string> flags) {
    bool chosen = std::any_of(flags.begin(), flags.end(), [](const std::string& flag) {
        return flag.find(kBranchMacro) != std::string::npos;
    });
    if (chosen || takes_firmware_branch(sources)) return {};
    return {fmt::format("-D{}", kBranchMacro)};
}

}  // namespace natmod::driver
