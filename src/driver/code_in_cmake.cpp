// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "base/file.h"
#include "driver/runs_code.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr int kMaxLists = 100;

// These neither run anything nor write.
constexpr std::string_view kHarmless[] = {
    "add_library",
    "cmake_minimum_required",
    "else",
    "elseif",
    "endforeach",
    "endif",
    "if",
    "include_guard",
    "message",
    "return",
    "target_compile_definitions",
    "target_compile_features",
    "target_compile_options",
    "target_include_directories",
    "target_link_libraries",
    "target_sources",
};

// The same, if the variable that they set is none of CMake's. Which word names it.
constexpr std::pair<std::string_view, size_t> kSetters[] = {
    {"set", 0}, {"foreach", 0}, {"get_filename_component", 0}, {"list", 1}};

// Other forms of list() name a variable elsewhere.
constexpr std::string_view kListForms[] = {"APPEND", "PREPEND", "REMOVE_ITEM", "REMOVE_DUPLICATES"};

constexpr std::string_view kListFolder = "${CMAKE_CURRENT_LIST_DIR}/";

// CMake itself runs what some of its variables name.
bool is_own_variable(std::string_view name) {
    bool plain = !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_';
    });
    return plain && !name.starts_with("CMAKE_");
}

struct CMakeCall {
    uint32_t line;
    std::string name;  // in small letters
    std::vector<std::string> words;
};

// Throws the Finding of what it does not understand.
class CMakeReader {
  public:
    CMakeReader(const fs::path& file, std::string_view text) : file_(file), text_(text) {}

    std::vector<CMakeCall> calls() {
        // Brackets make comments and texts of several lines.
        for (std::string_view bracket : {"[[", "[="})
            if (size_t at = text_.find(bracket); at != text_.npos)
                fail(at, "has a text in brackets");
        std::vector<CMakeCall> calls;
        for (skip(); at_ < text_.size(); skip()) calls.push_back(call());
        return calls;
    }

  private:
    [[noreturn]] void fail(size_t at, std::string_view why) const {
        throw Finding{Place(file_.string(), line_of(at)), std::string(why)};
    }

    uint32_t line_of(size_t at) const {
        return 1 + static_cast<uint32_t>(std::ranges::count(text_.substr(0, at), '\n'));
    }

    // Blanks and comments.
    void skip() {
        while (at_ < text_.size()) {
            if (text_[at_] == '#')
                at_ = std::min(text_.find('\n', at_), text_.size());
            else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
                ++at_;
            else
                return;
        }
    }

    CMakeCall call() {
        CMakeCall call{line_of(at_), {}, {}};
        while (at_ < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
            call.name += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_++])));
        skip();
        if (call.name.empty() || at_ == text_.size() || text_[at_] != '(')
            fail(std::min(at_, text_.size() - 1), "is no CMake that Natmod understands");
        ++at_;
        int depth = 1;
        for (skip(); depth > 0; skip()) {
            if (at_ == text_.size()) fail(at_ - 1, "ends within a command");
            if (text_[at_] == '(' || text_[at_] == ')')
                depth += text_[at_++] == '(' ? 1 : -1;
            else
                call.words.push_back(word());
        }
        return call;
    }

    std::string word() {
        std::string word;
        bool quoted = false;
        for (; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            bool ends = std::isspace(static_cast<unsigned char>(c)) != 0 || c == '(' || c == ')' ||
                        c == '#';
            if (ends && !quoted) break;
            if (c == '"') quoted = !quoted;
            word += c;
            if (c == '\\' && at_ + 1 < text_.size()) word += text_[++at_];
        }
        return word;
    }

    const fs::path& file_;
    std::string_view text_;
    size_t at_ = 0;
};

// What the call does beside describing targets; empty if nothing. `included` gets files.
std::string code_in_call(const CMakeCall& call, const fs::path& folder,
                         std::vector<fs::path>& included) {
    if (is_one_of(call.name, kHarmless)) return {};
    auto word = [&](size_t i) { return i < call.words.size() ? call.words[i] : std::string(); };
    if (call.name == "include") {
        std::string file = word(0);
        if (file.starts_with('"') && file.ends_with('"') && file.size() > 1)
            file = file.substr(1, file.size() - 2);
        bool known = file.starts_with(kListFolder);
        if (known) file.erase(0, kListFolder.size());
        if (!known || file.find_first_of("$\\;\"") != file.npos ||
            !fs::is_regular_file(folder / file))
            return fmt::format("includes {}, which only CMake finds", word(0));
        fs::path path = (folder / file).lexically_normal();
        if (std::ranges::find(included, path) == included.end()) included.push_back(path);
        return included.size() > kMaxLists ? "includes too many files" : "";
    }
    auto setter =
        std::ranges::find(kSetters, call.name, [](const auto& known) { return known.first; });
    if (setter == std::end(kSetters)) return fmt::format("calls {}()", call.name);
    if (call.name == "list" && !is_one_of(word(0), kListForms))
        return fmt::format("calls list({})", word(0));
    if (!is_own_variable(word(setter->second))) return fmt::format("sets {}", word(setter->second));
    return {};
}

}  // namespace

std::optional<Finding> code_in_cmake(const fs::path& file) {
    std::vector<fs::path> files = {file};
    for (size_t i = 0; i < files.size(); ++i) {  // grows meanwhile
        const fs::path path = files[i];
        MappedFile text(path);
        try {
            for (const CMakeCall& call : CMakeReader(path, text.text()).calls()) {
                std::string why = code_in_call(call, path.parent_path(), files);
                if (!why.empty()) throw Finding{Place(path.string(), call.line), why};
            }
        } catch (Finding& finding) {
            finding.text += ", and CMake would run it";
            return std::move(finding);
        }
    }
    return {};
}

}  // namespace natmod::driver
