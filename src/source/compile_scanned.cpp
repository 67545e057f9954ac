// SPDX-License-Identifier: MIT
#include "source/compile_scanned.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "source/preprocess.h"
#include "source/rewrite.h"
#include "source/scan.h"

namespace natmod::source {
namespace {

// A compiler's call, taken apart as far as rewriting needs it.
struct Call {
    CompileCommand preprocess;         // with the flags for dependencies, without -x
    std::vector<std::string> compile;  // without both
    std::string output;
    bool has_dependencies = false;
    bool has_target = false;
};

Call take_apart(const std::vector<std::string>& words, const std::string& source) {
    Call call;
    auto both = [&](const std::string& word) {
        call.preprocess.words.push_back(word);
        call.compile.push_back(word);
    };
    for (size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        std::string next = i + 1 < words.size() ? words[i + 1] : std::string();
        if (word == source) continue;
        if (word == "-MF" || word == "-MT" || word == "-MQ") {
            call.has_target |= word != "-MF";
            call.preprocess.words.insert(call.preprocess.words.end(), {word, next});
            ++i;
        } else if (word == "-MD" || word == "-MMD" || word == "-MP") {
            call.has_dependencies |= word != "-MP";
            call.preprocess.words.push_back(word);
        } else if (word == "-x") {
            call.preprocess.words.insert(call.preprocess.words.end(), {word, next});
            ++i;
        } else if (word == "-o") {
            call.output = next;
            both(word);
            if (++i < words.size()) both(next);
        } else {
            both(word);
        }
    }
    if (call.has_dependencies && !call.has_target) {
        call.preprocess.words.insert(call.preprocess.words.end(), {"-MQ", call.output});
    }
    call.preprocess.words.push_back(source);
    return call;
}

bool is_clang(const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return word[0] != '-' &&
               std::filesystem::path(word).filename().string().find("clang") != std::string::npos;
    });
}

}  // namespace

bool is_empty_source(const std::filesystem::path& source) {
    MappedFile file(source);
    std::string_view text = file.text();
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        if (!line.empty() && !line.starts_with("//")) return false;
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return true;
}

void compile_generated(const std::string& source, const std::vector<std::string>& words) {
    if (!is_empty_source(source)) exec_process(words, {.environment = {kPlainWords}});
    Call call = take_apart(words, source);
    write_file(call.output, kEmptyObject);
    if (!call.has_dependencies) return;
    std::string target;
    for (char c : call.output) target += c == ' ' ? std::string("\\ ") : std::string(1, c);
    write_file(call.output + ".d", target + ":\n");
}

void compile_scanned(const std::string& scan_file, const std::vector<std::string>& words) {
    Scan scan = read_scan(scan_file);
    if (scan.to_rewrite.empty()) exec_process(words, {.environment = {kPlainWords}});

    bool compiles = std::find(words.begin(), words.end(), scan.source) != words.end();
    if (!compiles) {
        throw Error({scan_file, fmt::format("the command does not compile {}", scan.source),
                     "give the source as natmod scan had it"});
    }
    Call call = take_apart(words, scan.source);
    bool cxx = call.preprocess.is_cxx();
    std::string text =
        preprocess(call.preprocess, {.defines = {"NATMOD_REWRITE"}, .warnings = true});
    std::string rewritten = call.output + (cxx ? ".ii" : ".i");
    write_file(rewritten, rewrite_text(text, cxx));

    if (is_clang(call.compile)) {
        // It names the preprocessor's flags, which it has no use for now.
        call.compile.emplace_back("-Wno-unused-command-line-argument");
    }
    call.compile.push_back(rewritten);
    exec_process(call.compile, {.environment = {kPlainWords}});
}

}  // namespace natmod::source
