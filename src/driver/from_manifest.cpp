// SPDX-License-Identifier: MIT
// Finds the user C modules that a manifest.py lists. A manifest is a Python program; this reads
// only the calls that matter here.

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <climits>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/sdk_path.h"
#include "driver/module.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

struct Call {
    int line = 0;
    std::string_view function, argument;
    bool plain = false;  // the argument is a single string literal
};

bool is_dotted_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}

// The end of the comment or string that begins at `at`; `at` if none does.
size_t skip_python(std::string_view text, size_t at) {
    std::string_view rest = text.substr(at);
    if (rest.starts_with('#')) return std::min(text.find('\n', at), text.size());
    if (!rest.starts_with('"') && !rest.starts_with('\'')) return at;
    std::string_view quote = rest.substr(0, 1);
    for (std::string_view triple : {"\"\"\"", "'''"})
        if (rest.starts_with(triple)) quote = triple;
    for (size_t i = at + quote.size(); i < text.size(); i += text[i] == '\\' ? 2 : 1)
        if (text.substr(i).starts_with(quote)) return i + quote.size();
    return text.size();
}

size_t skip_blanks(std::string_view text, size_t at) {
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// Calls `take` for each call to c_module() and include().
void read_calls(std::string_view text, const std::function<void(const Call&)>& take) {
    int line = 1;
    size_t counted = 0;  // text up to there
    for (size_t i = 0; i < text.size();) {
        size_t end = skip_python(text, i);
        if (end == i && is_dotted_word(text[i])) {
            while (end < text.size() && is_dotted_word(text[end])) ++end;
            std::string_view word = text.substr(i, end - i);
            size_t open = skip_blanks(text, end);
            if ((word == "c_module" || word == "include") && open < text.size() &&
                text[open] == '(') {
                Call call;
                line +=
                    static_cast<int>(std::count(text.begin() + counted, text.begin() + i, '\n'));
                counted = i;
                call.line = line;
                call.function = word;
                size_t begin = skip_blanks(text, open + 1), close = skip_python(text, begin);
                size_t after = skip_blanks(text, close);
                call.plain = close > begin + 2 && text[begin] != '#' && after < text.size() &&
                             (text[after] == ')' || text[after] == ',');
                if (call.plain) call.argument = text.substr(begin + 1, close - begin - 2);
                take(call);
            }
        }
        i = std::max(end, i + 1);
    }
}

// The path with each $(NAME) replaced. `unknown` gets the name of one that we do not know.
std::string resolve(std::string path, std::string& unknown) {
    for (size_t at = 0; (at = path.find("$(", at)) != std::string::npos;) {
        size_t end = path.find(')', at);
        if (end == std::string::npos) break;
        std::string name = path.substr(at + 2, end - at - 2);
        fs::path value = checkout_dir();
        if (name != "MPY_DIR") {
            const char* variable = std::getenv(("MICROPY_MANIFEST_" + name).c_str());
            value = variable != nullptr ? variable : "";
        }
        if (value.empty()) {
            unknown = name;
            return path;
        }
        path.replace(at, end + 1 - at, fs::absolute(value).string());
    }
    return path;
}

void read_manifest(const fs::path& manifest, std::vector<fs::path>& seen,
                   std::vector<fs::path>& folders) {
    MappedFile content(manifest);
    // Without symbolic links: a folder may seem to be in itself.
    fs::path itself = fs::canonical(manifest);
    if (std::ranges::find(seen, itself) != seen.end()) return;
    seen.push_back(itself);
    read_calls(content.text(), [&](const Call& call) {
        bool module = call.function == "c_module";
        Place where(manifest.string(), static_cast<uint32_t>(call.line));
        if (call.argument.size() >= PATH_MAX) {  // a path of many names takes far more memory
            if (!module) return;
            throw Error({where, "no path is as long as that of c_module()",
                         "c_module() names a folder with micropython.mk or micropython.cmake"});
        }
        std::string unknown;
        fs::path path = manifest.parent_path() / resolve(std::string(call.argument), unknown);
        path = path.lexically_normal();
        if (!path.has_filename()) path = path.parent_path();
        // We may not have what a port's or board's manifest includes. Mostly that is Python files.
        std::error_code error;  // the name may be too long
        if (!module && fs::is_directory(path, error)) path /= "manifest.py";
        if (!module && call.plain && unknown.empty() && fs::exists(path, error))
            read_manifest(path, seen, folders);
        if (!module) return;
        if (!call.plain)
            throw Error({where, "c_module() without a plain text",
                         "natmod reads the manifest and does not run it: write the path out"});
        if (!unknown.empty())
            throw Error({where, fmt::format("$({}) is not known", unknown),
                         unknown == "MPY_DIR" ? "MICROPYTHON=DIR names a checkout"
                                              : fmt::format("MICROPY_MANIFEST_{}=DIR in the "
                                                            "environment says what it is",
                                                            unknown)});
        if (!fs::is_directory(path, error))
            throw Error({where, fmt::format("there is no folder {}", path.string()),
                         "c_module() names one with micropython.mk or micropython.cmake"});
        if (std::ranges::find(folders, path) == folders.end()) folders.push_back(path);
    });
}

}  // namespace

std::vector<fs::path> manifest_folders(const fs::path& manifest) {
    std::vector<fs::path> seen, folders;
    read_manifest(manifest, seen, folders);
    if (folders.empty())
        throw Error({manifest.string(), "no c_module() is in it",
                     "c_module(\"folder\") names a folder with micropython.mk; natmod builds "
                     "nothing else of a manifest"});
    return folders;
}

}  // namespace natmod::driver
