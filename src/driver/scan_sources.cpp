// SPDX-License-Identifier: MIT
#include "driver/scan_sources.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/error.h"
#include "base/report.h"
#include "base/sdk_path.h"
#include "driver/firmware_branch.h"
#include "source/preprocess.h"

namespace fs = std::filesystem;

namespace natmod::driver {

std::vector<source::Scan> scan_sources(std::span<const std::string> sources,
                                       std::vector<std::string> compiler) {
    if (sources.empty()) throw Error("no sources given", "natmod generate a.c b.c");
    std::vector<fs::path> paths(sources.begin(), sources.end());
    for (std::string& flag : branch_flags(paths, compiler)) compiler.push_back(std::move(flag));

    std::vector<source::Scan> scans;
    std::vector<Finding> errors;
    for (const std::string& source : sources) {
        if (!fs::exists(source))
            throw Error(
                Finding{source, "no such source", "is the path right, from the current folder?"});
        if (fs::is_directory(source))
            throw Error(Finding{source, "is a folder", "natmod generate takes the sources in it"});
        source::CompileCommand command{compiler};
        command.words.push_back(source);
        scans.push_back(source::scan_text(source::preprocess(command, {.defines = {"NO_QSTR"}}),
                                          source, command.is_cxx()));
        errors.insert(errors.end(), scans.back().errors.begin(), scans.back().errors.end());
    }
    if (!errors.empty()) throw Error(errors);
    return scans;
}

// At such a place a plain compiler fails, or silently makes a wrong value.
void warn_of_places(std::span<const source::Scan> scans) {
    for (const source::Scan& scan : scans) {
        if (scan.to_rewrite.empty()) continue;
        const source::QstrPlace& first = scan.to_rewrite.front();
        report({first.where, fmt::format("{} needs more than a compiler", first.what),
                "natmod build does what it needs; a build of your own compiles the source "
                "through natmod scan and natmod compile",
                FindingKind::warning});
    }
}

}  // namespace natmod::driver
