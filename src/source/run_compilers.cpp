// SPDX-License-Identifier: MIT
#include "source/run_compilers.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace fs = std::filesystem;

namespace natmod::source {
namespace {

constexpr std::string_view kSpaces = " \t";
constexpr std::string_view kFolderFlags[] = {"-isystem", "-iquote", "-idirafter", "-I"};

void skip_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
}

bool take(std::string_view& text, std::string_view word) {
    skip_spaces(text);
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

// NAME of text that begins with "NAME" or <NAME>, with or without a backslash before the last
// quote; empty for any other.
std::string_view file_name_at(std::string_view text) {
    skip_spaces(text);
    if (text.empty() || (text[0] != '"' && text[0] != '<')) return {};
    size_t close = text.find(text[0] == '<' ? '>' : '"', 1);
    if (close == std::string_view::npos) return {};
    std::string_view name = text.substr(1, close - 1);
    if (name.ends_with('\\')) name.remove_suffix(1);
    return name;
}

// What a line of a source or header says about files.
struct Line {
    std::string_view included;  // NAME of `#include "NAME"` and the assembler's `.include "NAME"`
    std::string_view data;      // NAME of `#embed "NAME"` and `.incbin "NAME"`
    std::string_view defined;   // NAME of `#define MACRO "NAME"`
    bool opens_macro = false;   // `#include MACRO`, `#embed MACRO`
};

Line files_of_line(std::string_view line) {
    Line result;
    std::string_view rest = line;
    if (take(rest, "#")) {
        bool is_data = take(rest, "embed");
        if (is_data || take(rest, "include_next") || take(rest, "include") ||
            take(rest, "import")) {
            (is_data ? result.data : result.included) = file_name_at(rest);
            result.opens_macro = file_name_at(rest).empty();
        } else if (take(rest, "define")) {
            skip_spaces(rest);
            rest.remove_prefix(std::min(rest.find_first_of(kSpaces), rest.size()));
            result.defined = file_name_at(rest);
        }
        return result;
    }
    auto argument_of = [&](std::string_view directive) -> std::string_view {
        size_t at = line.find(directive);
        size_t quote = at == line.npos ? at : line.find('"', at);
        return quote == line.npos ? std::string_view() : file_name_at(line.substr(quote));
    };
    result.included = argument_of(".include");
    result.data = argument_of(".incbin");
    return result;
}

// Whether it is a pipe that a compiler waits for. If so, that reads an error and ends.
bool release_reader(const fs::path& path) {
    constexpr std::string_view kText = "#error this is a pipe\n";
    // /dev/stdout and the like are this program's own.
    for (std::string_view folder : {"/dev/", "/proc/"})
        if (path.native().starts_with(folder)) return false;
    std::error_code error;
    if (!fs::is_fifo(path, error)) return false;
    int writer = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);  // fails without a reader
    if (writer < 0) return false;
    auto before = std::signal(SIGPIPE, SIG_IGN);  // the compiler may just have been stopped
    [[maybe_unused]] ssize_t written = ::write(writer, kText.data(), kText.size());
    std::signal(SIGPIPE, before);
    ::close(writer);
    return true;
}

// The same for all ways that lead to a file: x/../y/a.h is y/a.h.
fs::path key_of(const fs::path& file) {
    std::error_code error;
    return fs::canonical(file.parent_path(), error) / file.filename();
}

// Visits the files of a command and those that their text includes.
class Search {
  public:
    explicit Search(fs::path directory) : directory_(std::move(directory)) {}

    std::optional<Finding> run(const CompileCommand& command) {
        open_ = {directory_ / command.source()};
        read_folders(command.words);
        read_words(command);
        while (!open_.empty() && !found_) {
            fs::path file = std::move(open_.back());
            open_.pop_back();
            if (seen_.insert(key_of(file)).second) visit(file);
            if (open_.empty() && !macro_folders_.empty()) look_for_defined();
        }
        return std::move(found_);
    }

  private:
    struct Name {
        std::string text;
        Place where;
    };

