// SPDX-License-Identifier: MIT
#include "stubs/comments.h"

#include <algorithm>

#include "base/file.h"
#include "base/json.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::stubs {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed_right(std::string_view line) {
    size_t end = line.find_last_not_of(kBlank);
    return end == std::string_view::npos ? std::string_view() : line.substr(0, end + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (;;) {
        size_t end = text.find('\n');
        lines.push_back(trimmed_right(text.substr(0, end)));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

bool is_frame(std::string_view line) {
    return line.find_first_not_of("-=*/#~_+<>| \t") == std::string_view::npos;
}

// `// ---- Functions ----` divides a file; it describes nothing.
bool is_heading(std::string_view line) {
    constexpr std::string_view kRules[] = {"---", "===", "***", "###", "///"};
    return std::ranges::any_of(kRules,
                               [&](std::string_view rule) { return line.starts_with(rule); });
}

bool is_licence(std::string_view text) {
    constexpr std::string_view kSigns[] = {
        "SPDX-", "Copyright", "copyright", "Permission is hereby", "License", "license"};
    return std::ranges::any_of(
        kSigns, [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

}  // namespace

std::string comment_text(std::string_view comments) {
    std::vector<std::string_view> lines;
    bool inside = false;  // of /* */
    for (std::string_view line : lines_of(comments)) {
        size_t start = std::min(line.find_first_not_of(kBlank), line.size());
        std::string_view rest = line.substr(start);
        if (!inside && rest.starts_with("//")) {
            rest.remove_prefix(2);
            while (rest.starts_with('/') || rest.starts_with('!') || rest.starts_with('|'))
                rest.remove_prefix(1);
        } else {
            if (!inside && rest.starts_with("/*")) {
                rest.remove_prefix(2);
                while (rest.starts_with('*') || rest.starts_with('!')) rest.remove_prefix(1);
                inside = true;
            } else if (inside && rest.starts_with('*') && !rest.starts_with("*/")) {
                rest.remove_prefix(1);
            } else if (inside && !rest.starts_with("*/")) {
                rest = line;
            }
            if (rest.ends_with("*/")) {
                rest.remove_suffix(2);
                rest = trimmed_right(rest);
                inside = false;
            }
        }
        lines.push_back(is_frame(rest) ? std::string_view() : rest);
    }
    std::erase_if(lines, [](std::string_view line) {
        line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
        return is_heading(line);
    });
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    auto first = std::ranges::find_if(lines, [](std::string_view line) { return !line.empty(); });
    lines.erase(lines.begin(), first);
    size_t indent = std::string_view::npos;
    for (std::string_view line : lines)
        if (!line.empty()) indent = std::min(indent, line.find_first_not_of(kBlank));
    std::string text;
    for (std::string_view line : lines) {
        if (!text.empty()) text += '\n';
        if (!line.empty()) text += line.substr(indent);
    }
    return is_licence(text) || !is_utf8(text) ? std::string() : text;
}

const Comments::File& Comments::file(const std::string& name) {
    auto [place, is_new] = files_.try_emplace(name);
    File& file = place->second;
    fs::path path = directory_ / name;
    std::error_code error;
    if (!is_new || !fs::is_regular_file(path, error)) return file;
    MappedFile source(path);
    uint32_t last_line = 0;  // of anything else
    source::LineCounter counter(source.text());
    source::RawToken token;
    for (source::RawReader reader(source.text()); reader.next(token);) {
        uint32_t line = counter.line(token.begin);
        auto lines = static_cast<uint32_t>(std::ranges::count(token.text, '\n'));
        if (!file.comments.empty() && file.comments.back().last + 1 == line)
            file.comments.back().apart = false;
        if (token.kind != source::RawKind::comment) {
            last_line = line + lines;
            if (file.first_code == 0) file.first_code = line;
            continue;
        }
        bool alone = line != last_line, is_line = token.text.starts_with("//");
        Comment* before = file.comments.empty() ? nullptr : &file.comments.back();
        bool continues = before != nullptr && is_line && alone && before->alone &&
                         before->last + 1 == line && before->text.starts_with("//");
        if (continues) {
            before->last = line + lines;
            before->text += "\n" + std::string(token.text);
            before->apart = true;
        } else {
            file.comments.push_back({line, line + lines, alone, true, std::string(token.text)});
        }
    }
    return file;
}

std::string Comments::above(const std::string& name, uint32_t line) {
    for (const Comment& comment : file(name).comments)
        if (comment.alone && comment.last + 1 == line) return comment_text(comment.text);
    return {};
}

std::string Comments::on_top(const std::string& name) {
    const File& source = file(name);
    for (const Comment& comment : source.comments) {
        if (source.first_code != 0 && comment.first > source.first_code) break;
        // What touches the code describes that.
        if (std::string text = comment_text(comment.text); !text.empty() && comment.apart)
            return text;
    }
    return {};
}

}  // namespace natmod::stubs
