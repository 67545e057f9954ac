// SPDX-License-Identifier: MIT
// Lines like these, in which nothing is left to make but to put folders in:
//
//     SHAPES_DIR := $(USERMOD_DIR)
//     SRC_USERMOD_C += $(SHAPES_DIR)/shapes.c

#include "driver/plain_make.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/file.h"
#include "base/shell_words.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr std::string_view kFolderSuffix = "_DIR";
constexpr std::string_view kUserModule = "USERMOD_DIR";
constexpr std::string_view kCommandLine = "CFLAGS_EXTRA";  // has flags before the makefile is read
constexpr std::string_view kBlanks = " \t";

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return std::isupper(c) != 0 || std::isdigit(c) != 0 || c == '_';
    });
}

// Neither make nor a shell sees more in it than a list of words.
bool holds_words_only(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("_-./+=, \t").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

class PlainMakefile {
  public:
    explicit PlainMakefile(const MakeQuestion& question) : question_(question) {
        fs::path folder = question.makefile.parent_path();
        folders_.emplace(kUserModule, folder.string());
        plain_ = holds_words_only(folder.string()) &&
                 folder.string().find_first_of(kBlanks) == std::string::npos &&
                 folder.string().find('=') == std::string::npos;
    }

    // Whether there is nothing in it that only make understands.
    bool read(std::string_view text) {
        while (plain_ && !text.empty()) {
            std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            plain_ = line.find('\\') == line.npos &&
                     (line.empty() || line.starts_with('#') || assignment(line));
        }
        return plain_;
    }

    const std::string& value(std::string_view name) { return lists_[std::string(name)]; }

  private:
    bool is_list(std::string_view name) const {
        return name != kCommandLine &&
               std::ranges::find(question_.variables, name) != question_.variables.end();
    }

    bool assignment(std::string_view line) {
        std::string_view name = line.substr(0, line.find_first_of(" \t:+="));
        if (!is_name(name)) return false;
        line.remove_prefix(name.size());
        line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
        bool adds = line.starts_with("+="), sets = line.starts_with(":=");
        if (!adds && !sets) return false;
        line.remove_prefix(2);
        line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
        auto value = expand(line);
        if (!value) return false;
        if (adds && is_list(name)) {
            lists_[std::string(name)] += " " + *value;
            return true;
        }
        // A folder, which nothing else has a use for.
        return sets && name.ends_with(kFolderSuffix) && !value->empty() &&
               value->find_first_of(kBlanks) == value->npos &&
               folders_.emplace(name, *value).second;
    }

    std::optional<std::string> expand(std::string_view text) const {
        std::string result;
        for (size_t at; (at = text.find("$(")) != text.npos;) {
            size_t end = text.find(')', at);
            if (end == text.npos || !holds_words_only(text.substr(0, at))) return {};
            auto folder = folders_.find(text.substr(at + 2, end - at - 2));
            if (folder == folders_.end()) return {};
            result.append(text.substr(0, at)).append(folder->second);
            text.remove_prefix(end + 1);
        }
        if (!holds_words_only(text)) return {};
        return result.append(text);
    }

    const MakeQuestion& question_;
    bool plain_ = false;
    std::map<std::string, std::string, std::less<>> folders_, lists_;
};

}  // namespace

std::optional<MakeAnswer> plain_answer(const MakeQuestion& question) {
    if (std::getenv("MAKEFILES") != nullptr) return {};  // make reads those first
    PlainMakefile makefile(question);
    if (MappedFile file(question.makefile); !makefile.read(file.text())) return {};
    MakeAnswer answer;
    for (const char* name : question.variables)
        answer.values[name] = split_shell_words(makefile.value(name));
    for (const char* name : question.sources)
        for (const std::string& source : answer.values[name])
            if (!fs::is_regular_file(question.makefile.parent_path() / source)) return {};
    answer.makefiles = {question.makefile};
    return answer;
}

}  // namespace natmod::driver
