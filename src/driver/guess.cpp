// SPDX-License-Identifier: MIT
#include "driver/guess.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "base/error.h"
#include "base/file.h"
#include "base/report.h"
#include "base/status_line.h"
#include "driver/build_graph.h"
#include "driver/flags.h"
#include "driver/generate.h"
#include "driver/module_plan.h"
#include "driver/runtime_library.h"
#include "driver/work_files.h"
#include "source/compile_scanned.h"
#include "source/object_names.h"
#include "source/plain_scan.h"
#include "source/scan.h"

namespace fs = std::filesystem;

namespace natmod::driver {

using source::Scan;

namespace {

// These make a guess from text useless, or wrong in a way that a compiler would not notice.
constexpr std::string_view kBeyondText[] = {"MP_QSTR_##", "##MP_QSTR", "MP_REGISTER_ROOT_POINTER",
                                            "case MP_QSTR_"};

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The end of a comment or literal that begins at `at`; `at` if none does.
size_t skip_c(std::string_view text, size_t at) {
    auto after = [&](std::string_view end) {
        size_t found = text.find(end, at + 2);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    std::string_view rest = text.substr(at);
    if (rest.starts_with("//")) return after("\n");
    if (rest.starts_with("/*")) return after("*/");
    char quote = rest[0];
    if (quote != '"' && quote != '\'') return at;
    size_t i = at + 1;
    while (i < text.size() && text[i] != quote && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
    return std::min(i + 1, text.size());
}

bool is_scanned(const SourceFile& source) {
    return !source.lib && source.language != Language::assembler;
}

// The sources without a scan, and the headers beside them.
std::vector<fs::path> texts_of(const ModuleDescription& module, std::span<const Scan> scans) {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
    for (const SourceFile& source : module.sources) {
        bool known = std::ranges::find(scans, source.path.string(), &Scan::source) != scans.end();
        if (!is_scanned(source) || known) continue;
        files.push_back(source.path);
        folders.push_back(source.path.parent_path());
    }
    std::sort(folders.begin(), folders.end());
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    for (const fs::path& folder : folders) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            fs::path extension = entry.path().extension();
            if (extension == ".h" || extension == ".hpp") files.push_back(entry.path());
        }
    }
    return files;
}

std::vector<std::string> words_of(const BuildJob& job, const SourceFile& source,
                                  std::span<const std::string> branch) {
    std::vector<std::string> words = {compiler_for(job.toolchain, source.language)};
    for (std::string& flag : source_flags(job, source, branch)) words.push_back(std::move(flag));
    words.push_back(source.path.string());
    return words;
}

// For ninja, which then knows what `name`, that file, was made from.
void write_depfile(const fs::path& file, const std::string& name,
                   std::span<const std::string> from) {
    std::string rule = name + ":";
    for (const std::string& path : from) rule += " " + path;
    write_file(file.string() + ".d", rule + "\n");
}

// Make would take them for something else.
bool is_plain_name(const std::string& path) {
    return path.find_first_of(" \t$#:\\%") == std::string::npos;
}

// The scans of all sources whose text says enough, written in the places that `files` names.
std::vector<Scan> scan_plain_sources(const BuildJob& job, const std::vector<std::string>& files) {
    std::vector<Scan> scans;
    std::vector<std::string> branch = branch_flags_of(job);
    auto file = files.begin();
    for (const SourceFile& source : job.module.sources) {
        if (!is_scanned(source)) continue;
        const std::string& name = *file++;
        try {
            source::PlainScan plain =
                source::scan_plain({words_of(job, source, branch)}, job.module.directory);
            if (!is_plain_name(name) || !std::ranges::all_of(plain.files, is_plain_name)) continue;
            // What natmod scan would write: it need not run.
            write_file(job.module.directory / name,
                       [&](const WritePiece& piece) { source::write_scan(plain.scan, piece); });
            write_depfile(job.module.directory / name, name, plain.files);
            scans.push_back(std::move(plain.scan));
        } catch (const source::NotPlain&) {
            // natmod scan will ask the preprocessor.
        }
    }
    return scans;
}

struct Guess {
    std::string header;  // the text of module.qstr.h
    bool whole = false;  // all that natmod generate would write is written
};

// What natmod compile would write for an init source with nothing to compile in it.
void write_init_object(const BuildJob& job, const std::string& name) {
    if (!is_plain_name(name) || !source::is_empty_source(job.work / work_files::kInitSource))
        return;
    fs::path object = job.module.directory / name;
    for (const char* calls : {".su", ".ci"})
        write_file(fs::path(object).replace_extension(calls), "");
    write_file(object, source::kEmptyObject);
    write_depfile(object, name, {});
}

// Nothing if there is no guess.
std::optional<Guess> write_guess(const BuildJob& job, const Plan& to_make) {
    const std::vector<std::string>& files = to_make.scans;
    fs::remove_all(job.work / source::kObjectFolder);
    fs::remove(job.work / work_files::kLinkDescription);
    fs::remove(job.work / work_files::kLinked);
    std::vector<Scan> scans = scan_plain_sources(job, files);
    if (!std::ranges::all_of(scans, &std::vector<source::QstrPlace>::empty, &Scan::to_rewrite))
        return {};
    if (scans.size() == files.size()) {
        bool others = std::ranges::any_of(job.module.sources, &SourceFile::lib);
        ModulePlan plan = write_generated(
            scans,
            {job.options.name, default_name(job.module), job.options.mutable_globals, others},
            job.work);
        write_init_object(job, to_make.init_object);
        return Guess{qstr_header(plan), true};
    }
    std::optional<std::string> header = guess_qstr_header(job.module, scans);
    if (!header) return {};
    write_file(job.work / work_files::kQstrHeader, *header);
    return Guess{*header};
}

// Whether natmod generate wrote the header that we guessed, and nothing is to be rewritten.
bool holds(const BuildJob& job, const std::string& header, const std::vector<std::string>& scans) {
    return MappedFile(job.work / work_files::kQstrHeader).text() == header &&
           std::ranges::all_of(scans, [&](const std::string& scan) {
               return source::read_scan(job.module.directory / scan).to_rewrite.empty();
           });
}

// The compilers run in ninja, but the link in this process, which saves two others: a shell and
// natmod ld. One compiler needs neither ninja nor a shell.
NinjaResult compile_and_link(const BuildJob& job, const Plan& plan, NinjaOptions ninja) {
    link::LinkOptions link = link_options(job);
    for (const std::string& object : plan.objects) {
        fs::path path = job.module.directory / object;
        if (!fs::exists(path)) ++ninja.steps;
        link.objects.push_back(path.string());
    }
    ninja.targets = plan.objects;
    ++ninja.steps;
    bool alone =
        plan.compile && ninja.steps == 2 && job.options.launcher.empty() && !job.options.as_data;
    if (alone) show_progress(ninja, fmt::format("[1/2] {}", plan.compile->shown));
    NinjaResult result = alone ? run_step(ninja, plan.compile->command) : run_ninja(ninja);
    if (result.status != 0) return result;
    show_progress(ninja, fmt::format("[{0}/{0}] link", ninja.steps));
    ReportTo collect([&](const Finding& finding) { result.findings.push_back(finding); });
    try {
        link::read_description((job.work / work_files::kLinkDescription).string(), link);
        result.output +=
            link_with_runtime(link, job.work / work_files::kLinked, runtime_settings(job)).note;
    } catch (const Error&) {
        result.status = 1;
    }
    clear_status();
    return result;
}

}  // namespace

std::vector<std::string> qstr_identifiers(std::string_view text) {
    constexpr std::string_view kPrefix = "MP_QSTR_";
    std::vector<std::string> names;
    for (size_t i = 0; i < text.size();) {
        size_t end = skip_c(text, i);
        if (end == i && is_word(text[i])) {
            while (end < text.size() && is_word(text[end])) ++end;
            std::string_view word = text.substr(i, end - i);
            if (word.starts_with(kPrefix) && word.size() > kPrefix.size()) {
                names.emplace_back(word.substr(kPrefix.size()));
            }
        }
        i = std::max(end, i + 1);
    }
    return names;
}

std::optional<std::string> guess_qstr_header(const ModuleDescription& module,
                                             std::span<const Scan> scans) {
    ModulePlan plan;
    for (const Scan& scan : scans)
        plan.qstrs.insert(plan.qstrs.end(), scan.qstrs.begin(), scan.qstrs.end());
    for (const fs::path& file : texts_of(module, scans)) {
        MappedFile content(file);
        std::string_view text = content.text();
        for (std::string_view sign : kBeyondText) {
            if (text.find(sign) != std::string_view::npos) return {};
        }
        for (std::string& name : qstr_identifiers(text)) plan.qstrs.push_back(std::move(name));
    }
    std::sort(plan.qstrs.begin(), plan.qstrs.end());
    plan.qstrs.erase(std::unique(plan.qstrs.begin(), plan.qstrs.end()), plan.qstrs.end());
    for (const SourceFile& source : module.sources)
        if (is_scanned(source)) plan.sources.push_back(source.path.string());
    return qstr_header(plan);
}

std::optional<NinjaResult> build_on_a_guess(const BuildJob& job, const Plan& plan) {
    if (!job.module.qstr_defs.empty()) return {};
    std::optional<Guess> guess;
    try {
        write_file(job.work / work_files::kStepsStamp, plan.steps, true);
        guess = write_guess(job, plan);
    } catch (const Error&) {
        // The proper build says what is wrong.
    }
    if (!guess) {
        fs::remove_all(job.work / source::kObjectFolder);
        return {};
    }
    write_file(job.work / work_files::kNinja,
               guess->whole ? plan.ninja : make_plan(job, CompileOrder::beside_scans).ninja);
    NinjaOptions ninja = ninja_options(job);
    ninja.hold_output = true;
    ninja.environment.push_back(std::string(kPlanGuesses) + "=");
    // -v shows the commands, so there must be one that links.
    NinjaResult result = guess->whole && !job.options.verbose ? compile_and_link(job, plan, ninja)
                                                              : run_ninja(ninja);
    bool right = result.status == 0 && (guess->whole || holds(job, guess->header, plan.scans));
    if (!right) {
        fs::remove_all(job.work / source::kObjectFolder);
        return {};
    }
    if (!job.options.as_data) fmt::print(stderr, "{}", result.output);
    return result;
}

}  // namespace natmod::driver
