// SPDX-License-Identifier: MIT
#include "driver/project_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <utility>

#include "abi/arch_table.h"
#include "abi/names.h"
#include "base/error.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/shell_words.h"
#include "driver/targets.h"

namespace {

// Some damaged files break what the library expects of itself.
struct BrokenToml {};

constexpr void expect_of_toml(bool condition) {
    if (!condition) throw BrokenToml();
}

}  // namespace

// The library's templates are large, and are compiled only here. With NDEBUG it would believe them.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(condition) expect_of_toml(static_cast<bool>(condition))
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_EXCEPTIONS 1
// Up to 3.4 some characters, such as an e with an accent, lead to what should be unreachable when
// the library asks whether they are white space (its issues 190 and 295). They are not.
#if __has_include(<toml++/impl/unicode.hpp>)  // from 3.4 on
#include <toml++/impl/forward_declarations.hpp>
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.hpp>
#else
#include <toml++/impl/forward_declarations.h>
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.h>
#endif
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE __builtin_unreachable()
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr const char* kManual = "docs/project-file.md has all keys";

// A value may be one of these.
enum class Form { text, flag, number, size, words, list };

constexpr std::string_view kForms[] = {"a string",
                                       "true or false",
                                       "a number",
                                       "a number of bytes, or a string such as \"20k\"",
                                       "a string, or an array of strings",
                                       "a string, or an array of strings"};

struct ProjectKey {
    std::string_view table, key;
    Form form;
    std::string ProjectFile::*text = nullptr;
    std::vector<std::string> ProjectFile::*list = nullptr;
    std::optional<bool> ProjectFile::*flag = nullptr;
    std::optional<uint64_t> ProjectFile::*number = nullptr;
};

const ProjectKey kKeys[] = {
    {"", "name", Form::text, &ProjectFile::name},
    {"build", "archs", Form::list, nullptr, &ProjectFile::archs},
    {"build", "abi", Form::text, &ProjectFile::abi},
    {"build", "cflags", Form::words, nullptr, &ProjectFile::cflags},
    {"build", "ldflags", Form::words, nullptr, &ProjectFile::ldflags},
    {"build", "mutable-globals", Form::flag, nullptr, nullptr, &ProjectFile::mutable_globals},
    {"limits", "text", Form::size, nullptr, nullptr, nullptr, &ProjectFile::max_text},
    {"limits", "ram", Form::size, nullptr, nullptr, nullptr, &ProjectFile::max_ram},
    {"test", "scripts", Form::list, nullptr, &ProjectFile::scripts},
    {"test", "firmwares", Form::list, nullptr, &ProjectFile::firmwares},
    {"test", "timeout", Form::number, nullptr, nullptr, nullptr, &ProjectFile::timeout},
    {"package", "version", Form::text, &ProjectFile::version},
    {"package", "url", Form::text, &ProjectFile::url},
    {"package", "output", Form::text, &ProjectFile::output},
    {"package", "flat", Form::flag, nullptr, nullptr, &ProjectFile::flat},
};

std::string spelled(std::string_view table, std::string_view key) {
    return table.empty() ? std::string(key) : fmt::format("{}.{}", table, key);
}

std::optional<uint64_t> size_of(const std::string& text) {
    size_t end = 0;
    uint64_t size = 0;
    while (end < text.size() && end < 12 && text[end] >= '0' && text[end] <= '9')
        size = size * 10 + static_cast<uint64_t>(text[end++] - '0');
    std::string unit;
    for (char c : std::string_view(text).substr(end))
        if (c != ' ') unit += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    // As --max-ram takes them.
    constexpr std::pair<std::string_view, int> kUnits[] = {
        {"", 0},     {"b", 0},  {"k", 10},  {"kb", 10}, {"ki", 10},
        {"kib", 10}, {"m", 20}, {"mb", 20}, {"mi", 20}, {"mib", 20}};
    const auto* known = std::ranges::find(kUnits, unit, &std::pair<std::string_view, int>::first);
    if (end == 0 || known == std::end(kUnits)) return std::nullopt;
    return size << known->second;
}

class ProjectReader {
  public:
    explicit ProjectReader(const fs::path& path) { project_.path = path; }

    ProjectFile run(std::string_view text) {
        try {
            read_table(toml::parse(text), "");
        } catch (const toml::parse_error& error) {
            fail(error.source(), std::string(error.description()),
                 "docs/project-file.md has an example");
        } catch (const BrokenToml&) {
            errors_.push_back({project_.path.string(), "is no TOML: a key without a name",
                               "docs/project-file.md has an example"});
        }
        if (!errors_.empty()) throw Error(std::move(errors_));
        return std::move(project_);
    }

  private:
    void fail(const toml::source_region& where, std::string message, std::string hint) {
        errors_.push_back({{project_.path.string(), static_cast<uint32_t>(where.begin.line),
                            static_cast<uint32_t>(where.begin.column)},
                           std::move(message),
                           std::move(hint)});
    }

    static bool is_table(std::string_view name) {
        return std::ranges::any_of(
            kKeys, [&](const ProjectKey& key) { return key.table == name && !name.empty(); });
    }

    void unknown(const toml::source_region& where, std::string_view table, std::string_view name) {
        Nearest nearest(name);
        for (const ProjectKey& key : kKeys) {
            if (key.table == table) nearest.consider(key.key);
            if (table.empty()) nearest.consider(key.table);
        }
        std::string hint = nearest.best().empty()
                               ? std::string(kManual)
                               : fmt::format("did you mean {}?", spelled(table, nearest.best()));
        // The right name in the wrong table.
        for (const ProjectKey& key : kKeys)
            if (key.key == name && nearest.best().empty())
                hint = fmt::format("did you mean {}?", spelled(key.table, key.key));
        fail(where, fmt::format("there is no key {}", spelled(table, name)), hint);
    }

