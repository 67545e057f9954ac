// SPDX-License-Identifier: MIT
#include "driver/ninja_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/color.h"
#include "base/error.h"
#include "base/process.h"
#include "base/report.h"
#include "base/status_line.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// Ninja starts its own lines with this, so that we do not take them for a command's output.
constexpr std::string_view kMark = "natmod-progress ";

constexpr const char* kNinjaHint = "ninja runs the compilers: apt install ninja-build";

std::string shorten(std::string_view text, const std::pair<std::string, std::string>& paths) {
    std::string shown(text);
    const auto& [from, to] = paths;
    if (from.empty()) return shown;
    for (size_t at = shown.find(from); at != std::string::npos; at = shown.find(from, at)) {
        shown.replace(at, from.size(), to);
        at += to.size();
    }
    return shown;
}

// The findings of natmod's own steps, with paths as the user wrote them.
std::vector<Finding> take_findings(const fs::path& file, const NinjaOptions& options) {
    std::vector<Finding> findings = read_findings(file);
    fs::remove(file);
    for (Finding& finding : findings)
        for (std::string* text : {&finding.where.file, &finding.text, &finding.hint})
            *text = shorten(*text, options.shorten);
    return findings;
}

// Sorts ninja's lines: progress, ninja's own remarks, and output of commands.
class Progress {
  public:
    Progress(const NinjaOptions& options, std::string& output)
        : options_(options), output_(output) {}

    void add(std::string_view chunk) {
        partial_ += chunk;
        size_t start = 0;
        for (;;) {
            size_t end = partial_.find('\n', start);
            if (end == std::string::npos) break;
            line(std::string_view(partial_).substr(start, end - start));
            start = end + 1;
        }
        partial_.erase(0, start);
    }

    void finish() {
        if (!partial_.empty()) line(partial_);
        clear_status();
        std::fflush(stderr);
    }

  private:
    void line(std::string_view text) {
        if (text.starts_with(kMark)) {
            after_failure_ = false;
            return show_progress(options_, text.substr(kMark.size()));
        }
        // After "FAILED: outputs" ninja prints the command, which -v shows already.
        if (text.starts_with("FAILED: ")) {
            after_failure_ = true;
            return;
        }
        if (after_failure_) {
            after_failure_ = false;
            return;
        }
        if (text.starts_with("ninja: build stopped") || text.starts_with("ninja: no work to do"))
            return;
        std::string shown = shorten(text, options_.shorten);
        output_.append(shown).append("\n");
        if (options_.hold_output) return;
        clear_status();
        fmt::print(stderr, "{}\n", colored_message(shown));
    }

    const NinjaOptions& options_;
    bool after_failure_ = false;  // the next line is the failed command
    std::string partial_;
    std::string& output_;
};

}  // namespace

void show_progress(const NinjaOptions& options, std::string_view step) {
    if (options.quiet) return;
    std::string line = options.label + std::string(step);
    if (on_terminal() && !options.verbose)
        show_status(line);
    else
        fmt::print(stderr, "{}\n", line);
}

void require_ninja() {
    if (find_program("ninja").empty()) throw Error("cannot run ninja: not found", kNinjaHint);
}

NinjaResult run_step(const NinjaOptions& options, std::span<const std::string> command,
                     const std::string& hint) {
    NinjaResult result;
    Progress progress(options, result.output);
    ProcessOptions process;
    process.capture = true;
    process.merge_errors = true;
    process.on_output = [&](std::string_view chunk) { progress.add(chunk); };
    process.environment = options.environment;
    process.environment.emplace_back(kPlainWords);
    process.directory = options.directory;
    process.hint = hint;
    result.status = source::run_compilers(command, std::move(process), options.compilers).status;
    progress.finish();
    return result;
}

NinjaResult run_ninja(const NinjaOptions& options) {
    std::vector<std::string> command = {"ninja", "-f", options.file.string()};
    if (options.jobs > 0) command.push_back(fmt::format("-j{}", options.jobs));
    if (options.keep_going) command.emplace_back("-k0");
    if (options.verbose) command.emplace_back("-v");
    command.insert(command.end(), options.targets.begin(), options.targets.end());
    fs::path findings = options.directory / (options.file.string() + ".findings");
    fs::remove(findings);
    NinjaOptions with_files = options;
    std::string steps = options.steps > 0 ? fmt::format("{}", options.steps) : "%t";
    with_files.environment.push_back(fmt::format("NINJA_STATUS={}[%f/{}] ", kMark, steps));
    with_files.environment.push_back(fmt::format("{}={}", kFindingsFile, findings.string()));
    NinjaResult result = run_step(with_files, command, kNinjaHint);
    result.findings = take_findings(findings, options);
    return result;
}

}  // namespace natmod::driver