    // With the same folders, a file that was visited for another command says nothing new.
    void read_folders(const std::vector<std::string>& words) {
        std::vector<fs::path> folders = {{}};
        for (size_t i = 0; i < words.size(); ++i) {
            for (std::string_view flag : kFolderFlags) {
                if (!words[i].starts_with(flag)) continue;
                bool apart = words[i].size() == flag.size();
                if (apart && i + 1 == words.size()) break;
                folders.emplace_back(apart ? words[i + 1] : words[i].substr(flag.size()));
                break;
            }
        }
        if (std::exchange(folders_, folders) == folders) return;
        seen_.clear();
        defined_.clear();
        macro_folders_.clear();
    }

    void read_words(const CompileCommand& command) {
        std::string_view before;
        for (std::string_view word : command.words) {
            if (word.starts_with('@')) word.remove_prefix(1);  // a file of further words
            if (!found_ && release_reader(directory_ / word)) found_ = pipe(std::string(word));
            if (before == "-include" || before == "-imacros") open_.push_back(directory_ / word);
            if (size_t value = word.find('='); value != word.npos)
                define(file_name_at(word.substr(value + 1)), command.source());
            before = word;
        }
    }

    static Finding pipe(Place where, const std::string& what = {}) {
        return {std::move(where),
                fmt::format("{}is a pipe, and a compiler waits for it",
                            what.empty() ? what : what + " "),
                "put a file in its place"};
    }

    void define(std::string_view name, const Place& where) {
        if (!name.empty()) defined_.push_back({std::string(name), where});
    }

    void look_for(const Name& name, const fs::path& folder, bool is_text) {
        fs::path path = directory_ / folder / name.text;
        std::error_code error;
        if (is_text && fs::is_regular_file(path, error)) open_.push_back(path);
        if (!found_ && release_reader(path)) found_ = pipe(name.where, name.text);
    }

    // Those are only looked for if a macro names a file: else they may be anything.
    void look_for_defined() {
        for (const Name& name : std::exchange(defined_, {})) {
            for (const fs::path& folder : macro_folders_) look_for(name, folder, true);
            for (const fs::path& folder : folders_) look_for(name, folder, true);
        }
    }

    void visit(const fs::path& file) {
        std::optional<MappedFile> content;
        try {
            content.emplace(file);
        } catch (const Error&) {
            return;  // the compiler will say so, if it opens it
        }
        std::string_view text = content->text();
        for (uint32_t number = 1; !text.empty() && !found_; ++number) {
            size_t end = std::min(text.find('\n'), text.size() - 1);
            Line line = files_of_line(text.substr(0, end + 1));
            text.remove_prefix(end + 1);
            Place where(file.string(), number);
            for (std::string_view name : {line.included, line.data}) {
                if (name.empty()) continue;
                bool is_text = line.data.empty();
                look_for({std::string(name), where}, file.parent_path(), is_text);
                for (const fs::path& folder : folders_)
                    look_for({std::string(name), where}, folder, is_text);
            }
            define(line.defined, where);
            if (line.opens_macro) macro_folders_.insert(file.parent_path());
        }
    }

    fs::path directory_;
    std::vector<fs::path> folders_;     // directory_ itself, and those of flags
    std::set<fs::path> macro_folders_;  // of files with `#include MACRO`
    std::set<fs::path> seen_;
    std::vector<fs::path> open_;
    std::vector<Name> defined_;
    std::optional<Finding> found_;
};

std::optional<Finding> release_compilers(const std::vector<CompileCommand>& commands,
                                         const fs::path& directory) {
    Search search(directory);
    for (const CompileCommand& command : commands)
        if (std::optional<Finding> found = search.run(command)) return found;
    return {};
}

}  // namespace

ProcessResult run_compilers(std::span<const std::string> command, ProcessOptions options,
                            const CommandsOf& commands) {
    constexpr int kAgain = 50, kFirst = 2000;  // milliseconds
    std::optional<Finding> pipe;
    int next = kFirst;
    options.capture = true;
    if (commands)
        options.on_quiet = [&] {
            std::optional<Finding> found = release_compilers(commands(), options.directory);
            if (!pipe) pipe = std::move(found);
            return pipe ? kAgain : next *= 2;
        };
    ProcessResult result = run_process(command, options);
    if (!pipe) return result;
    std::vector<Finding> findings = {std::move(*pipe)};
    name_places(findings, options.directory);
    throw Error(std::move(findings));
}

}  // namespace natmod::source
