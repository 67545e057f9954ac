// SPDX-License-Identifier: MIT
#include "migrate/local_headers.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/file.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::migrate {
namespace {

// X of `#include "X"`.
std::optional<std::string> included_name(const source::RawToken& token) {
    if (token.kind != source::RawKind::directive) return std::nullopt;
    size_t word = token.text.find_first_not_of(" \t", 1);
    if (word == std::string_view::npos || !token.text.substr(word).starts_with("include"))
        return std::nullopt;
    size_t open = token.text.find('"'), close = token.text.rfind('"');
    if (open == close) return std::nullopt;
    return std::string(token.text.substr(open + 1, close - open - 1));
}

std::vector<std::string> headers_of(const std::string& file,
                                    const std::vector<std::string>& folders) {
    std::vector<std::string> headers;
    MappedFile source(file);
    source::RawToken token;
    for (source::RawReader reader(source.text()); reader.next(token);) {
        std::optional<std::string> name = included_name(token);
        if (!name) continue;
        std::vector<fs::path> places = {fs::path(file).parent_path()};
        places.insert(places.end(), folders.begin(), folders.end());
        for (const fs::path& place : places) {
            fs::path path = (place / *name).lexically_normal();
            if (!fs::is_regular_file(path)) continue;
            headers.push_back(path.string());
            break;
        }
    }
    return headers;
}

}  // namespace

LocalHeaders find_local_headers(const std::vector<std::string>& sources,
                                const std::vector<std::string>& folders) {
    LocalHeaders found;
    for (const std::string& source : sources) {
        std::vector<std::string> open = {source};
        std::set<std::string> seen;
        while (!open.empty()) {
            std::string file = open.back();
            open.pop_back();
            for (const std::string& header : headers_of(file, folders)) {
                if (!seen.insert(header).second) continue;
                open.push_back(header);
                found.users[header].insert(source);
                if (std::ranges::find(found.files, header) == found.files.end() &&
                    std::ranges::find(sources, header) == sources.end())
                    found.files.push_back(header);
            }
        }
    }
    return found;
}

}  // namespace natmod::migrate
