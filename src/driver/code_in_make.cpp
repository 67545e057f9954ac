// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "base/file.h"
#include "driver/runs_code.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr int kMaxIncludes = 100;

// Functions that run programs, write files, or take text for a part of the makefile.
constexpr std::string_view kFunctions[] = {"shell", "eval", "file", "call", "guile"};

// Where a line may begin. The rest of it is text, with functions at most.
constexpr std::string_view kDirectives[] = {"ifeq", "ifneq", "ifdef", "ifndef",
                                            "else", "endif", "vpath"};
constexpr std::string_view kIncludeWords[] = {"include", "-include", "sinclude"};
constexpr std::string_view kModifiers[] = {"export", "unexport", "override", "private"};
constexpr std::string_view kMessages[] = {"info", "warning", "error"};

// They are options of make's own, of which --eval is one, or what we understand in an include.
constexpr std::string_view kNotAssigned[] = {"MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS", "USERMOD_DIR"};

constexpr std::string_view kModuleFolder = "$(USERMOD_DIR)";

std::string_view trim(std::string_view text) {
    size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::string_view take_word(std::string_view& text) {
    std::string_view word = text.substr(0, text.find_first_of(" \t(\"'"));
    text = trim(text.substr(word.size()));
    return word;
}

struct MakeLine {
    uint32_t number;
    std::string text;  // with those that continue it
};

std::vector<MakeLine> lines_of(std::string_view text) {
    std::vector<MakeLine> lines;
    bool continues = false;
    for (uint32_t number = 1; !text.empty(); ++number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!continues) lines.push_back({number, {}});
        size_t last = line.find_last_not_of('\\');
        size_t slashes = line.size() - (last == line.npos ? 0 : last + 1);
        continues = slashes % 2 == 1;
        if (continues) line.remove_suffix(1);
        lines.back().text += std::string(line) + (continues ? " " : "");
    }
    return lines;
}

// What the line does beside giving values; empty if nothing.
std::string code_in_expansions(std::string_view line) {
    if (line.find("$$") != line.npos) return "has $$, which may become anything";
    for (size_t at = 0; (at = line.find('$', at)) != line.npos; ++at) {
        std::string_view inside = line.substr(at + 1);
        if (!inside.starts_with('(') && !inside.starts_with('{')) continue;
        inside = trim(inside.substr(1));
        std::string_view name = inside.substr(0, inside.find_first_of(" \t,)}"));
        if (is_one_of(name, kFunctions)) return fmt::format("has $({} ...)", name);
    }
    return {};
}

// $(info text) alone.
bool is_message(std::string_view line) {
    if (!line.starts_with("$(") || !line.ends_with(')')) return false;
    std::string_view inside = line.substr(2, line.size() - 3);
    return is_one_of(take_word(inside), kMessages) && inside.find_first_of("()") == inside.npos;
}

// Why the line is no assignment that we understand; empty if it is.
std::string not_an_assignment(std::string_view line) {
    size_t sign = line.find_first_of("=:$");
    if (sign == line.npos || line[sign] == '$') return "may be a rule";
    std::string_view name = trim(line.substr(0, sign)), rest = line.substr(sign);
    if (rest.starts_with(':')) {
        rest.remove_prefix(std::min(rest.find_first_not_of(':'), rest.size()));
        if (!rest.starts_with('=')) return "has a rule";
    } else if (name.ends_with('!')) {
        return "has !=, which runs a program";
    } else if (name.ends_with('+') || name.ends_with('?')) {
        name = trim(name.substr(0, name.size() - 1));
    }
    bool plain = !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
    });
    if (!plain) return "may be a rule";
    if (is_one_of(name, kNotAssigned)) return fmt::format("assigns {}", name);
    return {};
}

// Follows the includes.
class MakeReader {
  public:
    explicit MakeReader(const fs::path& makefile) : folder_(makefile.parent_path()) {
        files_.push_back(makefile);
    }

    std::optional<Finding> read_all() {
        for (size_t i = 0; i < files_.size(); ++i) {  // grows meanwhile
            MappedFile file(files_[i]);
            std::string where = files_[i].string();
            if (file.text().find('\0') != std::string_view::npos)
                return finding(Place(where), "is no text");
            for (const MakeLine& line : lines_of(file.text())) {
                std::string why = code_in(trim(line.text));
                if (!why.empty()) return finding(Place(where, line.number), why);
            }
        }
        return {};
    }

  private:
    static Finding finding(Place place, std::string_view why) {
        return {std::move(place), fmt::format("{}, and make would run it", why)};
    }

    std::string code_in(std::string_view line) {
        if (line.empty() || line.starts_with('#')) return {};
        if (std::string why = code_in_expansions(line); !why.empty()) return why;
        std::string_view rest = line, word = take_word(rest);
        if (is_one_of(word, kDirectives) || is_message(line)) return {};
        if (is_one_of(word, kIncludeWords)) return add_includes(rest);
        while (is_one_of(word, kModifiers)) {
            line = rest;
            word = take_word(rest);
            if (rest.empty()) return {};  // `export NAME`
        }
        return not_an_assignment(line);
    }

    std::string add_includes(std::string_view names) {
        while (!names.empty()) {
            std::string_view word = names.substr(0, names.find_first_of(" \t"));
            names = trim(names.substr(word.size()));
            fs::path path = folder_;
            std::string_view file = word;
            if (file.starts_with(kModuleFolder)) file.remove_prefix(kModuleFolder.size());
            while (file != word && file.starts_with('/')) file.remove_prefix(1);
            if (word.starts_with('/')) path.clear();
            path /= file;
            if (file.find_first_of("$*?[\\~#") != file.npos || !fs::is_regular_file(path))
                return fmt::format("includes {}, which only make finds", word);
            if (std::ranges::find(files_, path) == files_.end()) files_.push_back(path);
            if (files_.size() > kMaxIncludes) return "includes too many files";
        }
        return {};
    }

    fs::path folder_;  // in which make runs
    std::vector<fs::path> files_;
};

}  // namespace

std::optional<Finding> code_in_make(const fs::path& makefile) {
    return MakeReader(makefile).read_all();
}

std::optional<Finding> code_in_description(const fs::path& file) {
    if (file.extension() == ".py") return {};  // is read, not run
    return file.extension() == ".cmake" ? code_in_cmake(file) : code_in_make(file);
}

}  // namespace natmod::driver
