#include "driver/guess.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "base/file.h"
#include "driver/build_graph.h"
#include "driver/generate.h"
#include "driver/module_plan.h"
#include "driver/work_files.h"
#include "source/object_names.h"
#include "source/scan.h"

namespace fs = std::filesystem;

namespace natmod::driver {
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

// The sources and the headers beside them.
std::vector<fs::path> texts_of(const ModuleDescription& module) {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
    for (const SourceFile& source : module.sources) {
        if (source.lib || source.language == Language::assembler) continue;
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

std::optional<std::string> guess_qstr_header(const ModuleDescription& module) {
    if (!module.qstr_defs.empty()) return {};
    ModulePlan plan;
    for (const fs::path& file : texts_of(module)) {
        MappedFile content(file);
        std::string_view text = content.text();
        for (std::string_view sign : kBeyondText) {
            if (text.find(sign) != std::string_view::npos) return {};
        }
        for (std::string& name : qstr_identifiers(text)) plan.qstrs.push_back(std::move(name));
    }
    std::sort(plan.qstrs.begin(), plan.qstrs.end());
    plan.qstrs.erase(std::unique(plan.qstrs.begin(), plan.qstrs.end()), plan.qstrs.end());
    for (const SourceFile& source : module.sources) {
        if (!source.lib && source.language != Language::assembler) {
            plan.sources.push_back(source.path.string());
        }
    }
    return qstr_header(plan);
}

std::optional<NinjaResult> build_on_a_guess(const BuildJob& job) {
    std::optional<std::string> guess = guess_qstr_header(job.module);
    if (!guess) return {};
    fs::path header = job.work / work_files::kQstrHeader;
    write_file(header, *guess);
    Plan plan = make_plan(job, CompileOrder::beside_scans);
    write_file(job.work / work_files::kNinja, plan.ninja);
    NinjaOptions ninja = ninja_options(job);
    ninja.hold_output = true;
    ninja.environment.push_back(std::string(kPlanGuesses) + "=");
    NinjaResult result = run_ninja(ninja);
    bool right = result.status == 0 && MappedFile(header).text() == *guess &&
                 std::all_of(plan.scans.begin(), plan.scans.end(), [&](const std::string& scan) {
                     return source::read_scan(job.module.directory / scan).to_rewrite.empty();
                 });
    if (!right) {
        fs::remove_all(job.work / source::kObjectFolder);
        return {};
    }
    if (!job.options.as_data) fmt::print(stderr, "{}", result.output);
    return result;
}

}  // namespace natmod::driver