    void read_table(const toml::table& table, std::string_view table_name) {
        for (const auto& [key, node] : table) {
            std::string_view name = key.str();
            if (table_name.empty() && is_table(name)) {
                if (const toml::table* inner = node.as_table()) {
                    read_table(*inner, name);
                } else {
                    fail(node.source(), fmt::format("{} is a table", name),
                         fmt::format("write [{}], and its keys below that", name));
                }
                continue;
            }
            const auto* row = std::ranges::find_if(kKeys, [&](const ProjectKey& each) {
                return each.table == table_name && each.key == name;
            });
            if (row == std::end(kKeys))
                unknown(key.source(), table_name, name);
            else
                read_value(*row, node);
        }
    }

    bool read_list(const ProjectKey& row, const toml::node& node) {
        std::vector<std::string>& list = project_.*row.list;
        if (const auto* text = node.as_string()) {
            if (row.form == Form::words)
                list = split_shell_words(text->get());
            else
                list = {text->get()};
            return true;
        }
        const toml::array* array = node.as_array();
        if (array == nullptr) return false;
        for (const toml::node& each : *array) {
            const auto* word = each.as_string();
            if (word == nullptr) return false;
            list.push_back(word->get());
        }
        return true;
    }

    bool read_number(const ProjectKey& row, const toml::node& node) {
        std::optional<uint64_t>& number = project_.*row.number;
        if (const auto* value = node.as_integer(); value != nullptr && value->get() >= 0)
            number = static_cast<uint64_t>(value->get());
        else if (const auto* text = node.as_string(); text != nullptr && row.form == Form::size)
            number = size_of(text->get());
        return number.has_value();
    }

    // Throws Error if it has the right form but means nothing.
    void check_meaning(const ProjectKey& row) const {
        if (row.text == &ProjectFile::abi) abi::parse_abi(project_.abi);
        if (row.list == &ProjectFile::archs) named_archs(project_.archs);
        if (row.number == &ProjectFile::timeout && *project_.timeout - 1 >= 1000000)
            throw Error("a timeout is 1 to 1000000 seconds", "leave it out for 30");
    }

    void read_value(const ProjectKey& row, const toml::node& node) {
        bool fits = false;
        try {
            if (row.text != nullptr) {
                if (const auto* text = node.as_string()) {
                    project_.*row.text = text->get();
                    fits = true;
                }
            } else if (row.flag != nullptr) {
                if (const auto* flag = node.as_boolean()) {
                    project_.*row.flag = flag->get();
                    fits = true;
                }
            } else {
                fits = row.list != nullptr ? read_list(row, node) : read_number(row, node);
            }
            if (fits) check_meaning(row);
        } catch (const Error& error) {
            const Finding& finding = error.findings().front();
            return fail(node.source(), finding.text, finding.hint);
        }
        if (!fits)
            fail(node.source(),
                 fmt::format("{} is {}", spelled(row.table, row.key),
                             kForms[static_cast<size_t>(row.form)]),
                 kManual);
    }

    ProjectFile project_;
    std::vector<Finding> errors_;
};

}  // namespace

ProjectFile parse_project(std::string_view text, const fs::path& path) {
    // The library takes up to 256 bytes for one of the text.
    constexpr size_t kLargest = size_t{32} << 10;
    if (text.size() > kLargest)
        throw Error({path.string(),
                     fmt::format("{} bytes are too many, {} are the limit", text.size(), kLargest),
                     "all keys with their values take less than 1000"});
    // The library calls itself for each part of a key.
    constexpr size_t kMostParts = 256;
    uint32_t line = 1;
    size_t dots = 0;
    for (char c : text) {
        if (c == '\n') {
            ++line;
            dots = 0;
        } else if (c == '.' && ++dots > kMostParts) {
            throw Error(
                {{path.string(), line}, "this key has too many parts", "none has over two"});
        }
    }
    return ProjectReader(path).run(text);
}

ProjectFile read_project(const fs::path& folder) {
    fs::path path = folder / kProjectFile;
    if (!fs::exists(path)) return {};
    MappedFile file(path);
    fs::path shown = path.lexically_relative(fs::current_path());
    return parse_project(file.text(), shown.empty() || *shown.begin() == ".." ? path : shown);
}

ProjectFile project_of(const ModuleDescription& module) {
    if (module.origin.empty()) return {};
    ProjectFile own = read_project(module.origin.parent_path());
    return own.path.empty() && !module.folder.empty() ? read_project(module.folder) : own;
}

BuildOptions with_project(BuildOptions options, const ProjectFile& project) {
    if (options.name.empty()) options.name = project.name;
    options.mutable_globals |= project.mutable_globals.value_or(false);
    return options;
}

std::vector<Finding> over_limits(const ProjectFile& project, uint64_t text, uint64_t ram) {
    std::vector<Finding> findings;
    auto compare = [&](std::string_view what, uint64_t size, std::optional<uint64_t> limit) {
        if (!limit || size <= *limit) return;
        findings.push_back({project.path.string(),
                            fmt::format("{} bytes of {}, {} more than the limit of {}", size, what,
                                        size - *limit, *limit),
                            "natmod size DIR --by function shows what is large",
                            FindingKind::too_large});
    };
    compare("text", text, project.max_text);
    compare("RAM kept after import", ram, project.max_ram);
    return findings;
}

}  // namespace natmod::driver
