// SPDX-License-Identifier: MIT
#include "driver/new_module.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/sdk_path.h"
#include "driver/builtin_modules.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

using Values = std::map<std::string, std::string>;

// The template with each @KEY@ replaced by its value. Values may hold keys, too.
std::string fill(std::string text, const Values& values) {
    for (size_t at = 0; (at = text.find('@', at)) != std::string::npos;) {
        size_t end = text.find('@', at + 1);
        auto value = end == std::string::npos ? values.end()
                                              : values.find(text.substr(at + 1, end - at - 1));
        if (value == values.end()) {
            ++at;
        } else {
            text.replace(at, end - at + 1, value->second);
        }
    }
    return text;
}

std::string read_template(const char* name) {
    return std::string(MappedFile(sdk_dir() / "templates" / name).text());
}

// Python's keywords, which cannot follow `import`.
constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

void check_name(const std::string& name) {
    bool word =
        !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
        std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (!word)
        throw Error(fmt::format("'{}' cannot be a module's name", name),
                    "a name has letters, digits and underscores, and does not begin with a digit");
    if (std::ranges::find(kKeywords, name) != std::end(kKeywords))
        throw Error(fmt::format("'{}' cannot be a module's name: it is a word of Python", name),
                    "choose another name");
    if (is_builtin_module(name))
        throw Error(fmt::format("'{}' is a module of MicroPython itself", name),
                    "`import " + name + "` would find that one: choose another name");
    // `import test` would find the test.py beside it.
    if (name == "test")
        throw Error("'test' is the name of the module's own test, test.py", "choose another name");
    if (fs::exists(name))
        throw Error({name, "already exists", "choose another name, or remove it"});
}

}  // namespace

std::vector<fs::path> make_new_module(const NewOptions& options) {
    const std::string& name = options.name;
    check_name(name);
    std::string upper = name;
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
    Values values = {
        {"NAME", name},
        {"UPPER", upper},
        {"SUM", options.cpp ? "long @NAME@_sum(long a, long b);  // @NAME@_sum.cpp\n"
                            : read_template("sum.c")},
        {"CLASS", options.with_class ? read_template("class.c") : ""},
        {"ENTRY", options.with_class
                      ? "    { MP_ROM_QSTR(MP_QSTR_Counter), MP_ROM_PTR(&counter_type) },\n"
                      : ""},
        {"TEST", options.with_class ? read_template("test_class.py") : ""},
        {"MAKE_CPP", options.cpp
                         ? "SRC_USERMOD_CXX += $(@UPPER@_DIR)/@NAME@_sum.cpp\nLDFLAGS_USERMOD += "
                           "-lstdc++\n"
                         : ""},
        {"CMAKE_CPP", options.cpp ? "\n    ${CMAKE_CURRENT_LIST_DIR}/@NAME@_sum.cpp" : ""},
    };
    fs::path folder = name;
    std::vector<fs::path> written;
    auto write = [&](const std::string& file, const char* from) {
        write_file(folder / file, fill(read_template(from), values));
        written.push_back(folder / file);
    };
    write(name + ".c", "module.c");
    if (options.cpp) write(name + "_sum.cpp", "sum.cpp");
    for (const char* file : {"micropython.mk", "micropython.cmake", "test.py", "README.md"})
        write(file, file);
    return written;
}

}  // namespace natmod::driver
