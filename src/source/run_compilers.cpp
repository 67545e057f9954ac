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

// NAME of text that begins with "NAME", <NAME> or \"NAME\"; empty for any other.
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
    std::string_view opened;   // NAME of `#include "NAME"` and the like, and of the assembler's
    std::string_view defined;  // NAME of `#define MACRO "NAME"`
    bool opens_macro = false;  // `#include MACRO`
};

Line files_of_line(std::string_view line) {
    std::string_view rest = line;
    if (take(rest, "#")) {
        for (std::string_view directive : {"include_next", "include", "import", "embed"})
            if (take(rest, directive)) return {file_name_at(rest), {}, file_name_at(rest).empty()};
        if (!take(rest, "define")) return {};
        skip_spaces(rest);
        rest.remove_prefix(std::min(rest.find_first_of(kSpaces), rest.size()));
        return {{}, file_name_at(rest), false};
    }
    for (std::string_view directive : {".incbin", ".include"})
        if (size_t at = line.find(directive); at != std::string_view::npos)
            return {
                file_name_at(line.substr(std::min(line.find('"', at), line.size()))), {}, false};
    return {};
}

// Whether it is a pipe that a compiler waits for. If so, that reads an error and ends.
bool release_reader(const fs::path& path) {
    constexpr std::string_view kText = "#error this is a pipe\n";
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

// Visits the files of a command and those that their text opens.
class Search {
  public:
    explicit Search(fs::path directory) : directory_(std::move(directory)) {}

    std::optional<Finding> run(const CompileCommand& command) {
        folders_ = {{}, {}};
        for (size_t i = 0; i < command.words.size(); ++i) {
            std::string_view word = command.words[i];
            for (std::string_view flag : kFolderFlags) {
                if (!word.starts_with(flag)) continue;
                bool apart = word.size() == flag.size();
                if (apart && i + 1 == command.words.size()) break;
                folders_.emplace_back(apart ? command.words[++i] : word.substr(flag.size()));
                break;
            }
            if (word.starts_with('@')) word.remove_prefix(1);  // a file of further words
            if (release_reader(directory_ / word)) return pipe(std::string(word));
            size_t value = std::min(word.find('='), word.size() - 1) + 1;
            define(file_name_at(word.substr(value)), command.source());
        }
        open_ = {directory_ / command.source()};
        while (!open_.empty() && !found_) {
            fs::path file = std::move(open_.back());
            open_.pop_back();
            if (seen_.insert(file).second) visit(file);
            if (open_.empty() && opens_macro_) look_for_defined();
        }
        return std::move(found_);
    }

  private:
    struct Name {
        std::string text;
        Place where;
    };

    static Finding pipe(Place where, const std::string& what = {}) {
        return {std::move(where),
                fmt::format("{}is a pipe, and a compiler waits for it",
                            what.empty() ? what : what + " "),
                "put a file in its place"};
    }

    void define(std::string_view name, const Place& where) {
        if (!name.empty()) defined_.push_back({std::string(name), where});
    }

    void look_for(const Name& name) {
        for (const fs::path& folder : folders_) {
            fs::path path = directory_ / folder / name.text;
            std::error_code error;
            if (fs::is_regular_file(path, error)) open_.push_back(path);
            if (!found_ && release_reader(path)) found_ = pipe(name.where, name.text);
        }
    }

    // Those are only looked for if a macro names a file: else they may be anything.
    void look_for_defined() {
        for (const Name& name : std::exchange(defined_, {})) look_for(name);
    }

    void visit(const fs::path& file) {
        std::optional<MappedFile> content;
        try {
            content.emplace(file);
        } catch (const Error&) {
            return;  // the compiler will say so, if it opens it
        }
        std::string_view text = content->text();
        folders_.front() = file.parent_path();
        for (uint32_t number = 1; !text.empty() && !found_; ++number) {
            size_t end = std::min(text.find('\n'), text.size() - 1);
            Line line = files_of_line(text.substr(0, end + 1));
            text.remove_prefix(end + 1);
            Place where(file.string(), number);
            if (!line.opened.empty()) look_for({std::string(line.opened), where});
            define(line.defined, where);
            opens_macro_ |= line.opens_macro;
            if (line.opens_macro) folders_.push_back(folders_.front());
        }
    }

    fs::path directory_;
    std::vector<fs::path> folders_;  // of the file that is visited, directory_, of flags
    std::set<fs::path> seen_;
    std::vector<fs::path> open_;
    std::vector<Name> defined_;
    bool opens_macro_ = false;
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
