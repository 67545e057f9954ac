// A check is a build that goes on after errors. If a header is missing, an empty one takes its
// place and the build runs again: that shows the names that the header would have declared.

#include <fmt/core.h>
#include <algorithm>

#include "base/error.h"
#include "base/file.h"
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

// Makes empty headers below `folder`; false if there was none to make that was not there before.
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

bool is_header(const Finding& finding) {
    return finding.kind == FindingKind::missing_header || finding.kind == FindingKind::port_header;
}

void add_error(std::vector<Finding>& findings, const Error& error) {
    for (const Message& message : error.messages())
        add_all(findings, {{FindingKind::error, message.where, message.text, message.hint}});
}

// The .mpy, or an empty path. `findings` gets what went wrong.
fs::path build_in_rounds(const driver::ModuleDescription& module, const Arch& arch,
                         const driver::BuildOptions& options, std::vector<Finding>& findings) {
    fs::path headers =
        driver::work_folder(module, arch, options) / driver::work_files::kCheckHeaders;
    fs::remove_all(headers);
    for (int round = 1;; ++round) {
        std::string output;
        driver::BuildOptions mine = options;
        mine.messages = &output;
        mine.flags.insert(mine.flags.end(), {"-idirafter", headers.string()});
        fs::path result;
        std::vector<Message> others;
        try {
            result = driver::build_module(module, arch, mine);
        } catch (const Error& error) {
            others = error.messages();
        }
        std::vector<Finding> found = driver::read_messages(output);
        // That nothing was built is said by what the compilers printed, be it in words that are not
        // understood.
        if (found.empty() && round == 1 && !output.empty() && result.empty()) {
            found.push_back({FindingKind::compile_error, "", output.substr(0, output.find('\n'))});
        } else if (found.empty() && !others.empty()) {
            add_error(findings, Error(others));
        }
        // After the first round, an error may only be what a missing declaration leads to.
        if (round > 1)
            std::erase_if(found, [](const Finding& finding) {
                return finding.kind == FindingKind::compile_error;
            });
        add_all(findings, std::move(found));
        if (!result.empty()) return result;
        if (round == kMaxRounds || !make_headers(driver::missing_headers(output), headers))
            return {};
    }
}

// A place as the user would name it from the current folder: "/home/me/module/a.c:3", and "a.c:3"
// of a command that ran in the module's folder, become "module/a.c:3".
std::string name_place(const std::string& where, const fs::path& directory) {
    size_t colon = std::min(where.rfind(':'), where.size());
    fs::path file = where.substr(0, colon);
    if (!fs::exists(file)) file = directory / file;
    if (where.empty() || !fs::exists(file)) return where;
    fs::path relative =
        fs::absolute(file).lexically_normal().lexically_relative(fs::current_path());
    bool below = !relative.empty() && *relative.begin() != "..";
    return (below ? relative : file).string() + where.substr(colon);
}

// The same place may have come by two names.
void name_places(std::vector<Finding>& findings, const fs::path& directory) {
    for (Finding& finding : findings) {
        finding.where = name_place(finding.where, directory);
        std::vector<std::string> places = std::move(finding.also);
        finding.also.clear();
        for (const std::string& place : places) add_place(finding, name_place(place, directory));
    }
}

void check_limit(std::string_view what, uint64_t size, std::optional<uint64_t> limit,
                 std::vector<Finding>& findings) {
    if (!limit || size <= *limit) return;
    findings.push_back({FindingKind::too_large, "",
                        fmt::format("{} bytes of {}, {} more than the {} given", size, what,
                                    size - *limit, *limit),
                        "the map of natmod ld --map shows what is large"});
}

std::vector<std::string> port_subjects(const std::vector<Finding>& findings, bool headers) {
    std::vector<std::string> subjects;
    for (const Finding& finding : findings)
        if (finding.port && (finding.kind == FindingKind::port_header) == headers &&
            std::find(subjects.begin(), subjects.end(), finding.subject) == subjects.end())
            subjects.push_back(finding.subject);
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

CheckReport check_module(const driver::ModuleDescription& module, const Arch& arch,
                         const driver::BuildOptions& options, const Limits& limits) {
    driver::ModuleDescription checked = module;
    checked.build_dir /= driver::work_files::kCheckDir;
    driver::BuildOptions with_lines = options;
    with_lines.debug = true;
    with_lines.quiet = !options.verbose;

    CheckReport report;
    fs::path work = driver::work_folder(checked, arch, with_lines);
    driver::make_build_folder(work);
    fs::path result = build_in_rounds(checked, arch, with_lines, report.findings);
    report.module = !result.empty()         ? result.stem().string()
                    : !options.name.empty() ? options.name
                    : !module.name.empty()  ? module.name
                                            : module.directory.filename().string();
    fs::path commands = checked.build_dir / driver::work_files::kCompileCommands;
    if (fs::exists(commands)) {
        add_all(report.findings, build_notes(commands, arch));
        for (Finding& finding : report.findings)
            if (finding.kind == FindingKind::missing_symbol)
                for (const std::string& place : symbol_places(commands, finding.subject))
                    add_place(finding, place);
    }
    if (driver::uses_lto(module, options.flags))
        report.findings.push_back(
            {FindingKind::note, module.origin.string(), std::string(driver::kNoLto)});
    if (!result.empty()) {
        LoadedMpy loaded = load_mpy(result);
        report.cost = Cost{footprint_of(loaded.mpy), loaded.bytes.bytes().size()};
        add_all(report.findings,
                map_notes(MappedFile(work / driver::work_files::kMap).text(), module.directory));
        std::string why = misfit(report.cost->memory, arch.number);
        if (!why.empty())
            add_finding(report.findings, {FindingKind::note, "", why, std::string(kMisfitHint)});
        check_limit("text", report.cost->memory.text, limits.text, report.findings);
        check_limit("RAM kept after import", report.cost->ram(), limits.ram, report.findings);
        for (Finding& finding : report.findings)
            if (is_header(finding)) finding.hint = "nothing of it is used: leave it out";
    }
    name_places(report.findings, module.directory);
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
    return report;
}

}  // namespace natmod::check
