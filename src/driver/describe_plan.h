// SPDX-License-Identifier: MIT
// What natmod generate --json prints.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include "driver/module_plan.h"

namespace natmod::driver {

nlohmann::json describe_plan(std::span<const source::Scan> scans, const ModulePlan& plan);

}  // namespace natmod::driver
