// SPDX-License-Identifier: MIT
#include "source/object_names.h"

#include "base/file.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::source {
namespace {

constexpr const char* kParent = "__";  // instead of `..`

}  // namespace

fs::path object_stem(const fs::path& source, const fs::path& directory) {
    fs::path stem = kObjectFolder;
    for (const fs::path& part : source.lexically_relative(directory))
        stem /= part == ".." ? fs::path(kParent) : part;
    return stem;
}

fs::path source_of_object(const fs::path& object, const fs::path& directory) {
    if (object.extension() != ".o") return {};
    fs::path source;
    for (const fs::path& part : object.parent_path() / object.stem())
        source =
            part == kObjectFolder ? fs::path() : source / (part == kParent ? fs::path("..") : part);
    source = (directory / source).lexically_normal();
    std::error_code ignored;
    return fs::is_regular_file(source, ignored) ? source : fs::path();
}

Place line_of_word(const fs::path& source, std::string_view name, std::string_view user) {
    MappedFile content(source);
    size_t place = 0;
    bool found = false, behind = false;
    RawToken token;
    for (RawReader reader(content.text()); reader.next(token);) {
        if (token.kind != RawKind::word) continue;
        if (token.is(user)) behind = true;
        if (!token.is(name) || (found && !behind)) continue;
        found = true;
        place = token.begin;
        if (behind) break;
    }
    return {source.string(), found ? LineCounter(content.text()).line(place) : 0};
}

}  // namespace natmod::source
