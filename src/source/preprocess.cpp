// SPDX-License-Identifier: MIT
#include "source/preprocess.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "base/process.h"
#include "source/compiler_output.h"
#include "source/missing_feature.h"
#include "source/run_compilers.h"

namespace natmod::source {
namespace {

bool is_cxx_ending(std::string_view ending) {
    constexpr std::string_view kEndings[] = {".cc", ".cp", ".cxx", ".cpp", ".CPP", ".c++", ".C"};
    return std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

}  // namespace

bool CompileCommand::is_cxx() const {
    for (size_t i = words.size() - 1; i-- > 0;) {
        std::string_view word = words[i];
        if (word == "-x") return words[i + 1].starts_with("c++");
        if (word.starts_with("-x") && word.size() > 2) return word.substr(2).starts_with("c++");
    }
    // g++, arm-none-eabi-g++-12, clang++ take any source for C++. A launcher may stand before.
    for (size_t i = 0; i + 1 < words.size() && !words[i].starts_with('-'); ++i) {
        std::string_view word = words[i];
        if (word.substr(word.rfind('/') + 1).find("++") != std::string_view::npos) return true;
    }
    return is_cxx_ending(std::filesystem::path(source()).extension().string());
}

std::string preprocess(const CompileCommand& command, const PreprocessOptions& options) {
    if (command.words.size() < 2) {
        throw Error("a compiler and a source are needed", "natmod scan -o a.json -- gcc a.c");
    }
    std::vector<std::string> words;
    for (size_t i = 0; i + 1 < command.words.size(); ++i) {
        if (command.words[i] == "-c") continue;
        if (command.words[i] == "-o") {
            ++i;
            continue;
        }
        words.push_back(command.words[i]);
    }
    words.emplace_back("-E");
    if (!options.warnings) words.emplace_back("-w");
    for (const std::string& name : options.defines) words.push_back("-D" + name);
    if (!options.depfile.empty()) {
        words.insert(words.end(),
                     {"-MD", "-MF", options.depfile.string(), "-MQ", options.target.string()});
    }
    words.push_back(command.source());
    ProcessOptions run;
    run.capture = true;
    run.environment = {kPlainWords};
    run.directory = options.directory;
    auto watched = [&] { return std::vector{CompileCommand{words}}; };
    ProcessResult result = run_compilers(words, run, watched);
    if (result.status != 0) {
        run.merge_errors = true;  // this time to read them
        if (auto known = missing_feature(read_compiler_output(run_process(words, run).output)))
            throw Error(*known);
        throw Error(Finding{command.source(),
                            fmt::format("the preprocessor failed (status {})", result.status),
                            "see the compiler's messages above", FindingKind::compiler_failed});
    }
    return std::move(result.output);
}

}  // namespace natmod::source
