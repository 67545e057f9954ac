// SPDX-License-Identifier: MIT
// A check is a build that goes on after errors. If a header is missing, we put an empty one in its
// place and build again: that shows the names that the header would have declared.

#include <fmt/core.h>
#include <algorithm>

#include "abi/differences.h"
#include "base/error.h"
#include "base/file.h"
#include "base/report.h"
#include "check/notes.h"
#include "check/report.h"
#include "driver/compiler_messages.h"
#include "driver/flags.h"
#include "driver/work_files.h"
#include "mpy/load.h"

namespace fs = std::filesystem;

namespace natmod::check {
namespace {

constexpr int kMaxRounds = 40;  // each finds at least one more missing header

void add_all(std::vector<Finding>& findings, std::vector<Finding> more) {
    for (Finding& finding : more) add_finding(findings, std::move(finding));
}

// Makes empty headers below `folder`. False if it made no new one.
bool make_headers(const std::vector<std::string>& names, const fs::path& folder) {
    bool any = false;
    for (const std::string& name : names) {
        fs::path relative = fs::path(name).lexically_normal();
        if (relative.empty() || relative.is_absolute() || *relative.begin() == "..") continue;
        if (fs::exists(folder / relative)) continue;
        write_file(folder / relative, std::string_view());
        any = true;
    }
    return any;
}

// Adds to the text why no native module can have the symbol, if we know.
void say_why(Finding& finding) {
    if (finding.kind != FindingKind::missing_symbol) return;
    const abi::Difference* known = abi::find_unavailable(finding.symbol);
    if (known == nullptr) return;
    finding.text += fmt::format(": {}", known->text);
    finding.hint = known->remedy;
}

// Returns the .mpy, or an empty path. `findings` gets what went wrong.
fs::path build_in_rounds(const driver::ModuleDescription& module, const abi::Arch& arch,
                         const driver::BuildOptions& options, std::vector<Finding>& findings) {
    ReportTo nobody([](const Finding&) {});  // the check itself finds what matters
    fs::path headers =
        driver::work_folder(module, arch, options) / driver::work_files::kCheckHeaders;
    fs::remove_all(headers);
    driver::BuildOptions mine = options;
    mine.for_check = true;
    mine.map = true;
    mine.as_data = true;
    mine.flags.insert(mine.flags.end(), {"-idirafter", headers.string()});
    for (int round = 1;; ++round) {
        try {
            return driver::build_module(module, arch, mine);
        } catch (const Error& error) {
            std::vector<Finding> found = error.findings();
            std::vector<std::string> missing = driver::missing_headers(found);
            // After the first round, a missing declaration may be the cause of an error.
            if (round > 1)
                std::erase_if(found, [](const Finding& finding) {
                    return finding.kind == FindingKind::compile_error;
                });
            std::ranges::for_each(found, say_why);
            add_all(findings, std::move(found));
            if (round == kMaxRounds || !make_headers(missing, headers)) return {};
        }
    }
}

void check_limit(std::string_view what, uint64_t size, std::optional<uint64_t> limit,
                 std::vector<Finding>& findings) {
    if (!limit || size <= *limit) return;
    findings.push_back({{},
                        fmt::format("{} bytes of {}, {} more than the {} given", size, what,
                                    size - *limit, *limit),
                        "natmod size DIR --by function shows what is large",
                        FindingKind::too_large});
}

std::vector<std::string> port_subjects(const std::vector<Finding>& findings, bool headers) {
    std::vector<std::string> subjects;
    for (const Finding& finding : findings)
        if (finding.port && (finding.kind == FindingKind::port_header) == headers &&
            std::find(subjects.begin(), subjects.end(), finding.symbol) == subjects.end())
            subjects.push_back(finding.symbol);
    return subjects;
}

}  // namespace

std::vector<std::string> CheckReport::port_headers() const {
    return port_subjects(findings, true);
}

std::vector<std::string> CheckReport::port_names() const {
    return port_subjects(findings, false);
}

bool CheckReport::works() const {
    return cost && std::all_of(findings.begin(), findings.end(), [](const Finding& finding) {
               return finding.kind == FindingKind::note;
           });
}

CheckReport check_module(const driver::ModuleDescription& module, const abi::Arch& arch,
                         const driver::BuildOptions& options, const Limits& limits) {
    driver::ModuleDescription checked = module;
    checked.build_dir /= driver::work_files::kCheckDir;
    driver::BuildOptions with_lines = options;
    with_lines.debug = true;
    with_lines.quiet = !options.verbose;

    CheckReport report;
    fs::path work = driver::work_folder(checked, arch, with_lines);
    driver::FolderLock lock = driver::lock_work_folder(checked, arch, with_lines);
    fs::path result = build_in_rounds(checked, arch, with_lines, report.findings);
    report.module =
        result.empty() ? driver::presumed_name(module, options) : result.stem().string();
    std::vector<driver::work_files::Products> build =
        driver::work_files::all_products(checked, work);
    add_all(report.findings, build_notes(build, arch));
    for (Finding& finding : report.findings)
        if (finding.kind == FindingKind::missing_symbol)
            for (const Place& place : symbol_places(build, finding.symbol))
                add_place(finding, place);
    if (driver::uses_lto(module, options.flags))
        report.findings.push_back(
            {module.origin.string(), std::string(driver::kNoLto), {}, FindingKind::note});
    if (!result.empty()) {
        mpy::LoadedMpy loaded = mpy::load_mpy(result);
        report.cost = Cost{mpy::footprint_of(loaded.mpy), loaded.bytes.bytes().size()};
        MappedFile map(work / driver::work_files::kMap);
        add_all(report.findings, map_notes(map.text(), module.directory));
        if (!options.firmware.empty()) report.symbols = map_symbols(map.text());
        std::string why = mpy::misfit(report.cost->memory, arch.number);
        if (!why.empty())
            add_finding(report.findings,
                        {{}, why, std::string(mpy::kMisfitHint), FindingKind::note});
        check_limit("text", report.cost->memory.text, limits.text, report.findings);
        check_limit("RAM kept after import", report.cost->ram(), limits.ram, report.findings);
        for (Finding& finding : report.findings)
            if (driver::is_missing_header(finding))
                finding.hint = "nothing in it is used: leave it out";
    }
    name_places(report.findings, module.directory);
    std::ranges::stable_sort(report.findings, {}, &Finding::kind);
    return report;
}

}  // namespace natmod::check
