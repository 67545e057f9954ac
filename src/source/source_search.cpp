#include "source/source_search.h"

#include "base/file.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::source {

// FOLDER/obj/a/b.c.o is that of a/b.c, FOLDER/obj/__/b.c.o of ../b.c: see driver/build_graph.cpp.
fs::path source_of_object(const fs::path& object, const fs::path& directory) {
    if (object.extension() != ".o") return {};
    fs::path source;
    for (const fs::path& part : object.parent_path() / object.stem())
        source = part == "obj" ? fs::path() : source / (part == "__" ? fs::path("..") : part);
    source = (directory / source).lexically_normal();
    std::error_code ignored;
    return fs::is_regular_file(source, ignored) ? source : fs::path();
}

Place line_of_word(const fs::path& source, std::string_view name, std::string_view user) {
    MappedFile content(source);
    uint32_t line = 0;
    bool behind = false;
    for (const RawToken& token : tokenize_raw(content.text())) {
        if (token.kind != RawKind::word) continue;
        if (token.is(user)) behind = true;
        if (!token.is(name) || (line && !behind)) continue;
        line = token.line;
        if (behind) break;
    }
    return {source.string(), line};
}

}  // namespace natmod::source
