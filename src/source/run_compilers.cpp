// SPDX-License-Identifier: MIT
#include "source/run_compilers.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string_view>

#include "base/error.h"
#include "base/file.h"

namespace fs = std::filesystem;

namespace natmod::source {
namespace {

constexpr std::string_view kSpaces = " \t";
constexpr std::string_view kFolderFlags[] = {"-isystem", "-iquote", "-idirafter", "-I"};

// Calls `found` with each NAME of "NAME" and <NAME> in text that may name a file to open.
void for_each_name(std::string_view text, const std::function<void(std::string_view)>& found) {
    for (size_t open; (open = text.find_first_of("\"<")) != std::string_view::npos;) {
        size_t close = text.find(text[open] == '<' ? '>' : '"', open + 1);
        if (close == std::string_view::npos) return;
        std::string_view name = text.substr(open + 1, close - open - 1);
        if (name.ends_with('\\')) name.remove_suffix(1);  // "... \"NAME\" ..."
        if (!name.empty()) found(name);
        text.remove_prefix(close);  // which may be where the next one begins
    }
}

// #include, but a macro may name the file: any directive; and the assembler's .incbin.
bool may_name_files(std::string_view line) {
    size_t first = line.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) return false;
    return line[first] == '#' || line.find("incbin") != std::string_view::npos;
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

// Visits the files of a command and what they include, as far as their text says.
class Search {
  public:
    explicit Search(fs::path directory) : directory_(std::move(directory)) {}

    std::optional<Finding> run(const CompileCommand& command) {
        folders_ = {{}};
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
        }
        open_ = {directory_ / command.source()};
        for (const std::string& word : command.words) look_for_names(word, Place(command.source()), open_[0]);
        while (!open_.empty() && !found_) {
            fs::path file = std::move(open_.back());
            open_.pop_back();
            std::error_code error;
            if (seen_.insert(file).second && fs::is_regular_file(file, error)) visit(file);
        }
        return std::move(found_);
    }

  private:
    static Finding pipe(Place where, const std::string& what = {}) {
        return {std::move(where),
                fmt::format("{}is a pipe, and a compiler waits for it",
                            what.empty() ? what : what + " "),
                "put a file in its place"};
    }

    void look_for_names(std::string_view text, const Place& where, const fs::path& includer) {
        for_each_name(text, [&](std::string_view name) {
            auto look = [&](const fs::path& path) {
                if (!found_ && release_reader(path)) found_ = pipe(where, std::string(name));
                open_.push_back(path);
            };
            look(includer.parent_path() / name);
            for (const fs::path& folder : folders_) look(directory_ / folder / name);
        });
    }

    void visit(const fs::path& file) {
        MappedFile content(file);
        std::string_view text = content.text();
        for (uint32_t number = 1; !text.empty() && !found_; ++number) {
            size_t end = std::min(text.find('\n'), text.size() - 1);
            std::string_view line = text.substr(0, end + 1);
            text.remove_prefix(end + 1);
            if (may_name_files(line)) look_for_names(line, {file.string(), number}, file);
        }
    }

    fs::path directory_;
    std::vector<fs::path> folders_;  // those of the flags, and directory_ itself
    std::set<fs::path> seen_;
    std::vector<fs::path> open_;
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
