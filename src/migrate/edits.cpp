// SPDX-License-Identifier: MIT
#include "migrate/edits.h"

#include <algorithm>

namespace natmod::migrate {

std::string apply_edits(std::string_view source, Edits edits) {
    std::sort(edits.begin(), edits.end(),
              [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    size_t size = source.size();
    for (const Edit& edit : edits) size += edit.text.size();
    std::string result;
    result.reserve(size);
    size_t at = 0;
    for (const Edit& edit : edits) {
        if (edit.begin < at) continue;  // inside one that removes more
        result += source.substr(at, edit.begin - at);
        result += edit.text;
        at = edit.end;
    }
    result += source.substr(at);
    return result;
}

Edit removal(std::string_view source, size_t begin, size_t end) {
    size_t line_begin = begin;
    while (line_begin > 0 && (source[line_begin - 1] == ' ' || source[line_begin - 1] == '\t')) {
        --line_begin;
    }
    size_t line_end = end;
    while (line_end < source.size() &&
           std::string_view(" \t\r").find(source[line_end]) != std::string_view::npos) {
        ++line_end;
    }
    bool whole = (line_begin == 0 || source[line_begin - 1] == '\n') &&
                 (line_end == source.size() || source[line_end] == '\n');
    if (!whole) return {begin, end, ""};
    if (line_end < source.size()) ++line_end;
    bool blank_above = line_begin < 2 || source[line_begin - 2] == '\n';
    if (blank_above && line_end < source.size() && source[line_end] == '\n') ++line_end;
    return {line_begin, line_end, ""};
}

size_t comments_above(source::Code rest, std::string_view source, size_t begin) {
    size_t i = 0;
    while (i < rest.size() && rest[i].begin < begin) ++i;
    size_t from = begin;
    while (i > 0 && rest[i - 1].kind == source::RawKind::comment) {
        source::RawToken comment = rest[--i];
        std::string_view between = source.substr(comment.end(), from - comment.end());
        size_t line = source.rfind('\n', comment.begin);
        line = line == std::string::npos ? 0 : line + 1;
        bool alone =
            source.substr(line, comment.begin - line).find_first_not_of(" \t") == std::string::npos;
        if (!alone || between.find_first_not_of(" \t\n\v\f\r\\") != std::string::npos ||
            std::count(between.begin(), between.end(), '\n') != 1)
            break;
        from = comment.begin;
    }
    return from;
}

}  // namespace natmod::migrate
