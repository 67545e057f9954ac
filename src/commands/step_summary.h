// SPDX-License-Identifier: MIT
// What --github appends to the summary of a workflow's step: a table in Markdown.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "base/finding.h"

namespace natmod::commands {

// `results` are those of an answer, each a row; what is wrong with one is in the findings.
std::string step_summary(std::string_view command, std::span<const Finding> findings,
                         const nlohmann::json& results);

}  // namespace natmod::commands
