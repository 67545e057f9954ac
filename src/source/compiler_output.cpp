// SPDX-License-Identifier: MIT
#include "source/compiler_output.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/json.h"

namespace natmod::source {
namespace {

// Takes ":NUMBER" off the end; 0 and nothing taken if there is none.
uint32_t take_number(std::string_view& text) {
    size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == text.size()) return 0;
    uint32_t number = 0;
    const char* end = text.data() + text.size();
    auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
    if (error != std::errc() || stop != end) return 0;
    text = text.substr(0, colon);
    return number;
}

// "FILE:LINE:COLUMN", "FILE:LINE" (the assembler) or a program's name.
Place read_place(std::string_view text) {
    while (text.ends_with(' ') || text.ends_with(':')) text.remove_suffix(1);
    uint32_t last = take_number(text), first = last != 0 ? take_number(text) : 0;
    if (first == 0) return {std::string(text), last};
    return {std::string(text), first, last};
}

struct Mark {
    std::string_view text;
    FindingKind kind;
};

// As gcc and clang say it, and the assembler.
constexpr Mark kMarks[] = {
    {"fatal error: ", FindingKind::compile_error}, {"error: ", FindingKind::compile_error},
    {": Error: ", FindingKind::compile_error},     {": warning: ", FindingKind::compile_warning},
    {": Warning: ", FindingKind::compile_warning},
};

std::optional<Finding> read_line(std::string_view line) {
    for (const Mark& mark : kMarks) {
        size_t at = line.find(mark.text);
        if (at == std::string_view::npos) continue;
        return Finding{read_place(line.substr(0, at)),
                       std::string(line.substr(at + mark.text.size())),
                       {},
                       mark.kind};
    }
    return {};
}

// gcc's text of an error inside a macro is followed by the places that expand the macro; the last
// is the user's.
Place expansion_place(std::string_view line) {
    size_t at = line.find(": note: in expansion of macro");
    return at == std::string_view::npos ? Place() : read_place(line.substr(0, at));
}

Place json_place(const nlohmann::json& diagnostic) {
    const nlohmann::json& locations = diagnostic.at("locations");
    if (locations.empty()) return {};
    const nlohmann::json& caret = locations.front().at("caret");
    return {caret.at("file").get<std::string>(), caret.at("line").get<uint32_t>(),
            caret.at("column").get<uint32_t>()};
}

// One compiler's messages in the form of -fdiagnostics-format=json: an array on one line. Nothing
// if it is not that. Those after the first `most` are left out.
std::optional<std::vector<Finding>> read_json(std::string_view line, size_t most) {
    if (!line.starts_with("[{\"") && line != "[]") return {};
    std::vector<Finding> findings;
    try {
        for (const nlohmann::json& diagnostic : parse_json(line)) {
            if (findings.size() >= most) break;
            const auto& kind = diagnostic.at("kind").get_ref<const std::string&>();
            bool warning = kind == "warning";
            if (!warning && kind != "error" && kind != "fatal error" &&
                kind != "internal compiler error")
                continue;
            findings.push_back(
                {json_place(diagnostic),
                 diagnostic.at("message").get<std::string>(),
                 {},
                 warning ? FindingKind::compile_warning : FindingKind::compile_error});
        }
    } catch (const nlohmann::json::exception&) {
        return {};
    }
    return findings;
}

}  // namespace

std::vector<Finding> read_compiler_output(std::string_view output) {
    // A finding takes far more memory than `error:`, and a compiler's own line is longer than that.
    constexpr size_t kAnyway = 500, kBytesEach = 128;
    const size_t most = kAnyway + output.size() / kBytesEach;
    std::vector<Finding> findings;
    bool open = false;  // a note that follows belongs to the last one
    while (!output.empty() && findings.size() < most) {
        std::string_view line = output.substr(0, output.find('\n'));
        output.remove_prefix(std::min(output.size(), line.size() + 1));
        if (auto all = read_json(line, most - findings.size())) {
            std::ranges::move(*all, std::back_inserter(findings));
            open = false;
        } else if (Place place = expansion_place(line)) {
            if (open) findings.back().where = std::move(place);
        } else if (auto finding = read_line(line)) {
            findings.push_back(std::move(*finding));
            open = true;
        } else if (line.find(": In function ") != std::string_view::npos) {
            open = false;
        }
    }
    return findings;
}

}  // namespace natmod::source
