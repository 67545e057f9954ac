// SPDX-License-Identifier: MIT
#include "driver/switched_off.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "driver/firmware_branch.h"
#include "source/condition.h"

namespace natmod::driver {
std::optional<Finding> switched_off_registration(const std::string& source) {
    if (!std::filesystem::is_regular_file(source)) return {};
    MappedFile file(source);
    auto line = source::find_conditional_line(
        file.text(), "#", [](std::string_view text) { return text.starts_with("MP_REGISTER_"); });
    if (!line) return {};
    // Natmod takes care of a condition on its own macro; name that only if there is no other.
    const std::vector<std::string>& conditions = line->conditions;
    auto asked = std::find_if(conditions.rbegin(), conditions.rend(), [](const auto& condition) {
        return condition.find(kBranchMacro) == std::string::npos;
    });
    bool other = asked != conditions.rend();
    return Finding{
        Place(source, static_cast<uint32_t>(line->number)),
        fmt::format("the module is registered only under {}", other ? *asked : conditions.back()),
        other ? "define what the condition asks for: -D NAME=1"
              : fmt::format("-D {}=0 compiles what a firmware does", kBranchMacro)};
}

}  // namespace natmod::driver
