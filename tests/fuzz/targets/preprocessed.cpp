// SPDX-License-Identifier: MIT
// Preprocessed C and C++: scanning it, writing what that finds, generating from it, and rewriting
// it. C++ if the size is odd.

#include <nlohmann/json.hpp>

#include "../targets.h"
#include "base/error.h"
#include "driver/generate.h"
#include "driver/module_plan.h"
#include "source/rewrite.h"
#include "source/scan.h"

namespace natmod::fuzz {
namespace {

void generate(source::Scan scan) {
    const source::Scan scans[] = {std::move(scan)};
    source::write_scan(scans[0], [](std::string_view) {});
    constexpr size_t kMost = 1000;  // each looks at all
    for (size_t i = 0; i < std::min(scans[0].definitions.size(), kMost); ++i)
        keep(driver::find_globals_table(scans, scans[0].definitions[i].name));
    driver::ModulePlan plan = driver::plan_module(scans);
    keep(driver::qstr_header(plan));
    keep(driver::init_source(plan, false));
    keep(driver::link_description(plan, false));
}

}  // namespace

void read_preprocessed(Input bytes) {
    bool cxx = bytes.size() % 2 == 1;
    try {
        generate(source::scan_text(text_of(bytes), "fuzz.c", cxx));
    } catch (const Error&) {
        // it may be rewritten all the same
    }
    keep(source::rewrite_text(text_of(bytes), cxx));
}

}  // namespace natmod::fuzz
