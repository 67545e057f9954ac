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

#include "base/error.h"
#include "base/file.h"

namespace fs = std::filesystem;

namespace natmod::source {
namespace {

constexpr std::string_view kSpaces = " \t";
constexpr std::string_view kFolderFlags[] = {"-isystem", "-iquote", "-idirafter", "-I"};

// NAME of `#include "NAME"` and `#include <NAME>`; empty for all other lines.
std::string_view included_name(std::string_view line) {
    auto take = [&](std::string_view word) {
        line.remove_prefix(std::min(line.find_first_not_of(kSpaces), line.size()));
        if (!line.starts_with(word)) return false;
        line.remove_prefix(word.size());
        return true;
    };
    if (!take("#") || !take("include")) return {};
    size_t open = line.find_first_of("\"<");
    if (open == std::string_view::npos) return {};
    size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
    if (close == std::string_view::npos) return {};
    return line.substr(open + 1, close - open - 1);
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
        std::vector<fs::path> folders;
        for (size_t i = 0; i < command.words.size(); ++i) {
            std::string_view word = command.words[i];
            for (std::string_view flag : kFolderFlags) {
                if (!word.starts_with(flag)) continue;
                bool apart = word.size() == flag.size();
                if (apart && i + 1 == command.words.size()) break;
                folders.emplace_back(apart ? command.words[++i] : word.substr(flag.size()));
                break;
            }
            if (word.starts_with('@')) word.remove_prefix(1);  // a file of further words
            if (release_reader(directory_ / word)) return pipe(std::string(word));
        }
        open_ = {directory_ / command.source()};
        while (!open_.empty() && !found_) {
            fs::path file = std::move(open_.back());
            open_.pop_back();
            std::error_code error;
            if (seen_.insert(file).second && fs::is_regular_file(file, error)) visit(file, folders);
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

    void visit(const fs::path& file, const std::vector<fs::path>& folders) {
        MappedFile content(file);
        std::string_view text = content.text();
        for (uint32_t line = 1; !text.empty() && !found_; ++line) {
            size_t end = std::min(text.find('\n'), text.size() - 1);
            std::string_view name = included_name(text.substr(0, end + 1));
            text.remove_prefix(end + 1);
            if (name.empty()) continue;
            auto look = [&](const fs::path& path) {
                if (release_reader(path)) found_ = pipe({file.string(), line}, std::string(name));
                open_.push_back(path);
            };
            look(file.parent_path() / name);
            for (const fs::path& folder : folders) look(directory_ / folder / name);
        }
    }

    fs::path directory_;
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
